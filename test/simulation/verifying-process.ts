import type {
  Answer,
  Change,
  Clocks,
  DeadLeases,
  Lease,
  Remembered,
  RememberedAnswers,
  Settling,
} from '@pocket/revocation/lease';
import type { DatabaseServer, Removal } from './database.js';
import { waitFor, type Machine, type Task } from './machine.js';
import type { World } from './world.js';

/** The number of the grant because of which a key is accepted; undefined: there is no such key. */
export type Grant = number | undefined;

const patience = 1_800;

/**
 * A process that verifies keys, takes keys away, and serves processes without a database. It keeps its lease by the rules that are
 * given in docs/decisions/0016; a test may break one of them by overriding a method.
 */
export class VerifyingProcess {
  lease: Lease;
  answers: RememberedAnswers<Remembered & { key: string; grant: Grant }>;
  /** The server that it takes for the primary. */
  protected server: DatabaseServer;
  private deadLeases: DeadLeases;
  private isShuttingDown = false;
  /** Between two renewals, where nothing was applied meanwhile. */
  protected readonly renewEvery: number = 500;
  private wakeRenewal = (): void => undefined;

  constructor(
    protected readonly world: World,
    readonly machine: Machine,
    readonly leaseMs: number,
  ) {}

  start(): void {
    const { parts, maxAnswers } = this.world;
    const clocks = this.clocks();
    this.machine.isUp = true;
    this.isShuttingDown = false;
    this.lease = new parts.Lease(clocks, this.world.recordedSubjects);
    this.answers = new parts.RememberedAnswers(this.lease, clocks, maxAnswers, ({ key }) => key);
    this.deadLeases = new parts.DeadLeases(clocks);
    this.server = this.world.group.primary;
    this.machine.start(this.keepLease());
    this.machine.start(this.lookForChanges());
    this.machine.start(this.removeWhatIsOld());
  }

  protected clocks(): Clocks {
    return this.machine;
  }

  /** Decides on a request that begins now. */
  *request(key: string): Task {
    const { judge, timeline } = this.world;
    const began = timeline.step;
    const isFromMemory = this.recall(key) !== undefined;
    const answer = (yield* this.introspect(key)) ?? (yield* this.introspect(key));
    if (answer) judge.decided(this.machine.name, key, answer.value, began, isFromMemory);
    else judge.unavailable++;
  }

  /** What counts about a key, from memory or from elsewhere. */
  *introspect(key: string): Task<Answer<Grant> | undefined> {
    const remembered = this.recall(key);
    if (remembered) return remembered;
    const answer = yield* this.lookUp(key);
    if (answer === undefined) return undefined;
    // Who gets a right does not wait long for it.
    this.remember(key, answer, answer.value === undefined ? 2_000 : undefined);
    return this.recall(key);
  }

  protected recall(key: string): Answer<Grant> | undefined {
    const found = this.answers.get(key);
    return found && { value: found.value.grant, position: found.position };
  }

  protected remember(key: string, { value: grant, position }: Answer<Grant>, ms?: number): void {
    this.answers.set(key, { key, grant, position, until: 0 }, ms);
  }

  protected *lookUp(key: string): Task<Answer<Grant> | undefined> {
    const { network, group } = this.world;
    const server = this.connection();
    const found = yield* network.read('look-up', this.machine, server, patience, () =>
      group.lookUp(server, key),
    );
    if (found === undefined) this.reconnect();
    return found && { value: found.grant, position: found.position };
  }

  /** Takes a key away, and answers once nobody relies on it. */
  *remove(key: string): Task {
    const { judge } = this.world;
    const request = judge.removalBegins(key);
    const removal = yield* this.commitRemoval(key);
    if (!removal) return judge.removalFailed();
    const wait = judge.waitBegins(this.machine);
    yield* this.settle(removal);
    judge.waitEnds(wait);
    judge.removalAnswered(request, removal.grant);
  }

  protected *commitRemoval(key: string): Task<Removal | undefined> {
    const { network, group } = this.world;
    const { server } = this;
    const removal = yield* network.ask('removal', this.machine, server, 2 * patience, () =>
      group.remove(server, key),
    );
    if (removal === undefined) this.reconnect();
    return removal;
  }

  protected *settle({ sequence }: Removal): Task {
    const { network, group } = this.world;
    const settling = this.settling(sequence);
    while (!settling.isSettled()) {
      const server = this.connection();
      const read = yield* network.read('leases', this.machine, server, 200, () => group.leases(server));
      if (read === undefined) this.reconnect();
      else if (settling.isSettled(read)) return;
      yield* this.machine.sleep(20);
    }
  }

  protected settling(sequence: number): Settling {
    return new this.world.parts.Settling(sequence, this.clocks());
  }

  private *keepLease(): Task {
    while (!this.isShuttingDown) {
      const { position, registration } = this.lease;
      if (this.lease.id === undefined) yield* this.register();
      else yield* this.renew();
      // What was applied since has to be acknowledged at once.
      const isUpToDate = this.lease.position === position && this.lease.registration === registration;
      yield* waitFor<void>((resume) => {
        this.wakeRenewal = resume;
        this.machine.after(isUpToDate && this.lease.id !== undefined ? this.renewEvery : 5, resume);
      });
    }
  }

  protected *register(): Task {
    const id = this.world.newLeaseId();
    const sent = this.lease.begin();
    const position = yield* this.registration(id);
    if (position === undefined) this.reconnect();
    else this.lease.registered(id, sent, position, this.leaseMs);
  }

  /** Inserts a row for this process, and then reads the newest sequence. */
  protected *registration(id: string): Task<number | undefined> {
    return yield* this.registrationOf(id, this.leaseMs);
  }

  /** The same for whoever has no database. */
  *registrationOf(id: string, leaseMs: number): Task<number | undefined> {
    const { network, group } = this.world;
    const { server, machine } = this;
    const isInserted = yield* network.ask('registration', machine, server, patience, () =>
      group.insertLease(server, id, leaseMs),
    );
    if (!isInserted) return undefined;
    return yield* network.read('newest sequence', machine, server, patience, () => server.rows.newest);
  }

  protected *renew(): Task {
    const sent = this.lease.begin();
    const changes = yield* this.renewal(this.lease.id!, sent.position);
    if (changes === undefined) this.reconnect();
    else this.lease.renewed(sent, changes);
  }

  /** Updates the row of this process, and then reads the changes; none if there is no row. */
  protected *renewal(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
    return yield* this.renewalOf(id, acknowledged);
  }

  /** The same for whoever has no database: answered once there is something new, or after so many milliseconds. */
  *renewalOf(id: string, acknowledged: number, holdMs = 0): Task<readonly Change[] | undefined> {
    const { network, group } = this.world;
    const { server, machine } = this;
    const isUpdated = yield* network.ask('renewal', machine, server, patience, () =>
      group.updateLease(server, id, acknowledged),
    );
    if (!isUpdated) return isUpdated === undefined ? undefined : [];
    const until = machine.monotonic() + holdMs;
    while (this.lease.position <= acknowledged && machine.monotonic() < until) yield* machine.sleep(10);
    return yield* network.read('changes', machine, server, patience, () =>
      group.changesFrom(server, acknowledged),
    );
  }

  protected *lookForChanges(): Task {
    for (;;) {
      yield* this.machine.sleep(this.world.lookEvery);
      const { id, position } = this.lease;
      if (id === undefined) continue;
      const changes = yield* this.changesFrom(position);
      if (changes === undefined) continue;
      this.lease.apply(changes);
      if (this.lease.position > position) this.wakeRenewal();
    }
  }

  private *changesFrom(position: number): Task<readonly Change[] | undefined> {
    const { network, group } = this.world;
    const { server } = this;
    return yield* network.read('look for changes', this.machine, server, 500, () =>
      group.changesFrom(server, position),
    );
  }

  protected *removeWhatIsOld(): Task {
    const { network, group } = this.world;
    for (;;) {
      yield* this.machine.sleep(1_000);
      const { server, machine } = this;
      const read = yield* network.read('leases', machine, server, patience, () => group.leases(server));
      for (const { id, renewals } of this.deadLeases.among(read?.leases ?? []))
        yield* network.ask('removal of a lease', machine, server, patience, () =>
          this.removeDeadLease(server, id, renewals),
        );
      if (read) yield* network.ask('pruning', machine, server, patience, () => group.prune(server));
    }
  }

  protected *removeDeadLease(server: DatabaseServer, id: string, renewals: number): Task<true | undefined> {
    return yield* this.world.group.removeLease(server, id, renewals);
  }

  /** Stops answering from memory, then removes its row. */
  *shutDown(): Task {
    const { id } = this.lease;
    this.isShuttingDown = true;
    this.lease.lose();
    if (id !== undefined) yield* this.removeOwnLease(id);
    this.machine.crash();
  }

  *removeOwnLease(id: string): Task<true | undefined> {
    const { network, group } = this.world;
    const { server } = this;
    return yield* network.ask('removal of a lease', this.machine, server, patience, () =>
      group.removeLease(server, id),
    );
  }

  /** Where it reads: a connection of the pool may still lead to another server. */
  private connection(): DatabaseServer {
    return this.world.strayServer(this.machine.name) ?? this.server;
  }

  private reconnect(): void {
    this.server = this.world.strayServer(this.machine.name) ?? this.world.group.primary;
  }
}

/** A process without a database, which asks other processes instead, each time whichever a load balancer chooses. */
export class RemoteProcess extends VerifyingProcess {
  protected override readonly renewEvery = 20;

  constructor(
    world: World,
    machine: Machine,
    leaseMs: number,
    protected readonly api: () => VerifyingProcess,
  ) {
    super(world, machine, leaseMs);
  }

  protected override *lookUp(key: string): Task<Answer<Grant> | undefined> {
    const api = this.api();
    return yield* this.world.network.ask('introspection', this.machine, api.machine, patience, () =>
      api.introspect(key),
    );
  }

  protected override *registration(id: string): Task<number | undefined> {
    const api = this.api();
    return yield* this.world.network.ask('remote registration', this.machine, api.machine, patience, () =>
      api.registrationOf(id, this.leaseMs),
    );
  }

  protected override *renewal(id: string, acknowledged: number): Task<readonly Change[] | undefined> {
    const api = this.api();
    return yield* this.world.network.ask('remote renewal', this.machine, api.machine, patience, () =>
      api.renewalOf(id, acknowledged, 450),
    );
  }

  /** What is answered was judged under the lease of whoever answered; its own decides what it may remember. */
  override *introspect(key: string): Task<Answer<Grant> | undefined> {
    const remembered = this.recall(key);
    if (remembered) return remembered;
    const answer = yield* this.lookUp(key);
    if (answer?.value !== undefined) this.remember(key, answer);
    return answer;
  }

  /** The answers to its renewals tell them. */
  protected override *lookForChanges(): Task {}

  override *removeOwnLease(id: string): Task<true | undefined> {
    const api = this.api();
    return yield* this.world.network.ask(
      'remote removal of a lease',
      this.machine,
      api.machine,
      patience,
      () => api.removeOwnLease(id),
    );
  }

  /** That is the work of processes with a database. */
  protected override *removeWhatIsOld(): Task {}
}
