import { runRandomSchedule } from './random-schedule.js';
import type { Parts } from './world.js';

/** What so many schedules gave, from this seed on. */
export interface Round {
  /** Figures in one line. */
  line: string;
  /** What was broken, and how to see it again; empty if nothing was. */
  violations: string[];
  staleAccepts: number;
}

export function simulate(seed: number, schedules: number, parts?: Partial<Parts>): Round {
  const start = performance.now();
  const sums = { accepts: 0, fromMemory: 0, refusals: 0, unavailable: 0, removals: 0, failed: 0, stale: 0 };
  const waits: number[] = [];
  const violations: string[] = [];
  for (let one = seed; one < seed + schedules; one++) {
    const { judge } = runRandomSchedule(one, parts);
    sums.accepts += judge.accepts;
    sums.fromMemory += judge.acceptsFromMemory;
    sums.refusals += judge.refusals;
    sums.unavailable += judge.unavailable;
    sums.removals += judge.removalsAnswered;
    sums.failed += judge.removalsFailed;
    sums.stale += judge.staleAccepts.length;
    waits.push(...judge.waits);
    const broken = [
      ...judge.staleAccepts.map((accept) => `accepted after its removal was answered: ${accept}`),
      ...judge.longWaits,
    ];
    if (broken.length > 0) violations.push(`${replay(one)}: ${broken.length} times, first ${broken[0]}`);
  }
  waits.sort((a, b) => a - b);
  const line = [
    `${figure(schedules)} schedules from seed ${seed} on in ${figure((performance.now() - start) / 1_000)} s`,
    `${figure(sums.accepts)} accepts (${figure(sums.fromMemory)} from memory)`,
    `${figure(sums.refusals)} refusals, ${figure(sums.unavailable)} undecided`,
    `${figure(sums.removals)} deletions answered, ${figure(sums.failed)} failed`,
    `waits p50 ${figure(waits[waits.length >> 1] ?? 0)} ms, longest ${figure(waits.at(-1) ?? 0)} ms`,
    `${figure(sums.stale)} stale accepts, ${figure(violations.length)} schedules with a violation`,
  ].join('; ');
  return { line, violations, staleAccepts: sums.stale };
}

const figure = (value: number) => Math.round(value).toLocaleString('en-US');

const replay = (seed: number) => `SIMULATION_SEED=${seed} SCHEDULES=1 npm run simulate`;
