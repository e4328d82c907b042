export type { IntrospectionResponse } from '../introspection-response.js';
export { RemoteApiKeyVerificationModule } from './remote-verification.module.js';
export type { RemoteVerificationOptions } from './remote-verification.options.js';
