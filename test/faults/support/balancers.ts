import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.js';

/** A proxy that spreads requests over the replicas of a service. */
export interface Balancer {
  url: string;
  close(): Promise<void>;
}

/** The command that starts a proxy on this port in the foreground, with its configuration. */
type Program = (port: number, replicas: number[], folder: string) => { command: string[]; config: string };

/** The text of an `upstream` block besides its servers; without any, nginx's defaults. */
export const nginx =
  (upstream = '', location = ''): Program =>
  (port, replicas, folder) => ({
    command: ['nginx', '-p', folder, '-c', join(folder, 'config')],
    config: `daemon off; pid ${folder}/pid; error_log stderr;
      events {}
      http {
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
        upstream keys { ${replicas.map((replica) => `server 127.0.0.1:${replica};`).join(' ')} ${upstream} }
        server { listen 127.0.0.1:${port}; location / { proxy_pass http://keys; ${location} } }
      }`,
  });

/** nginx that keeps its connections to the replicas open. */
export const nginxWithKeptConnections = nginx(
  'keepalive 16;',
  'proxy_http_version 1.1; proxy_set_header Connection "";',
);

export const haproxy: Program = (port, replicas, folder) => ({
  command: ['haproxy', '-f', join(folder, 'config')],
  config: `defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s

frontend api
  bind 127.0.0.1:${port}
  default_backend keys

backend keys
  option httpchk GET /health/ready
  default-server check inter 1s fall 1 rise 1
${replicas.map((replica, i) => `  server keys${i} 127.0.0.1:${replica}`).join('\n')}
`,
});

export async function startBalancer(program: Program, replicas: number[]): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'pocket-balancer-'));
  // A proxy that is started by root does its work as another user.
  await chmod(folder, 0o755);
  const port = await freePort();
  const { command, config } = program(port, replicas, folder);
  await writeFile(join(folder, 'config'), config);
  const [name = '', ...args] = command;
  const child: ChildProcess = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const failed = once(child, 'error').then(([error]) => Promise.reject(error as Error));
  const url = `http://127.0.0.1:${port}`;
  const client = new Client(url);
  const answers = async () => (await client.send('/health/live')).status === 200;
  const started = (async () => {
    while (!(await answers()))
      if (child.exitCode !== null) throw new Error(`${name} did not start:\n${said.join('')}`);
  })();
  await Promise.race([started, failed]).finally(() => client.close());
  return {
    url,
    close: async () => {
      const ended = once(child, 'exit');
      if (child.kill()) await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port of the loopback interface on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
