export { ApiKeysModule, entities } from './api-keys.module.js';
export type { ApiKeysOptions } from './api-keys.options.js';
export { ApiKey } from './keys/api-key.entity.js';
export { ApiKeysService, type CreateApiKey, type CreatedApiKey } from './keys/api-keys.service.js';
export type { ShownKey } from './keys/api-keys.repository.js';
export type { KeyFilters, KeyStatus } from './keys/key-filters.js';
export { migrations } from './migrations/index.js';
