import { randomInt } from 'node:crypto';
import { simulate } from './round.js';

const seed = Number(process.env['SIMULATION_SEED'] ?? randomInt(2 ** 30));
const schedules = Number(process.env['SCHEDULES'] ?? 100_000);
const { line, violations } = simulate(seed, schedules);
for (const violation of violations) console.error(violation);
console.log(line);
process.exitCode = violations.length > 0 ? 1 : 0;
