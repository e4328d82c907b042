export { ApiKeyVerificationModule, type ApiKeysAsyncOptions } from './api-key-verification.module.js';
export { apiKeyPrefixPattern, defaultApiKeyPrefix } from './api-key-token.js';
export { ApiKey } from './api-key.entity.js';
export { ApiKeysModule } from './api-keys.module.js';
export type { ApiKeysOptions } from './api-keys.options.js';
export { ApiKeysService } from './api-keys.service.js';
