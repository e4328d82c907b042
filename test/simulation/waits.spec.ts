import type { Change } from '@pocket/revocation/lease';
import type { Task } from './machine.js';
import { VerifyingProcess } from './verifying-process.js';
import { World, type Parts } from './world.js';

const keys = Array.from({ length: 10 }, (_, i) => `key${i}`);

/** Two processes with the database and two without; each is asked for each key every 100 ms, and one key after the other goes. */
function run(trouble: (world: World) => void, parts?: Partial<Parts>): World['judge'] {
  const names = ['api1', 'api2', 'remote1', 'remote2'];
  const world = new World({
    parts,
    processes: names.map((name) => ({ name, asks: name.startsWith('remote') ? ['api1'] : undefined })),
  });
  for (const [i, key] of keys.entries()) {
    world.grant(key);
    world.timeline.at(1_000 * (i + 1), () => world.remove('api1', key));
    for (const name of names)
      for (let ms = 100 + i; ms < 15_000; ms += 100) world.timeline.at(ms, () => world.request(name, key));
  }
  trouble(world);
  world.timeline.runUntil(15_000);
  world.judge.end();
  expect(world.judge.staleAccepts).toEqual([]);
  expect(world.judge.removalsAnswered).toBe(keys.length);
  return world.judge;
}

/** Learns of changes, and never says so. */
class SilentProcess extends VerifyingProcess {
  override *renewalOf(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
    const changes = yield* super.renewalOf(id, this.machine.name === 'api2' ? 0 : acknowledged);
    return changes?.filter(({ sequence }) => sequence >= acknowledged);
  }
}

describe('simulated in simulated time', () => {
  it('where nothing goes wrong, every request is decided, nearly all from memory, and deletions wait for about one look', () => {
    const judge = run(() => undefined);
    expect(judge.unavailable).toBe(0);
    expect(judge.acceptsFromMemory / judge.accepts).toBeGreaterThan(0.95);
    expect(Math.max(...judge.waits)).toBeLessThan(100);
  });

  it('where a process has stopped, deletions wait for 1.1 times its lease, and after that for nobody', () => {
    const judge = run((world) =>
      world.timeline.at(2_500, () => world.process('api2').machine.pause(60_000, 'both clocks run')),
    );
    const waits = judge.waits.sort((a, b) => a - b);
    expect(waits.at(-1)).toBeLessThan(2_200 + 50);
    expect(waits.filter((wait) => wait < 100).length).toBeGreaterThanOrEqual(6);
  });

  it('where a process renews and never acknowledges, no deletion waits for longer either', () => {
    const judge = run(() => undefined, { VerifyingProcess: SilentProcess });
    expect(Math.max(...judge.waits)).toBeLessThan(2_200 + 50);
    expect(Math.min(...judge.waits)).toBeGreaterThanOrEqual(2_200);
  });

  it('where the database is gone after the commit, deletions wait for 1.1 times the longest lease that may be', () => {
    const judge = run((world) => {
      world.timeline.at(10_004, () => (world.process('api1').machine.cutOffUntil = Infinity));
    });
    expect(Math.max(...judge.waits)).toBeGreaterThanOrEqual(3_300);
    expect(Math.max(...judge.waits)).toBeLessThan(3_300 + 250);
  });
});
