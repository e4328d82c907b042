export { PersonTokensModule } from './person-tokens.module.js';
export { PersonTokenVerifier, type PersonTokenOptions } from './person-token.verifier.js';
