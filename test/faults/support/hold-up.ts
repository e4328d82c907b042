import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const probe = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';

/** A connection on which raw bytes are sent. */
export function open(url: string): Socket {
  return connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
}

/**
 * How long, in milliseconds, `/health/live` takes at worst while these bytes are answered; the least of several tries,
 * because whatever else the machine does only adds to it.
 */
export async function holdUp(url: string, bytes: Buffer | undefined, tries = 5): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < tries; i++) least = Math.min(least, await oneHoldUp(url, bytes));
  return least;
}

async function oneHoldUp(url: string, bytes: Buffer | undefined): Promise<number> {
  const [beside, hostile] = [open(url), open(url)];
  await Promise.all([once(beside, 'connect'), once(hostile, 'connect')]);
  await answered(beside, probe);
  const end = new AbortController();
  const answer = bytes ? answered(hostile, bytes) : Promise.resolve();
  void answer.then(() => end.abort());
  let worst = 0;
  do worst = Math.max(worst, await answered(beside, probe));
  while (!end.signal.aborted);
  for (const socket of [beside, hostile]) socket.destroy();
  return worst;
}

/** Milliseconds until the first bytes of the answer, or the end of the connection. */
export async function answered(socket: Socket, bytes: Buffer | string): Promise<number> {
  const begun = performance.now();
  const end = new AbortController();
  const { signal } = end;
  socket.write(bytes);
  await Promise.race([once(socket, 'data', { signal }), once(socket, 'close', { signal })]);
  end.abort();
  return performance.now() - begun;
}
