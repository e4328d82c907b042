export {
  createdAtSchema,
  expiresAtSchema,
  keyIdSchema,
  keyName,
  keySchema,
  maximumScopes,
  scopeListSchema,
} from './key-schemas.js';
export type { IntrospectionResponse } from './introspection-response.js';
export { StoredKeys } from './stored-keys.js';
export { apiKeyPrefixPattern, defaultApiKeyPrefix, generateApiKey, hashApiKey } from './token.js';
export { ApiKeyVerificationModule } from './verification.module.js';
export { prefixOf, type VerificationOptions } from './verification.options.js';
export { verificationProviders } from './verification.providers.js';
