import { deadlines } from './deadlines.js';

/** Each with what waits for it. */
const waits: [awaited: number, waiting: number][] = [
  [deadlines.answer, 2_000],
  [deadlines.revocation, 4_000],
  [deadlines.lookup, deadlines.answer],
  [deadlines.statement, deadlines.lookup],
  [deadlines.connect, deadlines.lookup],
  [deadlines.connection, deadlines.statement],
  [deadlines.turn, deadlines.lookup],
  [deadlines.lock, deadlines.turn],
  [deadlines.introspection, deadlines.lookup],
  [2 * deadlines.issuer + deadlines.profile, deadlines.answer],
  [deadlines.health, deadlines.answer],
];

test('each wait ends before the one that waits for it, and a request’s within 2 s', () => {
  for (const [awaited, waiting] of waits) expect(awaited).toBeLessThan(waiting);
});
