import { DeadLeases, Lease, RememberedAnswers, Settling } from '@pocket/revocation/lease';
import { Group, type DatabaseServer } from './database.js';
import { Judge } from './judge.js';
import { Machine } from './machine.js';
import { Network, type Delivery } from './network.js';
import { Random } from './random.js';
import { Timeline } from './timeline.js';
import { RemoteProcess, VerifyingProcess } from './verifying-process.js';

/** What is simulated. A test that breaks a rule puts a variant in the place of a part. */
export interface Parts {
  Lease: typeof Lease;
  RememberedAnswers: typeof RememberedAnswers;
  Settling: typeof Settling;
  DeadLeases: typeof DeadLeases;
  VerifyingProcess: typeof VerifyingProcess;
  RemoteProcess: typeof RemoteProcess;
}

export interface ProcessPlan {
  name: string;
  leaseMs?: number;
  /** How fast its clocks run; 1 is right. */
  rates?: { monotonic: number; wall: number };
  /** The names of the processes of which it asks one or the other instead of the database. */
  asks?: readonly string[];
}

export interface WorldPlan {
  seed?: number;
  parts?: Partial<Parts>;
  processes: readonly ProcessPlan[];
  /** Default: everything arrives after 1 ms. */
  delivery?: Delivery;
  maxAnswers?: number;
  recordedSubjects?: number;
  /** How often a process looks for changes between its renewals, in milliseconds. */
  lookEvery?: number;
  /** A server that a process is still connected to though it is not the primary. */
  strayServer?: (world: World, process: string) => DatabaseServer | undefined;
}

/** Processes, the database and the network between them, in simulated time. */
export class World {
  readonly timeline = new Timeline();
  readonly random: Random;
  readonly judge = new Judge(this.timeline);
  readonly network: Network;
  readonly group: Group;
  readonly parts: Parts;
  readonly maxAnswers: number;
  readonly recordedSubjects?: number;
  readonly lookEvery: number;
  readonly processes = new Map<string, VerifyingProcess>();
  private leaseIds = 0;

  constructor(private readonly plan: WorldPlan) {
    this.random = new Random(plan.seed ?? 1);
    this.network = new Network(this.timeline, plan.delivery ?? (() => [1]));
    this.group = new Group(this.timeline, this.random);
    this.parts = {
      Lease,
      RememberedAnswers,
      Settling,
      DeadLeases,
      VerifyingProcess,
      RemoteProcess,
      ...plan.parts,
    };
    this.maxAnswers = plan.maxAnswers ?? 100;
    this.recordedSubjects = plan.recordedSubjects;
    this.lookEvery = plan.lookEvery ?? 50;
    for (const process of plan.processes) this.addProcess(process);
  }

  process(name: string): VerifyingProcess {
    return this.processes.get(name)!;
  }

  /** Never one that was in use. */
  newLeaseId(): string {
    return `lease ${++this.leaseIds}`;
  }

  strayServer(process: string): DatabaseServer | undefined {
    return this.plan.strayServer?.(this, process);
  }

  grant(key: string): void {
    const grant = this.judge.grant(key);
    this.group.commitAtOnce((rows) => rows.grants.set(key, grant));
  }

  /** A request for a key arrives at a process. */
  request(name: string, key: string): void {
    const process = this.process(name);
    process.machine.receive(() => process.machine.start(process.request(key)));
  }

  remove(name: string, key: string): void {
    const process = this.process(name);
    process.machine.receive(() => process.machine.start(process.remove(key)));
  }

  private addProcess({ name, leaseMs = 2_000, rates, asks }: ProcessPlan): void {
    const { parts } = this;
    const machine = new Machine(this.timeline, name, rates);
    const process =
      asks === undefined
        ? new parts.VerifyingProcess(this, machine, leaseMs)
        : new parts.RemoteProcess(this, machine, leaseMs, () => this.process(this.random.of(asks)));
    this.processes.set(name, process);
    process.start();
  }
}
