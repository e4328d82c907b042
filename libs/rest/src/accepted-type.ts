import type { IncomingMessage } from 'node:http';
import accepts from 'accepts';

/** Reading `Accept` takes time that grows with the square of its length; no program sends as much. */
const longestAccept = 1_000;

/** Which of these media types the client prefers; the first where it has no preference, `undefined` where it wants none. */
export function acceptedType({ accept }: { accept?: string }, types: readonly string[]): string | undefined {
  // What most programs send.
  if (accept === undefined || accept === '*/*' || accept === types[0]) return types[0];
  const isRead = accept.length <= longestAccept;
  const request = { headers: { accept: isRead ? accept : '*/*' } } as IncomingMessage;
  const named = types.flatMap((type) => [type, `${type}; charset=utf-8`]);
  const accepted = accepts(request).type(named);
  return accepted === false ? undefined : String(accepted).split(';', 1)[0];
}
