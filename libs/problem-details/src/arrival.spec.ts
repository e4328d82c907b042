import { untilAllAreRead } from './arrival.js';

it('a request that was waited for is not waited for again, in whatever form a framework hands it out', async () => {
  const raw = {};
  await untilAllAreRead(raw);
  let hasTurnEnded = false;
  setImmediate(() => (hasTurnEnded = true));
  await untilAllAreRead(raw);
  await untilAllAreRead({ raw });
  expect(hasTurnEnded).toBe(false);
  await untilAllAreRead({});
  expect(hasTurnEnded).toBe(true);
});
