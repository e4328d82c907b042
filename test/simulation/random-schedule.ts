import type { DatabaseServer } from './database.js';
import type { Machine, Pause } from './machine.js';
import type { Delivery } from './network.js';
import { Random } from './random.js';
import { World, type Parts, type ProcessPlan } from './world.js';

/** In milliseconds. After the last request everyone who waits has time to answer. */
const trafficUntil = 5_500;
const end = trafficUntil + 4_500;

/** Lets a schedule happen that the seed decides: who there is, what they are asked, and everything that goes wrong. */
export function runRandomSchedule(seed: number, parts?: Partial<Parts>): World {
  const random = new Random(seed);
  const processes = randomProcesses(random);
  const world = new World({
    seed: seed ^ 0x5bd1e995,
    parts,
    processes,
    delivery: randomDelivery(
      random,
      processes.map(({ name }) => name),
    ),
    maxAnswers: random.of([3, 100]),
    recordedSubjects: random.of([2, 10_000]),
    lookEvery: random.of([50, 150]),
    strayServer: ({ group }) =>
      group.former.size > 0 && random.chance(0.3) ? random.of([...group.former]) : undefined,
  });
  planTraffic(world, random, processes);
  for (const { name } of processes) planTroubles(world, random, name);
  planFailovers(world, random);
  world.timeline.runUntil(end);
  world.judge.end();
  return world;
}

function randomProcesses(random: Random): ProcessPlan[] {
  const drift = random.of([0, 0.001, 0.15]);
  const rate = () => 1 + random.between(-drift, drift);
  const leaseMs = () => random.of([1_000, 2_000, 2_000, 3_000]);
  const process = (name: string, asks?: readonly string[]) => ({
    name,
    asks,
    leaseMs: leaseMs(),
    rates: { monotonic: rate(), wall: rate() },
  });
  const direct = Array.from({ length: random.whole(1, 3) }, (_, i) => process(`api${i + 1}`));
  const remote = Array.from({ length: random.whole(0, 2) }, (_, i) =>
    process(`remote${i + 1}`, random.chance(0.5) ? [random.of(direct).name] : direct.map(({ name }) => name)),
  );
  return [...direct, ...remote];
}

/** For a while, messages of some kinds from or to one process are lost or late, each kind always in the same way. */
interface Disturbance {
  process: string;
  from: number;
  until: number;
  /** By kind: late by so many milliseconds, or lost. */
  fates: Map<string, number | 'lost'>;
}

function randomDisturbances(random: Random, names: readonly string[]): Disturbance[] {
  return Array.from({ length: random.of([0, 0, 1, 3]) }, () => {
    const from = random.between(0, trafficUntil);
    const until = from + random.magnitude(50, 5_000);
    return { process: random.of(names), from, until, fates: new Map() };
  });
}

function randomDelivery(random: Random, names: readonly string[]): Delivery {
  const usual = random.magnitude(0.2, 10);
  const lost = random.of([0, 0, 0.002, 0.02]);
  const late = random.of([0, 0.002, 0.02]);
  const latest = random.of([100, 1_000, 4_000]);
  const disturbances = randomDisturbances(random, names);
  return ({ what, from, to, at }) => {
    if (random.chance(lost)) return [];
    let ms = random.chance(late) ? random.between(usual, latest) : random.between(usual / 2, usual);
    for (const { process, fates, ...time } of disturbances)
      if ((process === from || process === to) && at >= time.from && at < time.until) {
        if (!fates.has(what)) fates.set(what, random.of([0, 0, random.magnitude(20, 1_700), 'lost']));
        const fate = fates.get(what)!;
        if (fate === 'lost') return [];
        ms += fate;
      }
    // What goes over HTTP may be sent again on the way.
    return what.startsWith('remote ') && random.chance(late) ? [ms, ms + random.between(0, latest)] : [ms];
  };
}

function planTraffic(world: World, random: Random, processes: readonly ProcessPlan[]): void {
  const { timeline } = world;
  const names = processes.map(({ name }) => name);
  const ways = processes.filter(({ asks }) => asks === undefined).map(({ name }) => name);
  const keys = ['key1', 'key2', 'key3', 'key4', 'key5', 'key6'];
  for (const key of keys) world.grant(key);
  for (const name of names) {
    let time = random.between(0, 200);
    const pause = random.magnitude(15, 200);
    while (time < trafficUntil) {
      const key = random.of(keys);
      timeline.at(time, () => world.request(name, key));
      time += random.between(0, 2 * pause);
    }
  }
  for (let i = random.whole(2, 10); i > 0; i--) {
    const time = random.between(300, trafficUntil);
    const key = random.of(keys);
    const deleters = random.chance(0.3) ? [random.of(ways), random.of(ways)] : [random.of(ways)];
    for (const way of deleters)
      timeline.at(time + random.of([0, random.between(0, 20), random.between(0, 2_000)]), () =>
        world.remove(way, key),
      );
    // Look-ups that are under way when the key is taken away, and requests before and after that is answered.
    for (const name of names)
      for (let j = random.whole(2, 10); j > 0; j--)
        timeline.at(time + random.of([random.between(-20, 100), random.between(0, 4_000)]), () =>
          world.request(name, key),
        );
    if (random.chance(0.5)) timeline.at(time + random.magnitude(50, 4_000), () => grantAgain(world, key));
  }
}

/** A membership may return. */
function grantAgain(world: World, key: string): void {
  const { group } = world;
  const hasBacklog = group.primary.applied < group.committed;
  if (!hasBacklog && !group.primary.rows.grants.has(key)) world.grant(key);
}

function planTroubles(world: World, random: Random, name: string): void {
  const { timeline } = world;
  const process = world.process(name);
  const { machine } = process;
  // A suspension that neither clock shows is assumed not to happen: where the monotonic clock may stand still, the other is not set back.
  const mayStand = random.chance(0.5);
  const pauses: Pause[] = ['both clocks run', mayStand ? 'the wall clock runs' : 'the monotonic clock runs'];
  const troubles: (() => void)[] = [
    () => machine.pause(random.magnitude(10, 6_000), random.of(pauses)),
    () => machine.moveWall(random.magnitude(1, 10_000) * (mayStand ? 1 : random.of([-1, 1]))),
    () => (machine.cutOffUntil = timeline.now + random.magnitude(10, 6_000)),
    () => {
      machine.crash();
      timeline.after(random.magnitude(10, 3_000), () => restart(world, name));
    },
    () => {
      if (!machine.isRunning) return;
      machine.start(process.shutDown());
      timeline.after(random.magnitude(100, 3_000), () => restart(world, name));
    },
  ];
  for (let i = random.of([0, 0, 1, 2, 4]); i > 0; i--)
    timeline.at(random.between(200, trafficUntil), random.of(troubles));
}

function restart(world: World, name: string): void {
  const process = world.process(name);
  process.machine.crash();
  process.start();
}

function planFailovers(world: World, random: Random): void {
  const { timeline, group } = world;
  const troubles: ((server: DatabaseServer, ms: number) => void)[] = [
    (server, ms) => server.pause(ms, 'both clocks run'),
    (server, ms) => (server.isolatedUntil = timeline.now + ms),
    (server, ms) => cutOff(server, timeline.now + ms),
    (server, ms) => {
      server.crash();
      timeline.after(ms, () => server.restart());
    },
  ];
  for (let i = random.of([0, 0, 1, 2]); i > 0; i--) {
    const time = random.between(200, trafficUntil);
    const lasts = random.magnitude(100, 5_000);
    const detected = random.magnitude(20, 4_000);
    const trouble = random.of(troubles);
    timeline.at(time, () => {
      const server = group.primary;
      trouble(server, lasts);
      group.electAfter(detected, random.whole(0, 8), random.magnitude(1, 2_000));
      timeline.after(lasts + random.magnitude(1, 4_000), () => group.rejoin(server));
    });
  }
}

const cutOff = (machine: Machine, until: number) => (machine.cutOffUntil = until);
