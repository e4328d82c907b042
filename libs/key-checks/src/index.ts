import { ForwardAuthController } from './forward-auth.controller.js';
import { IntrospectionController } from './introspection.controller.js';
import { RemoteVerifiersController } from './remote-verifiers.controller.js';

export { INTROSPECTION_CLIENTS, type IntrospectionClient } from './introspection-client.js';
/**
 * The routes by which services in other languages and gateways ask about keys. Their module provides `ApiKeyVerifier`,
 * `ScopeRegistry`, `PublicUrl`, `AuthFailures` and {@link INTROSPECTION_CLIENTS}.
 */
export const keyCheckControllers = [
  ForwardAuthController,
  IntrospectionController,
  RemoteVerifiersController,
];
