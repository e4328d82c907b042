import { originOf, type Actor, type Clock, type ScopeRegistry } from '@pocket/access';
import { generateApiKey, hashApiKey, prefixOf } from '@pocket/api-key-verification';
import { UnitOfWork } from '@pocket/database';
import type { OrganizationsRepository } from '@pocket/organizations';
import { notFound, ProblemException, type ProblemError } from '@pocket/problem-details';
import { idPattern, isText, textRuleInWords } from '@pocket/validation';
import type { DataSource } from 'typeorm';
import { monotonicFactory } from 'ulid';
import { limitOf, type ApiKeysOptions } from '../api-keys.options.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { keyName } from '@pocket/api-key-verification';

/** Keys live at most this many years. */
export const maximumYears = 10;
/** Errors that one answer names. */
const maximumErrors = 20;
const keyIdForm = idPattern('key');

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

  /** All keys, newest first, expired ones included. */
  list(organizationId: string): Promise<ApiKey[]> {
    return this.keys.list(organizationId);
  }

  /** Throws `not_found`. */
  async get(organizationId: string, id: string): Promise<ApiKey> {
    const key = keyIdForm.test(id) ? await this.keys.find(organizationId, id) : undefined;
    if (!key) throw notFound();
    return key;
  }

  /**
   * Creates a key and returns its secret, this once; only its hash is stored. Throws `validation_failed` with a pointer to
   * each wrong field, `key_limit_reached`.
   */
  async create(actor: Actor, organizationId: string, command: CreateApiKey): Promise<CreatedApiKey> {
    const now = this.clock.now();
    const scopes = this.granted(command, now);
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
    await this.organizations.withOrganizationLock(organizationId, async ({ manager, logChange }) => {
      if ((await this.keys.countLive(manager, organizationId, now)) >= this.limit) {
        throw new ProblemException('key_limit_reached', {
          detail: `The organization has ${this.limit} active API keys, as many as it may have: delete one first.`,
        });
      }
      await this.keys.add(manager, key);
      logChange(lineOf('API key created', actor, organizationId, key.id, { scopes }));
    });
    return { key: key as ApiKey, secret };
  }

  /** Once this has returned, no process accepts the key any more. Throws `not_found`. */
  async delete(actor: Actor, organizationId: string, id: string): Promise<void> {
    if (!keyIdForm.test(id)) throw notFound();
    await this.unitOfWork.run(async ({ manager, logChange }) => {
      if (!(await this.keys.delete(manager, organizationId, id))) throw notFound();
      logChange(lineOf('API key deleted', actor, organizationId, id));
    });
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
      if (typeof scope !== 'string' || !this.scopes.has(scope))
        errors.push({
          pointer: `/scopes/${index}`,
          code: 'unknown_scope',
          detail: 'is not a scope that exists',
        });
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

/** What the log says of a change. */
const lineOf = (msg: string, actor: Actor, organization: string, key: string, more: object = {}) => ({
  msg,
  organization,
  key,
  ...more,
  ...originOf(actor),
});

/** The last moment at which a key created now may expire. */
export function latestExpiry(now: Date): Date {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + maximumYears);
  return latest;
}
