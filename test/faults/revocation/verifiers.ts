import { randomUUID } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { Client, type Outcome } from '../support/client.js';
import { KeyAdmin, type Ground } from '../support/service-processes.js';

interface Counts {
  verifications: number;
  accepted: number;
  /** Of requests that began after the deletion was answered. */
  refusedAfterwards: number;
  acceptedAfterwards: number;
  /** 503, or no answer. */
  unavailable: number;
}
const none: Counts = {
  verifications: 0,
  accepted: 0,
  refusedAfterwards: 0,
  acceptedAfterwards: 0,
  unavailable: 0,
};

/** A process that lets programs in, and what it did with those of the test. */
export class Verifier {
  counts = { ...none };
  private readonly client: Client;

  constructor(
    readonly name: string,
    url: string,
    readonly process: ChildProcess,
    private readonly path: string,
  ) {
    this.client = new Client(url);
  }

  /** Uses the key once. `deletedAt` is asked when the answer is there. */
  async use(key: string, deletedAt: () => number): Promise<'accepted' | 'refused' | 'unavailable'> {
    const outcome = await this.client.send(this.path, { token: key });
    const verdict = verdictOf(outcome);
    this.counts.verifications++;
    if (verdict === 'unavailable') this.counts.unavailable++;
    if (verdict === 'accepted') this.counts.accepted++;
    if (outcome.begun > deletedAt()) {
      if (verdict === 'refused') this.counts.refusedAfterwards++;
      if (verdict === 'accepted') this.counts.acceptedAfterwards++;
    }
    return verdict;
  }

  stop(): void {
    this.process.kill('SIGSTOP');
  }

  resume(): void {
    this.process.kill('SIGCONT');
  }

  /** What was counted since the last time, in words. */
  takeLine(): string {
    const counted = Object.entries(this.counts).map(([name, value]) => [name, value.toLocaleString('en-US')]);
    const { acceptedAfterwards, refusedAfterwards, verifications, accepted, unavailable } =
      Object.fromEntries(counted) as Record<keyof Counts, string>;
    this.counts = { ...none };
    return (
      `${acceptedAfterwards} accepted and ${refusedAfterwards} refused after the deletion, ` +
      `of ${verifications} (${accepted} accepted, ${unavailable} unavailable)`
    );
  }
}

/** 429 refuses as well: a brake on failures tells nothing else of the key. */
function verdictOf({ status }: Outcome): 'accepted' | 'refused' | 'unavailable' {
  if (status === undefined || status >= 500) return 'unavailable';
  if (status < 300) return 'accepted';
  if (status === 401 || status === 429) return 'refused';
  throw new Error(`A key was answered ${status}.`);
}

/** Four processes that verify keys in four ways, and the admin at the two that delete them. */
export interface Verifying {
  verifiers: Verifier[];
  admins: KeyAdmin[];
}

/** `recordingsEnv` is for the internal service alone. */
export async function startVerifiers(
  ground: Ground,
  recordingsEnv: NodeJS.ProcessEnv = {},
): Promise<Verifying> {
  const api = await ground.start('api');
  const admin = await KeyAdmin.create(api, ground.issuer, `acme-${randomUUID()}`);
  const [recordings, gateway, remote] = [
    await ground.start('recordings', recordingsEnv),
    await ground.start('api'),
    await ground.startRemote(api.url),
  ];
  const { id, path } = admin.organization;
  return {
    admins: [admin, admin.at(gateway.url)],
    verifiers: [
      new Verifier('api', api.url, api.process, '/api/v1/api-keys/self'),
      new Verifier('recordings', recordings.url, recordings.process, `${path}/recordings?limit=1`),
      new Verifier('remote', remote.url, remote.process, `/organization/${id}/empty`),
      new Verifier(
        'forward-auth',
        gateway.url,
        gateway.process,
        `/api/v1/api-keys/authorize?scope=recordings:read&organization=${id}`,
      ),
    ],
  };
}
