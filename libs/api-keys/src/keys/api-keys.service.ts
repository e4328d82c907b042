import { originOf, type Actor, type Clock, type ScopeRegistry } from '@pocket/access';
import { generateApiKey, hashApiKey, keyName, prefixOf } from '@pocket/api-key-verification';
import { UnitOfWork, type Transaction } from '@pocket/revocation';
import type { OrganizationsRepository } from '@pocket/organizations';
import { notFound, ProblemException, type ProblemError } from '@pocket/problem-details';
import { boundCursors, List } from '@pocket/rest';
import { idPattern, isText, parseTime, textRuleInWords } from '@pocket/validation';
import type { DataSource } from 'typeorm';
import { monotonicFactory } from 'ulid';
import { limitOf, type ApiKeysOptions } from '../api-keys.options.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeysRepository, type ShownKey } from './api-keys.repository.js';
import { conditionsOf, usualPage, type KeyFilters } from './key-filters.js';

/** Keys live at most this many years. */
export const maximumYears = 10;
/** Errors that one answer names. */
const maximumErrors = 20;
/** So many times its limit of live keys an organization keeps of all its keys. */
const rowsPerLive = 10;
/** Keys that one creation removes at most, where a lower limit leaves more of them than it allows. */
const maximumRemoved = 200;
const keyIdForm = idPattern('key');
const organizationIdForm = idPattern('org');

export interface CreateApiKey {
  /** 1 to 100 code points. */
  name: string;
  /** Left out: all that are registered now. */
  scopes?: readonly string[];
  /** In the future, at most 10 years ahead; left out or `null`: never. */
  expiresAt?: Date | null;
}

/** A key that was just made: the only time that its secret is seen. */
export interface CreatedApiKey {
  key: ApiKey;
  secret: string;
}

/** The keys of organizations: made, listed, deleted. Who may do so is for the caller to decide. */
export class ApiKeysService {
  private readonly nextId = monotonicFactory();
  private readonly keys: ApiKeysRepository;
  private readonly unitOfWork: UnitOfWork;
  private readonly prefix: string;
  private readonly limit: number;

  constructor(
    options: ApiKeysOptions,
    dataSource: DataSource,
    private readonly organizations: OrganizationsRepository,
    private readonly scopes: ScopeRegistry,
    private readonly clock: Clock,
  ) {
    this.keys = new ApiKeysRepository(dataSource);
    this.unitOfWork = new UnitOfWork(dataSource);
    this.prefix = prefixOf(options);
    this.limit = limitOf(options);
  }

  /** All keys, newest first, expired ones included, in one piece; {@link listOf} reads them part by part. */
  list(organizationId: string): Promise<ShownKey[]> {
    return this.listOf(organizationId).all();
  }

  /** Keys of the organization, newest first. Throws `validation_failed` where the scope to filter by is not registered. */
  listOf(organizationId: string, filters: KeyFilters = {}): List<ShownKey> {
    const { status, scope, expiresBefore, unusedSince } = filters;
    if (scope !== undefined && !this.scopes.has(scope))
      throw new ProblemException('validation_failed', { errors: [unknownScope('/scope')] });
    const inOrder = this.inOrderOfScopes();
    return new List({
      usual: usualPage,
      read: async (take, after) => {
        const position = after && ([new Date(after[0]!), after[1]!] as [Date, string]);
        const where = conditionsOf(filters, this.clock.now());
        return (await this.keys.list(organizationId, { take, after: position, where })).map(inOrder);
      },
      positionOf: ({ createdAt, id }) => [createdAt.toISOString(), id],
      cursors: boundCursors(
        ['api keys', organizationId, status, scope, expiresBefore, unusedSince],
        ([time = '', id = '']) => parseTime(time)?.toISOString() === time && keyIdForm.test(id),
      ),
    });
  }

  /** Throws `not_found`. */
  async get(organizationId: string, id: string): Promise<ApiKey> {
    const key = keyIdForm.test(id) ? await this.keys.find(organizationId, id) : undefined;
    if (!key) throw notFound();
    return this.inOrderOfScopes()(key);
  }

  /**
   * Creates a key and returns its secret, this once; only its hash is stored. Throws `validation_failed` with a pointer to
   * each wrong field, `key_limit_reached`, `not_found` where there is no such organization.
   */
  async create(actor: Actor, organizationId: string, command: CreateApiKey): Promise<CreatedApiKey> {
    const now = this.clock.now();
    const scopes = this.granted(command, now);
    if (!organizationIdForm.test(organizationId)) throw notFound();
    const secret = generateApiKey(this.prefix);
    const key = {
      id: `key_${this.nextId(now.getTime())}`,
      organizationId,
      name: command.name,
      scopes,
      keyHash: hashApiKey(secret),
      createdAt: now,
      expiresAt: command.expiresAt ?? null,
      lastUsedAt: null,
    };
    await this.organizations.withOrganizationLock(organizationId, async (transaction) => {
      const { manager, logChange } = transaction;
      await this.makeRoom(transaction, actor, organizationId, now);
      await this.keys.add(manager, key);
      logChange(lineOf('API key created', actor, organizationId, key.id, { scopes }));
    });
    return { key: key as ApiKey, secret };
  }

  /** Once this has returned, no process accepts the key any more. Throws `not_found`. */
  async delete(actor: Actor, organizationId: string, id: string): Promise<void> {
    if (!keyIdForm.test(id)) throw notFound();
    const isDeleted = await this.unitOfWork.run(async ({ manager, logChange, revoke }) => {
      // Also where another has deleted it just now: 404 promises as much as 200.
      revoke(id);
      if (!(await this.keys.delete(manager, organizationId, id))) return false;
      logChange(lineOf('API key deleted', actor, organizationId, id));
      return true;
    });
    if (!isDeleted) throw notFound();
  }

  /** For one more key. Expired keys cannot fill a table: those that expired first give way. Throws `key_limit_reached`. */
  private async makeRoom(
    { manager, logChange }: Transaction,
    actor: Actor,
    organizationId: string,
    now: Date,
  ): Promise<void> {
    const all = await this.keys.count(manager, organizationId);
    if (all < this.limit) return;
    if ((await this.keys.countLive(manager, organizationId, now)) >= this.limit)
      throw new ProblemException('key_limit_reached', {
        detail: `The organization has ${this.limit} active API keys, as many as it may have: delete one first.`,
      });
    const excess = all + 1 - rowsPerLive * this.limit;
    if (excess <= 0) return;
    const most = Math.min(excess, maximumRemoved);
    const ids = await this.keys.deleteExpired(manager, organizationId, now, most);
    logChange(lineOf('expired API keys removed to make room', actor, organizationId, ids));
  }

  /** Shows the scopes of a key in the registry's order; those that are no longer registered come last. */
  private inOrderOfScopes() {
    const places = new Map(this.scopes.all().map(({ name }, place) => [name, place]));
    const placeOf = (name: string) => places.get(name) ?? places.size;
    return <Key extends ShownKey>(key: Key): Key => {
      key.scopes.sort((a, b) => placeOf(a) - placeOf(b));
      return key;
    };
  }

  /** The scopes of a command that is right; what the registry and the time allow is known here only. */
  private granted({ name, scopes, expiresAt }: CreateApiKey, now: Date): string[] {
    const requested: readonly unknown[] = scopes ?? this.scopes.all().map((scope) => scope.name);
    const errors: ProblemError[] = [];
    if (!isText(name, keyName) || name !== name.trim())
      errors.push({ pointer: '/name', code: 'is_text', detail: textRuleInWords(keyName) });
    if (requested.length === 0)
      errors.push({ pointer: '/scopes', code: 'array_not_empty', detail: 'must name at least one scope' });
    for (const [index, scope] of requested.entries()) {
      if (errors.length >= maximumErrors) break;
      if (typeof scope !== 'string' || !this.scopes.has(scope)) errors.push(unknownScope(`/scopes/${index}`));
    }
    // Also what is no moment at all, which is neither before nor after another.
    if (expiresAt && !(expiresAt > now && expiresAt <= latestExpiry(now))) {
      const detail = `must be in the future, at most ${maximumYears} years ahead`;
      errors.push({ pointer: '/expires_at', code: 'out_of_range', detail });
    }
    if (errors.length > 0)
      throw new ProblemException('validation_failed', { errors: errors.slice(0, maximumErrors) });
    return this.scopes.inOrder(requested as string[]);
  }
}

const unknownScope = (pointer: string): ProblemError => ({
  pointer,
  code: 'unknown_scope',
  detail: 'is not a scope that exists',
});

/** What the log says of a change of one key or of several. */
const lineOf = (
  msg: string,
  actor: Actor,
  organization: string,
  key: string | string[],
  more: object = {},
) => ({
  msg,
  organization,
  ...(typeof key === 'string' ? { key } : { keys: key }),
  ...more,
  ...originOf(actor),
});

/** The last moment at which a key created now may expire. */
export function latestExpiry(now: Date): Date {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + maximumYears);
  return latest;
}
