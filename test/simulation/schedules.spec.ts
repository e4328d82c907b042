import { simulate } from './round.js';

const seed = Number(process.env['SIMULATION_SEED'] ?? 25_001);
const schedules = Number(process.env['SCHEDULES'] ?? 200);

describe('random schedules of processes, network and database', () => {
  it(
    'accept nothing in a request that began after its deletion was answered, and hold no deletion up',
    () => {
      const { line, violations } = simulate(seed, schedules);
      if (process.env['SCHEDULES']) process.stdout.write(`${line}\n`);
      expect(violations).toEqual([]);
    },
    60_000 + schedules * 100,
  );
});
