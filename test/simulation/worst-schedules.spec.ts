import {
  Lease,
  Settling,
  type Answer,
  type Change,
  type Clocks,
  type Leases,
  type Sent,
} from '@pocket/revocation/lease';
import type { DatabaseServer, Removal } from './database.js';
import type { Machine, Task } from './machine.js';
import type { Delivery, Message } from './network.js';
import { RemoteProcess, VerifyingProcess, type Grant } from './verifying-process.js';
import { World, type Parts, type WorldPlan } from './world.js';

/** One rule of docs/decisions/0016, the schedule that needs it most, and what the parts are like without it. */
interface Rule {
  plan?: Partial<WorldPlan>;
  schedule: (world: World) => void;
  without: Partial<Parts>;
}

const hour = 3_600_000;
const key = 'key';

/** Messages that are late by so many milliseconds, lost, or arrive several times; all others take 1 ms. */
const delivery =
  (...exceptions: [ms: number | number[] | 'lost', applies: (message: Message) => boolean][]): Delivery =>
  (message) => {
    const exception = exceptions.find(([, applies]) => applies(message));
    if (!exception) return [1];
    return exception[0] === 'lost' ? [] : [exception[0]].flat();
  };

const sentBetween = (from: number, until: number) => (message: Message) =>
  message.at >= from && message.at < until;

const is = (what: string, from = 0, until = Infinity) => {
  const isThen = sentBetween(from, until);
  return (message: Message) => message.what === what && isThen(message);
};

/** Nothing about its lease comes from or to the reader, though look-ups do. */
const leaseOfReader = (from: number, until: number) => {
  const isThen = sentBetween(from, until);
  return (message: Message) =>
    isThen(message) &&
    [message.from, message.to].includes('reader') &&
    !/look-up|introspection/.test(message.what);
};

const renewalOfReader = (from: number, until: number) => {
  const isRenewal = is('renewal', from, until);
  return (message: Message) => isRenewal(message) && message.from === 'reader';
};

/** The reader learns of changes by its renewals only. */
const noLooks: [ms: 'lost', applies: (message: Message) => boolean] = [
  'lost',
  (message) => message.what === 'look for changes' && message.from === 'reader',
];

function at(world: World, ...events: [ms: number, run: () => void][]): void {
  for (const [ms, run] of events) world.timeline.at(ms, run);
}

const reads = (world: World) => () => world.request('reader', key);
const removes =
  (world: World, by = 'deleter') =>
  () =>
    world.remove(by, key);

/** The reader is asked every 10 ms. */
function readsBetween(world: World, from: number, until: number): void {
  for (let ms = from; ms < until; ms += 10) at(world, [ms, reads(world)]);
}

/** The reader's machine does nothing from 1.1 s to 7.1 s, while the key is taken away; then it is asked first. */
const pauseOfReader =
  (kind: Parameters<Machine['pause']>[1], then?: (machine: Machine) => void) =>
  (world: World): void => {
    const { machine } = world.process('reader');
    at(
      world,
      [900, reads(world)],
      [1_100, () => machine.pause(6_000, kind)],
      [1_500, removes(world)],
      [7_000, () => then?.(machine)],
      [7_050, reads(world)],
    );
  };

/** The server that was the primary is alone from now on, and does not know that another was elected. */
function isolateFirstServer(world: World, ms: number, lagMs: number): void {
  const first = world.group.primary;
  at(world, [ms, () => (first.isolatedUntil = Infinity)], [ms, () => world.group.electAfter(20, 1, lagMs)]);
}

const firstServer = (world: World): DatabaseServer => world.group.servers[0]!;

const rules: Record<string, Rule> = {
  'who takes a right away waits': {
    plan: { delivery: delivery(['lost', leaseOfReader(1_000, Infinity)]) },
    schedule: (world) => at(world, [900, reads(world)], [1_200, removes(world)], [1_300, reads(world)]),
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *settle(): Task {}
      },
    },
  },

  'a lease is counted from before its renewal was sent': {
    plan: {
      delivery: delivery(
        noLooks,
        [1_600, (message) => is('answer to changes', 950, 1_400)(message) && message.to === 'reader'],
        ['lost', leaseOfReader(2_800, Infinity)],
      ),
    },
    schedule: (world) =>
      at(world, [900, reads(world)], [1_100, removes(world)], [3_700, reads(world)], [3_900, reads(world)]),
    without: {
      Lease: class extends Lease {
        override renewed(sent: Sent, changes: readonly Change[]): void {
          super.renewed({ ...sent, ...this.begin(), position: sent.position }, changes);
        }
      },
    },
  },

  'the row is updated and then the changes are read': {
    plan: {
      delivery: delivery(
        noLooks,
        [300, renewalOfReader(1_400, 1_700)],
        ['lost', leaseOfReader(3_200, Infinity)],
      ),
    },
    schedule: (world) => {
      isolateFirstServer(world, 1_305, 1_850);
      at(world, [900, reads(world)], [1_300, removes(world)]);
      readsBetween(world, 3_200, 4_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *renewalOf(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
          const changes = yield* this.changesFromServer(acknowledged);
          const updated = yield* super.renewalOf(id, acknowledged);
          return updated && changes;
        }

        private *changesFromServer(sequence: number): Task<readonly Change[] | undefined> {
          const { server } = this;
          const { network, group } = this.world;
          return yield* network.read('changes', this.machine, server, 1_800, () =>
            group.changesFrom(server, sequence),
          );
        }
      },
    },
  },

  'a renewal is a write': {
    plan: { delivery: delivery(noLooks) },
    schedule: (world) => {
      isolateFirstServer(world, 1_000, 1);
      at(world, [900, reads(world)], [2_600, removes(world)], [2_700, removes(world)]);
      readsBetween(world, 2_700, 9_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *renewalOf(_id: string, acknowledged: number): Task<readonly Change[] | undefined> {
          const { server } = this;
          const { network, group } = this.world;
          return yield* network.read('changes', this.machine, server, 1_800, () =>
            group.changesFrom(server, acknowledged),
          );
        }
      },
    },
  },

  'the changes are read where the row was updated': {
    plan: { delivery: delivery(noLooks) },
    schedule: (world) => {
      isolateFirstServer(world, 1_000, 1);
      at(world, [900, reads(world)], [2_600, removes(world)], [2_700, removes(world)]);
      readsBetween(world, 2_700, 9_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *renewalOf(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
          const { server } = this;
          const { network, group } = this.world;
          const isUpdated = yield* network.ask('renewal', this.machine, server, 1_800, () =>
            group.updateLease(server, id, acknowledged),
          );
          if (!isUpdated) return isUpdated === undefined ? undefined : [];
          const other = firstServer(this.world);
          return yield* network.read('changes', this.machine, other, 1_800, () =>
            group.changesFrom(other, acknowledged),
          );
        }
      },
    },
  },

  'a lease is extended only once the changes were read': {
    plan: { delivery: delivery(noLooks, ['lost', is('answer to changes', 1_100)]) },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_300, removes(world)]);
      readsBetween(world, 3_900, 5_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *renewalOf(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
          const { server } = this;
          const { network, group } = this.world;
          const isUpdated = yield* network.ask('renewal', this.machine, server, 1_800, () =>
            group.updateLease(server, id, acknowledged),
          );
          return isUpdated ? [{ sequence: acknowledged, subject: '' }] : undefined;
        }
      },
    },
  },

  'a renewal acknowledges what has been applied': {
    plan: {
      delivery: delivery(noLooks, [
        1_500,
        (message) => is('answer to renewal', 1_400, 1_800)(message) && message.to === 'reader',
      ]),
    },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_300, removes(world)]);
      readsBetween(world, 1_400, 2_600);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *renewalOf(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
          const { server } = this;
          const { network, group } = this.world;
          yield* network.ask('renewal', this.machine, server, 1_800, () =>
            group.updateLease(server, id, server.rows.newest),
          );
          return yield* network.read('changes', this.machine, server, 1_800, () =>
            group.changesFrom(server, acknowledged),
          );
        }
      },
    },
  },

  'the wall clock shows a suspension in which the monotonic clock stood still': {
    schedule: pauseOfReader('the wall clock runs'),
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override clocks(): Clocks {
          const monotonic = () => this.machine.monotonic();
          return { monotonic, wall: monotonic };
        }
      },
    },
  },

  'the monotonic clock shows a pause in which the wall clock stood still': {
    schedule: pauseOfReader('the monotonic clock runs'),
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override clocks(): Clocks {
          const wall = () => this.machine.wall();
          return { monotonic: wall, wall };
        }
      },
    },
  },

  'a wall clock that was set back ends a lease': {
    schedule: pauseOfReader('the wall clock runs', (machine) => machine.moveWall(-hour)),
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override clocks(): Clocks {
          let last = 0;
          const wall = () => (last = Math.max(last, this.machine.wall()));
          return { monotonic: () => this.machine.monotonic(), wall };
        }
      },
    },
  },

  'the clocks are read at each use, and no timer ends a lease': {
    schedule: pauseOfReader('both clocks run'),
    without: {
      Lease: class extends Lease {
        private isOver = true;
        private timers = 0;

        constructor(private readonly machine: Clocks) {
          super(machine);
        }

        override renewed(sent: Sent, changes: readonly Change[]): void {
          super.renewed(sent, changes);
          this.isOver = false;
          const timer = ++this.timers;
          (this.machine as Machine).after(1_600, () => (this.isOver ||= timer === this.timers));
        }

        override holds(): boolean {
          return !this.isOver;
        }
      },
    },
  },

  'a lease is relied on for less than its length, and waited for longer': {
    plan: {
      processes: [
        { name: 'deleter', rates: { monotonic: 1.05, wall: 1.05 } },
        { name: 'reader', rates: { monotonic: 0.95, wall: 0.95 } },
      ],
      delivery: delivery(noLooks, ['lost', leaseOfReader(1_609, Infinity)]),
    },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_609, removes(world)]);
      readsBetween(world, 3_000, 4_000);
    },
    without: {
      Lease: class extends Lease {
        override registered(id: string, sent: Sent, position: number, leaseMs: number): void {
          super.registered(id, sent, position, Math.min(3_000, leaseMs / 0.8));
        }
      },
      Settling: class extends Settling {
        constructor(sequence: number, clocks: Pick<Clocks, 'monotonic'>) {
          super(sequence, { monotonic: () => 1.1 * clocks.monotonic() });
        }
      },
    },
  },

  'an answer from before the registration does not count': {
    plan: {
      delivery: delivery(
        noLooks,
        ['lost', leaseOfReader(1_000, 5_000)],
        [1_700, is('answer to look-up', 4_300, 4_600)],
      ),
    },
    schedule: (world) => {
      at(world, [4_400, reads(world)], [4_500, removes(world)]);
      readsBetween(world, 6_110, 7_000);
    },
    without: {
      Lease: class extends Lease {
        override counts(subject: string, position: number): boolean {
          return super.counts(subject, Math.max(position, this.floor));
        }
      },
    },
  },

  'an answer does not count after a later change of its subject': {
    plan: { delivery: delivery([700, is('answer to look-up', 1_000)]) },
    schedule: (world) => at(world, [1_000, reads(world)], [1_010, removes(world)], [1_800, reads(world)]),
    without: {
      Lease: class extends Lease {
        override counts(_subject: string, position: number): boolean {
          return super.counts('', position);
        }
      },
    },
  },

  'an answer that is older than the record of changes does not count': {
    plan: { recordedSubjects: 1, delivery: delivery([700, is('answer to look-up', 1_000)]) },
    schedule: (world) => {
      world.grant('another key');
      at(
        world,
        [1_000, reads(world)],
        [1_010, removes(world)],
        [1_050, () => world.remove('deleter', 'another key')],
        [1_800, reads(world)],
      );
    },
    without: {
      Lease: class extends Lease {
        override apply(changes: readonly Change[]): void {
          const { floor } = this;
          super.apply(changes);
          this.floor = floor;
        }
      },
    },
  },

  'the position of an answer is that of the snapshot from which it was read': {
    plan: { delivery: delivery([500, is('position of look-up')]) },
    schedule: (world) => at(world, [1_000, reads(world)], [1_010, removes(world)], [1_800, reads(world)]),
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *lookUp(subject: string): Task<Answer<Grant> | undefined> {
          const found = yield* super.lookUp(subject);
          const { server } = this;
          const { network } = this.world;
          const position = yield* network.read('position of look-up', this.machine, server, 1_800, () => {
            return server.rows.newest;
          });
          return found && position !== undefined ? { value: found.value, position } : undefined;
        }
      },
    },
  },

  'a remote process takes the position from whoever answered, and not its own': {
    plan: {
      processes: [{ name: 'deleter' }, { name: 'reader', asks: ['deleter'] }],
      delivery: delivery([700, is('answer to introspection', 1_000)]),
    },
    schedule: (world) => at(world, [1_000, reads(world)], [1_010, removes(world)], [1_800, reads(world)]),
    without: {
      RemoteProcess: class extends RemoteProcess {
        protected override *lookUp(subject: string): Task<Answer<Grant> | undefined> {
          const found = yield* super.lookUp(subject);
          return found && { value: found.value, position: this.lease.position };
        }
      },
    },
  },

  'a gap in the changes loses the lease': {
    schedule: (world) => {
      world.grant('another key');
      const { group } = world;
      const prune = () => group.commitAtOnce((rows) => (rows.changes = rows.changes.slice(-1)));
      at(
        world,
        [900, reads(world)],
        [1_100, removes(world)],
        [1_103, () => world.remove('deleter', 'another key')],
        [1_115, prune],
      );
      readsBetween(world, 1_200, 2_600);
    },
    plan: {
      delivery: delivery(['lost', (message) => leaseOfReader(1_050, 1_120)(message)]),
    },
    without: {
      Lease: class extends Lease {
        override apply(changes: readonly Change[]): void {
          for (const { sequence, subject } of changes)
            while (this.id !== undefined && this.position < sequence) {
              const next = this.position + 1;
              super.apply([{ sequence: next, subject: next === sequence ? subject : '' }]);
            }
        }
      },
    },
  },

  'a renewal that finds no row loses the lease': {
    plan: { delivery: delivery(noLooks, ['lost', leaseOfReader(1_000, 5_000)]) },
    schedule: (world) => {
      for (const ms of [5_000, 5_100, 5_500, 5_900, 6_100]) at(world, [ms, reads(world)]);
      at(world, [6_105, removes(world)]);
      readsBetween(world, 6_150, 7_500);
    },
    without: {
      Lease: class extends Lease {
        override renewed(sent: Sent, changes: readonly Change[]): void {
          super.renewed(sent, changes.length > 0 ? changes : [{ sequence: this.position, subject: '' }]);
        }
      },
    },
  },

  'a database that knows less than was applied loses the lease': {
    plan: { delivery: delivery(noLooks) },
    schedule: (world) => {
      world.grant('another key');
      const restore = () =>
        world.group.commitAtOnce((rows) => (rows.changes = [{ sequence: 0, subject: '' }]));
      at(
        world,
        [600, () => world.remove('deleter', 'another key')],
        [1_800, reads(world)],
        [1_805, restore],
        [3_000, removes(world)],
      );
      readsBetween(world, 3_005, 3_600);
    },
    without: {
      Lease: class extends Lease {
        override renewed(sent: Sent, changes: readonly Change[]): void {
          super.renewed(sent, [...changes, { sequence: this.position, subject: '' }]);
        }
      },
    },
  },

  'a lost lease is registered under a new id': {
    plan: {
      processes: [{ name: 'deleter' }, { name: 'second deleter' }, { name: 'reader' }],
      delivery: delivery(
        noLooks,
        [1_000, (message) => message.what === 'removal of a lease' && message.from === 'second deleter'],
        [1_750, renewalOfReader(2_300, 2_400)],
        ['lost', renewalOfReader(0, Infinity)],
      ),
    },
    schedule: (world) => {
      readsBetween(world, 4_080, 4_400);
      at(world, [5_040, removes(world)]);
      readsBetween(world, 5_050, 5_600);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *registration(): Task<number | undefined> {
          return yield* this.registrationOf(this.machine.name, this.leaseMs);
        }

        protected override *renewal(_id: string, acknowledged: number): Task<readonly Change[] | undefined> {
          return yield* this.renewalOf(this.machine.name, acknowledged);
        }
      },
    },
  },

  'a registration that arrives twice does not overwrite its row': {
    plan: {
      processes: [{ name: 'deleter' }, { name: 'reader', asks: ['deleter'] }],
      delivery: delivery(
        [[1, 1_200], is('remote registration', 0, 1)],
        ['lost', leaseOfReader(1_000, Infinity)],
      ),
    },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_150, removes(world)]);
      readsBetween(world, 1_160, 3_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *registrationOf(id: string, leaseMs: number): Task<number | undefined> {
          const { server } = this;
          const { network, group } = this.world;
          yield* network.ask('registration', this.machine, server, 1_800, () =>
            group.removeLease(server, id),
          );
          return yield* super.registrationOf(id, leaseMs);
        }
      },
    },
  },

  'a registration reads its position after its row was inserted': {
    plan: {
      delivery: delivery(
        noLooks,
        [500, (message) => message.what === 'registration' && message.from === 'reader'],
        ['lost', renewalOfReader(0, Infinity)],
        [700, is('answer to look-up')],
      ),
    },
    schedule: (world) => {
      at(world, [100, reads(world)], [200, removes(world)]);
      readsBetween(world, 810, 1_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *registrationOf(id: string, leaseMs: number): Task<number | undefined> {
          const { newest } = this.server.rows;
          const position = yield* super.registrationOf(id, leaseMs);
          return position && newest;
        }
      },
    },
  },

  'a registration reads its position where its row was inserted': {
    plan: {
      strayServer: (world, process) =>
        process === 'reader' && world.timeline.now > 1_850 ? firstServer(world) : undefined,
      delivery: delivery(noLooks, ['lost', leaseOfReader(0, 1_000)], ['lost', renewalOfReader(0, Infinity)]),
    },
    schedule: (world) => {
      isolateFirstServer(world, 100, 1);
      at(world, [1_200, removes(world)], [1_300, removes(world)]);
      readsBetween(world, 1_860, 4_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *registrationOf(id: string, leaseMs: number): Task<number | undefined> {
          const position = yield* super.registrationOf(id, leaseMs);
          return position && firstServer(this.world).rows.newest;
        }
      },
    },
  },

  'only a snapshot that shows the change tells who has to be waited for': {
    plan: {
      processes: [
        { name: 'deleter', leaseMs: 1_000 },
        { name: 'reader', leaseMs: 3_000 },
      ],
      strayServer: (world) =>
        world.timeline.now > 2_500 && world.timeline.now < 6_000 ? firstServer(world) : undefined,
      delivery: delivery(['lost', leaseOfReader(0, 1_000)], ['lost', leaseOfReader(2_500, Infinity)]),
    },
    schedule: (world) => {
      isolateFirstServer(world, 100, 1);
      at(world, [2_400, reads(world)], [2_490, removes(world)]);
      readsBetween(world, 2_600, 5_500);
    },
    without: {
      Settling: class extends Settling {
        override isSettled(read?: Leases): boolean {
          return super.isSettled(read && { ...read, newestSequence: Infinity });
        }
      },
    },
  },

  'the wait begins with the answer of the commit': {
    plan: { delivery: delivery([1_500, is('removal')]) },
    schedule: (world) => {
      at(
        world,
        [900, reads(world)],
        [1_100, removes(world)],
        [2_598, () => (world.process('reader').machine.cutOffUntil = Infinity)],
      );
      readsBetween(world, 3_000, 5_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        private sentAt = 0;

        protected override *commitRemoval(subject: string): Task<Removal | undefined> {
          this.sentAt = this.machine.monotonic();
          return yield* super.commitRemoval(subject);
        }

        protected override settling(sequence: number): Settling {
          let reading: number | undefined = this.sentAt;
          const monotonic = () => {
            const now = reading ?? this.machine.monotonic();
            reading = undefined;
            return now;
          };
          return new Settling(sequence, { monotonic });
        }
      },
    },
  },

  'the longest lease of those that are behind is waited for': {
    plan: {
      processes: [
        { name: 'deleter', leaseMs: 1_000 },
        { name: 'reader', leaseMs: 3_000 },
      ],
      delivery: delivery(['lost', leaseOfReader(1_100, Infinity)]),
    },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_150, removes(world)]);
      readsBetween(world, 1_200, 5_000);
    },
    without: {
      Settling: class extends Settling {
        override isSettled(read?: Leases): boolean {
          const leases = read?.leases.map((lease) => ({ ...lease, leaseMs: 1_000 }));
          return super.isSettled(read && { ...read, leases: leases! });
        }
      },
    },
  },

  'where the leases cannot be read, the longest that may be is waited for': {
    plan: {
      processes: [
        { name: 'deleter', leaseMs: 1_000 },
        { name: 'reader', leaseMs: 3_000 },
      ],
      delivery: delivery(['lost', leaseOfReader(1_100, Infinity)], ['lost', is('leases', 1_100)]),
    },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_150, removes(world)]);
      readsBetween(world, 1_200, 5_000);
    },
    without: {
      Settling: class extends Settling {
        protected override longestLeaseMs = 1_000;
      },
    },
  },

  'a dead row is removed only where it was not renewed since it was seen': {
    plan: {
      delivery: delivery(
        noLooks,
        [1_000, is('removal of a lease')],
        [1_100, renewalOfReader(3_250, 3_400)],
        ['lost', leaseOfReader(1_000, 3_250)],
        ['lost', leaseOfReader(4_950, Infinity)],
      ),
    },
    schedule: (world) => {
      readsBetween(world, 4_450, 4_900);
      at(world, [5_060, removes(world)]);
      readsBetween(world, 5_080, 6_500);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *removeDeadLease(server: DatabaseServer, id: string): Task<true | undefined> {
          return yield* this.world.group.removeLease(server, id);
        }
      },
    },
  },

  'who finds nothing to take away waits too': {
    plan: {
      processes: [{ name: 'deleter' }, { name: 'second deleter' }, { name: 'reader' }],
      delivery: delivery(['lost', leaseOfReader(1_050, Infinity)]),
    },
    schedule: (world) => {
      at(world, [900, reads(world)], [1_100, removes(world)], [1_110, removes(world, 'second deleter')]);
      readsBetween(world, 1_120, 3_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *settle(removal: Removal): Task {
          if (removal.grant !== undefined) yield* super.settle(removal);
        }
      },
    },
  },

  'who finds nothing to take away has written before it says so': {
    plan: { strayServer: (world, process) => (process === 'deleter' ? firstServer(world) : undefined) },
    schedule: (world) => {
      isolateFirstServer(world, 500, 1);
      at(world, [1_000, () => world.grant('new key')], [1_100, () => world.remove('deleter', 'new key')]);
      for (let ms = 3_000; ms < 7_000; ms += 100) at(world, [ms, () => world.request('reader', 'new key')]);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *commitRemoval(subject: string): Task<Removal | undefined> {
          const { rows } = this.server;
          if (!rows.grants.has(subject)) return { sequence: rows.newest };
          return yield* super.commitRemoval(subject);
        }
      },
    },
  },

  'who has lost the answer of the commit does not say that it is done': {
    plan: { delivery: delivery(['lost', is('removal')]) },
    schedule: (world) => at(world, [900, reads(world)], [1_100, removes(world)], [9_000, reads(world)]),
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        protected override *commitRemoval(subject: string): Task<Removal | undefined> {
          return (yield* super.commitRemoval(subject)) ?? { sequence: this.server.rows.newest };
        }
      },
    },
  },

  'a process that stops answers nothing from memory before it removes its row': {
    plan: {
      delivery: delivery(noLooks, [
        900,
        (message) => is('answer to removal of a lease')(message) && message.to === 'reader',
      ]),
    },
    schedule: (world) => {
      const reader = world.process('reader');
      at(
        world,
        [900, reads(world)],
        [1_030, () => reader.machine.start(reader.shutDown())],
        [1_050, removes(world)],
      );
      readsBetween(world, 1_060, 2_000);
    },
    without: {
      VerifyingProcess: class extends VerifyingProcess {
        override *shutDown(): Task {
          yield* this.removeOwnLease(this.lease.id!);
          yield* super.shutDown();
        }
      },
    },
  },
};

function run({ plan, schedule }: Rule, parts?: Partial<Parts>): World['judge'] {
  const world = new World({ processes: [{ name: 'deleter' }, { name: 'reader' }], ...plan, parts });
  world.grant(key);
  schedule(world);
  world.timeline.runUntil(10_000);
  world.judge.end();
  return world.judge;
}

describe.each(Object.entries(rules))('%s: in the worst schedule', (_name, rule) => {
  it('nothing is accepted after its deletion was answered, and no deletion waits too long', () => {
    const judge = run(rule);
    const { staleAccepts, longWaits, removalsAnswered, removalsFailed } = judge;
    expect({ staleAccepts, longWaits }).toEqual({ staleAccepts: [], longWaits: [] });
    expect(removalsAnswered + removalsFailed).toBeGreaterThan(0);
    expect(judge.accepts + judge.refusals + judge.unavailable).toBeGreaterThan(0);
  });

  it('without the rule something is accepted', () => {
    expect(run(rule, rule.without).staleAccepts.length).toBeGreaterThan(0);
  });
});
