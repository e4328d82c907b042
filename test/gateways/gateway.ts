import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProxy, type Proxy } from '../support/proxy.js';
import { createWorld, type World } from '../support/world.js';

/** A gateway that runs with the configuration which docs/gateways.md prints. */
export interface Gateway {
  name: string;
  /** Programs, and files by their path, with the Debian package that has each. */
  needs: Record<string, string>;
  /** Writes its configuration and returns the command that starts it in the foreground. */
  configure(place: Place): Promise<string[]>;
}

export interface Place {
  /** For its files; removed at the end. */
  folder: string;
  /** Where it listens. */
  port: number;
  /** Where it reaches the api. */
  apiPort: number;
  /** The blocks of this language in docs/gateways.md, with the test's addresses for the printed ones. */
  printed(language: string): string[];
}

/** A running gateway, with an api before it, and behind it a service that answers with the status that `X-Answer` names. */
export interface Running {
  world: World;
  url: string;
  /** Between the gateway and the api. */
  network: Proxy;
  /** What reached the service. */
  seen: { url: string; headers: IncomingHttpHeaders }[];
}

/** Starts a gateway, an api with these variables and a service before the tests of this `describe`, and ends them after it. */
export function useGateway({ name, needs, configure }: Gateway, env: NodeJS.ProcessEnv): Running {
  // Thrown here and not in beforeAll, it is said once and not for each test.
  for (const [needed, debianPackage] of Object.entries(needs))
    if (!isInstalled(needed))
      throw new Error(
        `${needed} is not installed, so ${name} was not tested: "apt-get install ${debianPackage}".`,
      );
  const running = { seen: [] as Running['seen'] } as Running;
  let folder: string | undefined;
  let service: Server | undefined;
  let gateway: ChildProcess | undefined;

  beforeAll(async () => {
    const world = (running.world = await createWorld(env));
    service = createServer(({ url = '', headers: sent }, response) => {
      running.seen.push({ url, headers: sent });
      const headers = {
        'Access-Control-Allow-Origin': 'https://the-service.example.com',
        'WWW-Authenticate': 'Its own',
      };
      response.writeHead(Number(sent['x-answer'] ?? 200), headers).end('protected');
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    running.network = await createProxy('127.0.0.1', Number(new URL(world.api.url).port));
    folder = await mkdtemp(join(tmpdir(), 'pocket-gateway-'));
    // A gateway that is started by root does its work as another user.
    await chmod(folder, 0o755);
    const port = await freePort();
    running.url = `http://127.0.0.1:${port}`;

    const page = await readFile(join(__dirname, '..', '..', 'docs', 'gateways.md'), 'utf8');
    const apiPort = running.network.port;
    const ports = { 3000: apiPort, 8080: (service.address() as AddressInfo).port, 8000: port };
    const printed = (language: string) =>
      [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(([, block]) =>
        block!.replace(/127\.0\.0\.1:(3000|8080|8000)\b/g, (_, known: '3000') => `127.0.0.1:${ports[known]}`),
      );
    const [command = '', ...args] = await configure({ folder, port, apiPort, printed });
    gateway = spawn(command, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: folder, KEYS_SECRET: secret },
    });
    const said: string[] = [];
    for (const stream of [gateway.stdout!, gateway.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const answers = () =>
      fetch(running.url).then(
        () => true,
        () => false,
      );
    while (!(await answers()))
      if (gateway.exitCode !== null) throw new Error(`${name} did not start:\n${said.join('')}`);
  });
  beforeEach(() => running.seen.splice(0));
  afterAll(async () => {
    const ended = gateway && once(gateway, 'exit');
    if (gateway?.kill()) await ended;
    service?.closeAllConnections();
    service?.close();
    await running.network?.close();
    await running.world?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  return running;
}

/** Of the gateway that asks by introspection. */
export const secret = 'c0ffee';

function isInstalled(needed: string): boolean {
  return needed.includes('/') ? existsSync(needed) : spawnSync(needed, ['-v']).error === undefined;
}

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
