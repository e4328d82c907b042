import { apiKeyPrefixPattern, defaultApiKeyPrefix } from '@pocket/api-key-verification';
import { matching, readEnvironment, variable, type Environment } from '@pocket/runtime';

/** The environment of the internal service. */
export interface RecordingsEnvironment extends Environment {
  API_KEY_PREFIX: string;
}

const own = {
  API_KEY_PREFIX: variable(
    '[a-z][a-z0-9]*_[a-z]+_ of at most 16 characters, such as pk_live_',
    matching(apiKeyPrefixPattern),
  )({ default: defaultApiKeyPrefix }),
};

/** The api's: both services may be started in one environment. */
const others = [
  'API_KEY_EXPIRED_RETENTION_DAYS',
  'API_KEY_MAX_PER_ORGANIZATION',
  'API_KEY_SCOPES',
  'INTROSPECTION_CLIENTS',
  'INTROSPECTION_RATE_LIMIT_PER_MINUTE',
  'ORGANIZATION_CREATORS',
  'PUBLIC_URL',
];

/** Throws `EnvironmentError` with a line for each variable that is wrong. */
export const readRecordingsEnvironment = (source: NodeJS.ProcessEnv): RecordingsEnvironment =>
  readEnvironment(source, { own, others, defaultPort: 3001 });
