import { once } from 'node:events';
import { connect } from 'node:net';
import { checkAnswer } from './check-every-answer.js';

/**
 * Sends bytes as they are and reads the one answer that the server closes the connection after; checked against the
 * service's document, as with `fetch`.
 */
export async function sendRaw(url: string, request: string | Buffer): Promise<Response> {
  const { port, origin } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  socket.write(request);
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  socket.destroy();
  const text = Buffer.concat(chunks).toString();
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map((line) => line.split(': ', 2) as [string, string]));
  const status = Number(statusLine.split(' ')[1]);
  const [method = '', target = ''] = String(request).split(/\r\n| /, 3);
  // As it was sent: `URL` would tidy up `..`. What is no request line has no address of its own.
  const asked = target.startsWith('/') ? origin + target : `${origin}/`;
  await checkAnswer({ method, url: asked, status, headers, body });
  return new Response(body, { status, headers });
}
