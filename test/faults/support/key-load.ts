import { createTokenIssuer, type TokenIssuer } from '../../support/token-issuer.js';
import { startProcess, type ServiceProcess } from '../../support/processes.js';
import { environmentOf } from '../../support/services.js';
import { tenantsOf, type TestOrganization } from '../../support/world.js';
import { Client, keepDoing, type Outcome } from './client.js';

/** One answered request of the load, with what it was for. */
export interface Answered extends Outcome {
  kind: 'create' | 'delete' | 'check';
}

/** Both built services on one database, and callers who create, check and delete keys all the time. */
export class KeyLoad {
  readonly answered: Answered[] = [];
  /** Keys whose creation, and those whose deletion, was acknowledged. */
  readonly live = new Map<string, string>();
  readonly deleted = new Map<string, string>();
  private readonly inDoubt = new Set<string>();

  private constructor(
    readonly api: ServiceProcess,
    readonly recordings: ServiceProcess,
    readonly acme: TestOrganization,
    readonly lasting: string,
    private readonly issuer: TokenIssuer,
    private readonly clients: { api: Client; recordings: Client },
  ) {}

  static async start(databaseUrl: string, more: NodeJS.ProcessEnv = {}): Promise<KeyLoad> {
    const issuer = await createTokenIssuer();
    const env = environmentOf(databaseUrl, issuer, { API_KEY_MAX_PER_ORGANIZATION: '1000000', ...more });
    const api = await startProcess('api', env);
    const recordings = await startProcess('recordings', env);
    const tenants = tenantsOf(api, issuer);
    const acme = await tenants.organization('acme');
    const { key } = await tenants.key(acme);
    const clients = { api: new Client(api.url), recordings: new Client(recordings.url) };
    return new KeyLoad(api, recordings, acme, key, issuer, clients);
  }

  /** Creates on one track, deletes on another, checks on two; the answer stops it. */
  run(): () => Promise<void> {
    const works = [() => this.create(), () => this.deleteOne(), () => this.check(), () => this.check()];
    return keepDoing(async (track) => {
      await works[track]!();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }, works.length);
  }

  async create(): Promise<Answered> {
    const path = `${this.acme.path}/api-keys`;
    const answer = await this.clients.api.send(path, {
      method: 'POST',
      token: this.acme.tokens.admin,
      body: { name: 'Load' },
    });
    if (answer.status === 201) {
      const { id, key } = JSON.parse(answer.body) as { id: string; key: string };
      this.live.set(id, key);
    }
    return this.keep('create', answer);
  }

  async deleteOne(): Promise<Answered | undefined> {
    const [entry] = this.live;
    if (!entry || this.live.size < 5) return undefined;
    const [id, key] = entry;
    this.live.delete(id);
    const answer = await this.clients.api.send(`${this.acme.path}/api-keys/${id}`, {
      method: 'DELETE',
      token: this.acme.tokens.admin,
    });
    if (answer.status === 200) this.deleted.set(id, key);
    else this.inDoubt.add(key);
    return this.keep('delete', answer);
  }

  async check(): Promise<Answered> {
    return this.keep('check', await this.use(this.lasting));
  }

  use(key: string): Promise<Outcome> {
    return this.ask('recordings', `${this.acme.path}/recordings?limit=1`, key);
  }

  ask(service: 'api' | 'recordings', path: string, token?: string): Promise<Outcome> {
    return this.clients[service].send(path, { token });
  }

  /** How many acknowledged creations and deletions the services do not know any longer. */
  async lost(): Promise<number> {
    let lost = 0;
    for (const [keys, expected] of [
      [this.live, 200],
      [this.deleted, 401],
    ] as const)
      for (const key of keys.values()) if ((await this.use(key)).status !== expected) lost++;
    return lost;
  }

  /** Answers that are neither right nor 503, such as a live key's 401. */
  wrong(): string[] {
    const right = { create: 201, delete: 200, check: 200 };
    return this.answered
      .filter(({ kind, status }) => status !== right[kind] && status !== 503)
      .map(({ kind, status, error, body }) => `${kind}: ${status ?? error} ${body}`);
  }

  /** The longest time that an answer took, in milliseconds: deletions, and everything else. */
  slowest(): { delete: number; other: number } {
    const longest = (answers: Answered[]) =>
      Math.max(0, ...answers.map(({ begun, answered }) => Math.round(answered - begun)));
    return {
      delete: longest(this.answered.filter(({ kind }) => kind === 'delete')),
      other: longest(this.answered.filter(({ kind }) => kind !== 'delete')),
    };
  }

  /** Repeats creations and checks until both were answered well again; the time of `performance.now()`. */
  async recovered(): Promise<number> {
    for (;;) {
      const [created, checked] = await Promise.all([this.create(), this.check()]);
      if (created.status === 201 && checked.status === 200) return performance.now();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    this.clients.api.close();
    this.clients.recordings.close();
    await Promise.all([this.api.stop(), this.recordings.stop()]);
    await this.issuer.close();
  }

  private keep(kind: Answered['kind'], outcome: Outcome): Answered {
    const answer = { ...outcome, kind };
    this.answered.push(answer);
    return answer;
  }
}
