export type { IntrospectionResponse } from '../introspection-response.js';
export type { RemoteVerificationOptions } from './introspecting.verifier.js';
export { RemoteApiKeyVerificationModule } from './remote-verification.module.js';
