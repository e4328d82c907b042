import { Readable } from 'node:stream';
import { setImmediate as otherRequests } from 'node:timers/promises';
import { Logger, StreamableFile } from '@nestjs/common';
import type { List } from './list.js';

const logger = new Logger('WholeList');

/**
 * All items of a list under a name, as a handler's answer, however long the list is: a short one as it is, a longer one
 * chunk by chunk as fast as its client reads. Its first chunk is read before the status goes out, so that a failure is an error
 * like any other; a later one cuts the connection, so that a part cannot pass for the whole.
 */
export async function wholeList<Name extends string, Row, Item>(
  name: Name,
  list: List<Row>,
  itemOf: (row: Row) => Item,
): Promise<Record<Name, Item[]> | StreamableFile> {
  const chunks = list.chunks();
  const [first, second] = [await chunks.next(), await chunks.next()];
  const items = first.done ? [] : first.value.map(itemOf);
  if (second.done || second.value.length === 0) return { [name]: items } as Record<Name, Item[]>;

  async function* json(rest: Row[]): AsyncGenerator<string> {
    yield `{${JSON.stringify(name)}:[${members(items)},${members(rest.map(itemOf))}`;
    try {
      for await (const chunk of chunks) {
        await otherRequests();
        if (chunk.length > 0) yield `,${members(chunk.map(itemOf))}`;
      }
    } catch (error) {
      // Its message may hold SQL.
      logger.warn(`A list was cut off: ${(error as Error).name}`);
      throw error;
    }
    yield ']}';
  }
  return new StreamableFile(Readable.from(json(second.value)), { type: 'application/json; charset=utf-8' })
    .setErrorHandler((_, response) => (response as unknown as { destroy(): void }).destroy())
    .setErrorLogger(() => undefined);
}

/** What is between the brackets. */
const members = (items: unknown[]) => JSON.stringify(items).slice(1, -1);
