import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { drain } from './drain.js';

const servers: Server[] = [];
const agents: Agent[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  for (const agent of agents.splice(0)) agent.destroy();
});

async function serve(listener: RequestListener = (_request, response) => response.end('served')) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

function keptConnection(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return agent;
}

async function ask(port: number, agent?: Agent): Promise<IncomingMessage> {
  const sent = get({ port, host: '127.0.0.1', agent });
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer;
}

const refused = { code: 'ECONNREFUSED' };

it('serves new connections during the delay, and each answer ends its connection', async () => {
  const { server, port } = await serve();
  const agent = keptConnection();
  expect((await ask(port, agent)).headers.connection).toBe('keep-alive');
  const drained = drain(server, 500);
  expect((await ask(port, agent)).headers.connection).toBe('close');
  expect((await ask(port)).statusCode).toBe(200);
  await drained;
  await expect(ask(port)).rejects.toMatchObject(refused);
});

it('answers on an idle connection after the port is closed', async () => {
  const { server, port } = await serve();
  const agent = keptConnection();
  await ask(port, agent);
  const drained = drain(server, 1);
  await untilRefused(port);
  const answer = await ask(port, agent);
  expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
  await drained;
});

it('without a delay closes idle connections at once and lets a request under way finish', async () => {
  let answer = () => {};
  const { server, port } = await serve((request, response) => {
    if (request.url === '/slow') answer = () => response.end('slow');
    else response.end();
  });
  const idle = connect(port, '127.0.0.1').resume();
  idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(idle, 'data');
  const slow = connect(port, '127.0.0.1');
  let received = '';
  slow.setEncoding('utf8').on('data', (text: string) => (received += text));
  slow.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(server, 'request');
  const drained = drain(server, 0);
  await once(idle, 'close');
  answer();
  await drained;
  expect(received).toMatch(/^HTTP\/1\.1 200 OK[^]*slow/);
});

it('ends although a client never sends the rest of its request', async () => {
  const { server, port } = await serve();
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Le');
  await once(server, 'connection');
  const closed = once(socket, 'close');
  await drain(server, 0);
  await closed;
  await expect(ask(port)).rejects.toMatchObject(refused);
});

async function untilRefused(port: number): Promise<void> {
  const error = await ask(port).then(
    () => undefined,
    (reason: NodeJS.ErrnoException) => reason,
  );
  if (error?.code !== refused.code) await untilRefused(port);
}
