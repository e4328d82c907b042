import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { varyBy } from './vary.js';

const compress = promisify(gzip);
const aYear = 'public, max-age=31536000, immutable';

/** A file that stays the same while the process runs; compressed once, when it is first asked for. */
export class StaticFile {
  /** Changes with the content. */
  readonly version: string;
  private readonly bytes: Buffer;
  private compressed?: Promise<Buffer>;

  /** `type` is the whole `Content-Type`. */
  constructor(
    private readonly type: string,
    content: string | Buffer,
  ) {
    this.bytes = Buffer.from(content);
    this.version = hash('sha256', this.bytes, 'hex').slice(0, 16);
  }

  /** Caches keep it for a year under an address that names its version, `?v=…`, and else ask by `ETag` each time. */
  async send({ headers, query }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { v } = query as { v?: unknown };
    const tag = `"${this.version}"`;
    varyBy(reply, 'Accept-Encoding');
    // Weak, because it is the same for the file as it is and compressed.
    reply.headers({ ETag: `W/${tag}`, 'Cache-Control': v === this.version ? aYear : 'no-cache' });
    if (headers['if-none-match']?.includes(tag)) return reply.code(304).send();
    reply.header('Content-Type', this.type);
    if (!acceptsGzip(headers['accept-encoding'])) return reply.send(this.bytes);
    const compressed = await (this.compressed ??= compress(this.bytes, { level: 9 }));
    return reply.header('Content-Encoding', 'gzip').send(compressed);
  }
}

/** Whether `gzip` is named and not refused by `q=0`. */
function acceptsGzip(accepted: string | string[] = ''): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(accepted));
}

/** Reads a file of this library's folder `assets`, also where the code was bundled into a file elsewhere. */
export const readAsset = (name: string): string =>
  readFileSync(require.resolve(`@pocket/documentation/assets/${name}`), 'utf8');
