import { apiKeyPrefixPattern, defaultApiKeyPrefix } from '@pocket/api-key-verification';
import type { Scope } from '@pocket/access';
import type { IntrospectionClient } from '@pocket/key-checks';
import {
  listOf,
  matching,
  readEnvironment,
  secureUrl,
  variable,
  wholeNumber,
  type Environment,
} from '@pocket/runtime';
import { isText } from '@pocket/validation';

/** The environment of the api. */
export interface ApiEnvironment extends Environment {
  API_KEY_PREFIX: string;
  API_KEY_MAX_PER_ORGANIZATION: number;
  /** Absent: expired keys are kept. */
  API_KEY_EXPIRED_RETENTION_DAYS?: number;
  /** Beside Pocket's own four. */
  API_KEY_SCOPES: Scope[];
  INTROSPECTION_CLIENTS: IntrospectionClient[];
  /** Of one service at the introspection route; absent: without limit. */
  INTROSPECTION_RATE_LIMIT_PER_MINUTE?: number;
  /** Absent: any person. */
  ORGANIZATION_CREATORS?: string[];
  /** Absent: answers name paths only. */
  PUBLIC_URL?: string;
}

const own = {
  API_KEY_PREFIX: variable(
    '[a-z][a-z0-9]*_[a-z]+_ of at most 16 characters, such as pk_live_',
    matching(apiKeyPrefixPattern),
  )({ default: defaultApiKeyPrefix }),
  API_KEY_MAX_PER_ORGANIZATION: wholeNumber(1, 1_000_000)({ default: 1000 }),
  API_KEY_EXPIRED_RETENTION_DAYS: wholeNumber(0, 3650)({ default: undefined }),
  API_KEY_SCOPES: variable(
    'scopes with their descriptions, separated by semicolons, such as invoices:read=Read invoices; invoices:write=Write invoices',
    scopes,
  )({ default: [] }),
  INTROSPECTION_CLIENTS: variable(
    'comma-separated id=<SHA-256 of the secret, 64 hex digits>, each id once; not the hash of an empty secret',
    introspectionClients,
  )({ default: [] }),
  INTROSPECTION_RATE_LIMIT_PER_MINUTE: wholeNumber(1, 10_000_000)({ default: undefined }),
  ORGANIZATION_CREATORS: variable(
    'comma-separated ids of persons (the sub of their tokens) of at most 128 characters each, or none',
    creators,
  )({ default: undefined }),
  PUBLIC_URL: variable(
    'an https: URL without a path, such as https://keys.example.com (http: on a loopback address)',
    publicUrl,
  )({ default: undefined }),
};

/** Throws `EnvironmentError` with a line for each variable that is wrong. */
export const readApiEnvironment = (source: NodeJS.ProcessEnv): ApiEnvironment =>
  readEnvironment(source, { own });

/** What `printf %s "$SECRET" | sha256sum` prints where the variable is not set. */
const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function introspectionClients(text: string): IntrospectionClient[] | undefined {
  const items = listOf(text).map((item) => /^([A-Za-z0-9_-]{1,64})=([0-9a-f]{64})$/i.exec(item));
  const clients = items.flatMap((match) =>
    match ? [{ id: match[1]!, secretHash: match[2]!.toLowerCase() }] : [],
  );
  const areRight =
    clients.length === items.length &&
    new Set(clients.map(({ id }) => id)).size === clients.length &&
    clients.every(({ secretHash }) => secretHash !== hashOfNothing);
  return areRight ? clients : undefined;
}

function creators(text: string): string[] | undefined {
  if (text.trim() === 'none') return [];
  const items = listOf(text);
  return items.length > 0 && items.every((item) => isText(item, { max: 128 })) ? items : undefined;
}

function scopes(text: string): Scope[] | undefined {
  const items = listOf(text, ';').map((item) =>
    /^([a-z][a-z0-9_-]{0,31}:[a-z][a-z0-9_-]{0,31})\s*=\s*(\S[^\p{Cc}`]{0,199})$/u.exec(item),
  );
  const found = items.flatMap((match) => (match ? [{ name: match[1]!, description: match[2]!.trim() }] : []));
  const isUnique = new Set(found.map(({ name }) => name)).size === found.length;
  return found.length === items.length && found.length <= 90 && isUnique ? found : undefined;
}

function publicUrl(text: string): string | undefined {
  if (!secureUrl(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return pathname === '/' ? origin : undefined;
}
