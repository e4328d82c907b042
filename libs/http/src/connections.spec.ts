import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Connections } from './connections.js';

describe('requests that arrive together', () => {
  const context = new AsyncLocalStorage<string>();
  let server: Server;
  let clients: Socket[];
  let events: string[];
  let whenBegun: (request: IncomingMessage, response: ServerResponse) => unknown;

  beforeEach(async () => {
    events = [];
    whenBegun = () => undefined;
    server = createServer((request, response) => {
      events.push(`${request.url} began in the context of ${context.getStore()}`);
      whenBegun(request, response);
      response.end();
    });
    void new Connections(server, 10);
    server.on('request', ({ url }) => events.push(`${url} was read`));
    // As a tracer does it.
    const emit = server.emit.bind(server) as (name: string, ...rest: unknown[]) => boolean;
    server.emit = (name: string, ...rest: unknown[]) =>
      name === 'request'
        ? context.run((rest[0] as IncomingMessage).url!, () => emit(name, ...rest))
        : emit(name, ...rest);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    clients = [];
    for (let i = 0; i < 2; i++) {
      clients.push(connect((server.address() as AddressInfo).port, '127.0.0.1'));
      await once(server, 'connection');
    }
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    await once(server.close(), 'close');
  });

  const send = (client: Socket, path: string) => client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);

  it('are all read before the first is begun, and each is begun in its own asynchronous context', async () => {
    const [one, two] = clients as [Socket, Socket];
    const last = new Promise<void>((resolve) => {
      whenBegun = ({ url }) => url === '/ahead' && resolve();
    });
    send(one, '/one');
    send(one, '/ahead');
    send(two, '/two');
    await last;
    expect(events).toEqual([
      '/one was read',
      '/ahead was read',
      '/two was read',
      '/one began in the context of /one',
      '/two began in the context of /two',
      '/ahead began in the context of /ahead',
    ]);
  });

  it('are not begun on a connection that was closed after the answer before', async () => {
    whenBegun = (request, response) =>
      response.on('close', () => request.url === '/one' && request.socket.destroy());
    const client = clients[0]!.resume().on('error', () => undefined);
    send(client, '/one');
    send(client, '/two');
    // Not by `once`, for which a reset connection is a failure.
    await new Promise((resolve) => client.on('close', resolve));
    await new Promise(setImmediate);
    expect(events).toEqual(['/one was read', '/two was read', '/one began in the context of /one']);
  });
});
