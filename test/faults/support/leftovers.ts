import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { ServiceProcess } from '../../support/processes.js';

/** A secret and every text by which it would be known, by a name that says what it is. */
export type Canaries = ReadonlyMap<string, readonly string[]>;

/** The names of those canaries of which the bytes hold any form. */
export function canariesIn(bytes: Buffer, canaries: Canaries): string[] {
  return [...canaries]
    .filter(([, forms]) => forms.some((form) => bytes.includes(form)))
    .map(([name]) => name);
}

/** The same of every file in a folder, as `name of the file: name of the canary`. */
export function canariesInFiles(folder: string, canaries: Canaries): string[] {
  return filesIn(folder).flatMap((file) =>
    canariesIn(readFileSync(file), canaries).map((name) => `${file.slice(folder.length + 1)}: ${name}`),
  );
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/**
 * Everything that V8 can reach, after its garbage is collected. The process must have been started with
 * `--heapsnapshot-signal=SIGUSR2` and this folder as `--diagnostic-dir`.
 */
export async function heapSnapshot(service: ServiceProcess, folder: string): Promise<Buffer> {
  const before = new Set(readdirSync(folder));
  const changes = watch(folder);
  service.process.kill('SIGUSR2');
  for (;;) {
    await once(changes, 'change');
    const name = readdirSync(folder).find((one) => one.endsWith('.heapsnapshot') && !before.has(one));
    const bytes = name === undefined ? Buffer.alloc(0) : readFileSync(join(folder, name));
    if (bytes.subarray(-4).toString().trimEnd().endsWith('}')) {
      changes.close();
      return bytes;
    }
  }
}

/** All memory of a process that can be written, which is what a core dump would hold, piece by piece. Linux only. */
export function* memoryOf({ process: { pid } }: ServiceProcess): Generator<Buffer> {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    if (from === undefined || to === undefined) continue;
    const start = BigInt(`0x${from}`);
    const piece = Buffer.alloc(Number(BigInt(`0x${to}`) - start));
    let length = 0;
    try {
      length = readSync(memory, piece, 0, piece.length, start);
    } catch {
      // Reserved by the process and not in use.
    }
    yield piece.subarray(0, length);
  }
  closeSync(memory);
}
