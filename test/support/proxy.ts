import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';

/** A stretch of network between a service and its database, which can fail. */
export interface Proxy {
  port: number;
  /** `refuse`: connections are reset and new ones refused. `swallow`: everything goes in and nothing comes out. */
  fail(how: 'refuse' | 'swallow'): void;
  mend(): void;
  /** Runs once this text has gone to the database, whose answer is not on its way back yet. */
  onceSent(text: string, task: () => void): void;
  close(): Promise<void>;
}

export async function createProxy(host: string, port: number): Promise<Proxy> {
  let state: 'whole' | 'refuse' | 'swallow' = 'whole';
  let awaited: { text: string; task: () => void } | undefined;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (state === 'refuse') return void client.resetAndDestroy();
    const upstream = keep(connect(port, host));
    client
      .on('data', (data: Buffer) => {
        if (state === 'whole') upstream.write(data);
        if (!awaited || !data.includes(awaited.text)) return;
        const { task } = awaited;
        awaited = undefined;
        task();
      })
      .on('close', () => upstream.destroy());
    upstream
      .on('data', (data) => state === 'whole' && client.write(data))
      .on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    fail: (how) => {
      state = how;
      if (how === 'refuse') for (const socket of sockets) socket.resetAndDestroy();
    },
    onceSent: (text, task) => {
      awaited = { text, task };
    },
    mend: () => {
      // What was swallowed is lost, so nothing sensible can follow it on the same connection.
      for (const socket of sockets) socket.destroy();
      state = 'whole';
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
