import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, notFound, ScopeRegistry, type Person } from '@pocket/access';
import { OrganizationsRepository } from '@pocket/organizations';
import { ProblemException, type ProblemError } from '@pocket/problem-details';
import { idPattern } from '@pocket/validation';
import { monotonicFactory } from 'ulid';
import { latestExpiry, maximumYears, parseExpiry } from './api-key-expiry.js';
import { defaultApiKeyPrefix, generateApiKey, hashApiKey } from './api-key-token.js';
import { ApiKeyDto, type CreateApiKeyDto, type CreatedApiKeyDto } from './api-key.dto.js';
import { API_KEYS_OPTIONS, type ApiKeysOptions } from './api-keys.options.js';
import { ApiKeysRepository } from './api-keys.repository.js';

const keyId = idPattern('key');

@Injectable()
export class ApiKeysService {
  private readonly logger = new Logger(ApiKeysService.name);
  private readonly nextId = monotonicFactory();

  constructor(
    @Inject(API_KEYS_OPTIONS) private readonly options: ApiKeysOptions,
    private readonly keys: ApiKeysRepository,
    private readonly organizations: OrganizationsRepository,
    private readonly scopes: ScopeRegistry,
    private readonly clock: Clock,
  ) {}

  async list(organizationId: string): Promise<ApiKeyDto[]> {
    return (await this.keys.list(organizationId)).map((key) => ApiKeyDto.of(key));
  }

  async get(organizationId: string, id: string): Promise<ApiKeyDto> {
    const key = keyId.test(id) && (await this.keys.find(organizationId, id));
    if (!key) throw notFound();
    return ApiKeyDto.of(key);
  }

  /** Creates a key and returns its secret, this once; only its hash is stored. */
  async create(actor: Person, organizationId: string, body: CreateApiKeyDto): Promise<CreatedApiKeyDto> {
    const now = this.clock.now();
    const { scopes, expiresAt } = this.granted(body, now);
    const secret = generateApiKey(this.options.prefix ?? defaultApiKeyPrefix);
    const key = {
      id: `key_${this.nextId(now.getTime())}`,
      organizationId,
      name: body.name,
      scopes,
      keyHash: hashApiKey(secret),
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
    };
    const limit = this.options.maxPerOrganization ?? 1000;
    await this.organizations.exclusively(organizationId, async (manager) => {
      if ((await this.keys.countLive(manager, organizationId, now)) >= limit) {
        throw new ProblemException('key_limit_reached', {
          detail: `The organization has ${limit} active API keys, as many as it may have: delete one first.`,
        });
      }
      await this.keys.add(manager, key);
    });
    this.logger.log({
      msg: 'API key created',
      organization: organizationId,
      key: key.id,
      scopes,
      by: actor.userId,
    });
    return {
      id: key.id,
      name: key.name,
      key: secret,
      scopes,
      created_at: now.toISOString(),
      expires_at: expiresAt?.toISOString() ?? null,
    };
  }

  /** Once this has returned, no process accepts the key any more. */
  async delete(actor: Person, organizationId: string, id: string): Promise<void> {
    if (!keyId.test(id) || !(await this.keys.delete(organizationId, id))) throw notFound();
    this.logger.log({ msg: 'API key deleted', organization: organizationId, key: id, by: actor.userId });
  }

  /** What depends on the registry and on the time, and so cannot be checked by the DTO alone. */
  private granted(body: CreateApiKeyDto, now: Date): { scopes: string[]; expiresAt: Date | null } {
    const requested: readonly unknown[] = body.scopes ?? this.scopes.all().map(({ name }) => name);
    const expiresAt = body.expires_at ? (parseExpiry(body.expires_at) ?? null) : null;
    const errors: ProblemError[] = requested.flatMap((scope, index) =>
      typeof scope === 'string' && this.scopes.has(scope)
        ? []
        : [{ pointer: `/scopes/${index}`, code: 'unknown_scope', detail: 'is not a scope that exists' }],
    );
    if (expiresAt && (expiresAt <= now || expiresAt > latestExpiry(now))) {
      const detail = `must be in the future, at most ${maximumYears} years ahead`;
      errors.push({ pointer: '/expires_at', code: 'out_of_range', detail });
    }
    if (errors.length > 0) throw new ProblemException('validation_failed', { errors: errors.slice(0, 20) });
    return { scopes: this.scopes.inOrder(requested as string[]), expiresAt };
  }
}
