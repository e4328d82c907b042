import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as SocketServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/**
 * How long connections stay open after the port was closed, for what is still sent on them. Also where there are none:
 * nginx leaves a server out for 10 s after the first connection that it refused, and the first of three servers that are
 * restarted one after the other must be back in use before the last one goes.
 */
const graceMs = 2_500;
/** From the closing of the port on; what is left of the five seconds is for writing what is in memory. */
const endMs = 4_400;

/**
 * Takes an HTTP server out of service without losing a request, on Express, Fastify or neither. For `delayMs` it goes on
 * as before, except that every answer ends its connection, so that proxies that ask for readiness move on and kept
 * connections come to an end. Then it closes the port, still answers what comes on open connections, and closes those
 * that are idle. It resolves when no connection is left, at most 4.4 s after the port was closed. Without a delay idle
 * connections are closed at once.
 */
export async function drain(server: Server, delayMs: number): Promise<void> {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Connection', 'close');
  });
  await wait(delayMs);
  await turnWithoutNews();
  const closed = new Promise<void>((resolve) => {
    // By the socket server's method, because the HTTP server's also cuts idle connections.
    SocketServer.prototype.close.call(server, () => resolve());
  });
  const grace = delayMs > 0 ? graceMs : 0;
  await wait(grace);
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  await Promise.race([closed, wait(endMs - grace, undefined, { ref: false })]);
  clearInterval(sweep);
  server.closeAllConnections();
  await closed;
}

/**
 * Connections that the kernel has taken and the process has not are reset when the port is closed, so it is closed in a turn
 * of the event loop that was too short to bring any. A process without such a turn does not wait for it forever.
 */
async function turnWithoutNews(): Promise<void> {
  const end = performance.now() + 250;
  for (let turn = performance.now(); turn < end;) {
    await nextTurn();
    const now = performance.now();
    if (now - turn < 0.1) return;
    turn = now;
  }
}
