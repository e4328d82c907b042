import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { ProblemException } from '@pocket/problem-details';
import type { RouteForm } from './route-form.js';

const bodyLimit = 64 * 1024;
/** Each piece of a body costs its own time, whatever its size. */
const maximumPieces = 1_024;
/** Characters. */
const longestContentType = 200;

/** On the request itself: a WeakMap with an entry for every request burdens the garbage collector. */
const bytesKey = Symbol('pocket:body');
type Read = { [bytesKey]?: Uint8Array };

/**
 * Reads a request's body as its bytes, before anything else does. What its route does not read is refused: 413 over 64 KiB,
 * 415 of another media type, character set or encoding.
 */
export async function readBody(
  request: IncomingMessage,
  { consumes = 'application/json' }: RouteForm,
  payload: Readable = request,
): Promise<void> {
  const { headers, method } = request;
  if (method === 'GET' || method === 'HEAD') return;
  const length = headers['content-length'];
  const mayHaveBody = headers['transfer-encoding'] !== undefined || request.httpVersionMajor > 1;
  if (length === '0' || (length === undefined && !mayHaveBody)) {
    if (headers['content-type'] !== undefined) requireMediaType(request, consumes);
    (request as Read)[bytesKey] = new Uint8Array();
    return;
  }
  if (Number(length) > bodyLimit) throw contentTooLarge();
  if (length !== undefined) requireMediaType(request, consumes);
  if (payload.readableEnded) return requireMediaType(request, consumes);
  const bytes = await bytesOf(payload, request);
  // Without a length it is known only now whether there is a body at all.
  const isThere = bytes.length > 0 || headers['content-type'] !== undefined;
  if (length === undefined && isThere) requireMediaType(request, consumes);
  (request as Read)[bytesKey] = bytes;
}

/** The bytes of a body that was read; empty where there was none. */
export function bodyOf(request: { raw?: IncomingMessage; body?: unknown } & object): Uint8Array {
  const bytes = ((request.raw ?? request) as Read)[bytesKey];
  if (bytes) return bytes;
  // A server in front of Nest has read the stream: what it made of it is checked by the same rules.
  const { body } = request;
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : asJson(body));
}

function asJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new ProblemException('malformed_request');
  }
}

function requireMediaType({ headers }: IncomingMessage, consumes: string): void {
  const contentType = headers['content-type'] ?? '';
  if (contentType.length > longestContentType) throw new ProblemException('unsupported_media_type');
  const [type, ...parameters] = contentType.toLowerCase().split(';').map(withoutSpaces);
  const charsets = parameters
    .map((parameter) => parameter.split('=').map(withoutSpaces))
    .filter(([name]) => name === 'charset');
  const isUtf8 = charsets.length === 0 || (charsets.length === 1 && utf8.has(charsets[0]![1] ?? ''));
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (type !== consumes || !isUtf8 || encoding !== 'identity')
    throw new ProblemException('unsupported_media_type');
}

const utf8 = new Set(['utf-8', 'utf8', '"utf-8"', '"utf8"', '']);

/** `trim` cuts off more than the white space of HTTP. */
function withoutSpaces(text: string): string {
  const isAscii = /^[\t\x20-\x7e]*$/.test(text);
  return isAscii ? text.trim() : text;
}

function bytesOf(payload: Readable, request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimit && chunks.length < maximumPieces) return void chunks.push(chunk);
      payload.off('data', take);
      // What Node has not read yet it need not take apart.
      request.socket.pause();
      reject(contentTooLarge());
    };
    payload.on('data', take);
    payload.once('end', () => resolve(Buffer.concat(chunks)));
    payload.once('error', reject);
    payload.once('close', () => {
      if (!payload.readableEnded) reject(new ProblemException('request_timeout'));
    });
  });
}

/** The rest of the body is not read, so no other request can follow on the connection. */
const contentTooLarge = () => new ProblemException('content_too_large', { headers: { Connection: 'close' } });
