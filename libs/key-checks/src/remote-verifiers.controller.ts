import { applyDecorators, HttpCode, Optional, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Clock } from '@pocket/access';
import { StoredKeys } from '@pocket/api-key-verification';
import { ProblemException } from '@pocket/problem-details';
import { FormBody, HasForm, RestController } from '@pocket/rest';
import { HeldLeases, leaseBounds, mostLeases } from '@pocket/revocation';
import { idPattern } from '@pocket/validation';
import { Mutex } from 'async-mutex';
import { CallingService, ServiceCredential } from './service-credential.guard.js';

/** Fields by name; one that is given several times is an array. */
type Form = Record<string, string | string[] | undefined>;

/** Keys of one report. */
const mostUses = 500;
/** What one service may have under way at once. A verifier asks about its lease one question after the other. */
const mostAtOnce = { questions: 2 * mostLeases, uses: 20 };

/** What a service has under way. */
interface Calling {
  questions: number;
  uses: number;
  writing: Mutex;
}
const leaseId = /^[\w-]{1,36}$/;
const keyId = idPattern('key');
/** Milliseconds for which a renewal may wait for something new. */
const longestWaitMs = 500;

/** A route for services alone, which they ask by themselves. */
const FromVerifiers = (path: string) =>
  applyDecorators(
    Post(path),
    HttpCode(200),
    ServiceCredential(),
    HasForm({ consumes: 'application/x-www-form-urlencoded', isBackground: true }),
  );

/**
 * What the verifiers of `RemoteApiKeyVerificationModule` ask besides introspection: leases, so that they may remember answers, and the
 * uses of keys that they verified from memory. A protocol between versions of these libraries and for nobody else, so that it is not in
 * the documents.
 */
@ApiExcludeController()
@RestController('api/v1/api-keys')
export class RemoteVerifiersController {
  private readonly calling = new Map<string, Calling>();

  constructor(
    private readonly clock: Clock,
    @Optional() private readonly leases?: HeldLeases,
    @Optional() private readonly keys?: StoredKeys,
  ) {}

  @FromVerifiers('leases')
  async register(@CallingService() service: string, @FormBody(Object) form: Form) {
    const leaseMs = numberIn(form, 'lease_ms', leaseBounds.least, leaseBounds.most);
    const lease = await this.bounded(service, 'questions', () => this.leases?.register(service, leaseMs));
    if (typeof lease === 'object') return lease;
    const detail = `No lease, so that nothing may be remembered: ${lease ?? 'this database needs none'}.`;
    throw new ProblemException('conflict', { detail });
  }

  @FromVerifiers('leases/renew')
  async renew(@CallingService() service: string, @FormBody(Object) form: Form) {
    const renewal = {
      id: textIn(form, 'id', leaseId),
      acknowledged: numberIn(form, 'acknowledged', 0, Number.MAX_SAFE_INTEGER),
    };
    const waitMs = numberIn(form, 'wait_ms', 0, longestWaitMs);
    const renew = () => this.leases?.renew(service, renewal, waitMs);
    const changes = (await this.bounded(service, 'questions', renew)) ?? [];
    // Members are none of a verifier's business; that something was revoked is, or there would be gaps.
    const keyOf = (subject: string) => (keyId.test(subject) ? subject : '');
    return { changes: changes.map(({ sequence, subject }) => [sequence, keyOf(subject)]) };
  }

  @FromVerifiers('leases/release')
  async release(@CallingService() service: string, @FormBody(Object) form: Form) {
    const id = textIn(form, 'id', leaseId);
    await this.bounded(service, 'questions', () => this.leases?.release(service, id));
    return {};
  }

  /** `use`: the key's id, a dot, and how many milliseconds ago. */
  @FromVerifiers('uses')
  async recordUses(@CallingService() service: string, @FormBody(Object) form: Form) {
    const uses = [form['use'] ?? []].flat();
    if (uses.length > mostUses) throw wrong('use', `must be given ${mostUses} times at most`);
    const now = this.clock.now().getTime();
    const times = uses.map((use): [string, Date] => {
      const [id = '', age = '', ...rest] = use.split('.');
      if (!keyId.test(id) || !/^\d{1,12}$/.test(age) || rest.length > 0)
        throw wrong('use', 'must be the id of a key, a dot, and milliseconds');
      return [id, new Date(now - Number(age))];
    });
    if (times.length > 0)
      await this.bounded(service, 'uses', () =>
        // One after the other: each keeps a connection of the pool, and rows that deletions want.
        this.callingOf(service).writing.runExclusive(() => this.keys?.markUsed(new Map(times))),
      );
    return {};
  }

  private async bounded<T>(
    service: string,
    what: 'questions' | 'uses',
    work: () => T | Promise<T>,
  ): Promise<T> {
    const calling = this.callingOf(service);
    if (calling[what] >= mostAtOnce[what])
      throw new ProblemException('rate_limited', {
        detail: `${mostAtOnce[what]} such requests of the service are under way already.`,
        headers: { 'Retry-After': '1' },
      });
    calling[what]++;
    try {
      return await work();
    } finally {
      calling[what]--;
    }
  }

  private callingOf(service: string): Calling {
    const calling = this.calling.get(service) ?? { questions: 0, uses: 0, writing: new Mutex() };
    this.calling.set(service, calling);
    return calling;
  }
}

function numberIn(form: Form, name: string, least: number, most: number): number {
  const number = Number(textIn(form, name, /^\d{1,16}$/));
  if (number < least || number > most) throw wrong(name, `must be from ${least} to ${most}`);
  return number;
}

function textIn(form: Form, name: string, pattern: RegExp): string {
  const text = form[name];
  if (typeof text === 'string' && pattern.test(text)) return text;
  throw wrong(name, `must be given once, and match ${pattern.source}`);
}

const wrong = (field: string, detail: string) =>
  new ProblemException('validation_failed', { errors: [{ pointer: `/${field}`, code: 'matches', detail }] });
