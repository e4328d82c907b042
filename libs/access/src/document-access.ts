import { problemCodes, type ProblemCode } from '@pocket/problem-details';
import { securitySchemes } from './decorators.js';

interface Operation {
  security?: Record<string, string[]>[];
  responses: Record<string, unknown>;
}

const bearer = (bearerFormat: string) => ({ type: 'http', scheme: 'bearer', bearerFormat });
const schemes = { [securitySchemes.person]: bearer('JWT'), [securitySchemes.program]: bearer('API key') };

const refusal = (...codes: ProblemCode[]) => ({
  description: `${codes.map((code) => `${problemCodes[code].title} (\`${code}\`)`).join(', or: ')}.`,
  content: { 'application/problem+json': { schema: { type: 'object' } } },
});
const refusals = {
  401: refusal('unauthenticated', 'invalid_token'),
  403: refusal('insufficient_role', 'insufficient_scope'),
  503: refusal('unavailable'),
};

/**
 * Adds to a service's OpenAPI document what the decorators of this library mean: the security schemes that routes name, and
 * the answers 401, 403, 404 and 503 of the guards. What the document has already stays. A route's scopes move to
 * `x-required-scopes`, because OpenAPI 3.0 allows them in OAuth 2 only.
 */
export function documentAccess<Document extends { paths: object; components?: { securitySchemes?: object } }>(
  document: Document,
): Document {
  for (const [path, item] of Object.entries(document.paths))
    for (const operation of Object.values(item as Record<string, Operation>)) {
      const security = operation.security ?? [];
      const isOurs = (one: object) => Object.keys(one).some((name) => name in schemes);
      if (!security.some(isOurs)) continue;
      const unseen = path.includes('{orgId}') && { 404: refusal('not_found') };
      operation.responses = { ...refusals, ...unseen, ...operation.responses };
      operation.security = security.map((one) => (isOurs(one) ? { [Object.keys(one)[0]!]: [] } : one));
      const scopes = security.flatMap((one) => one[securitySchemes.program] ?? []);
      if (scopes.length > 0) Object.assign(operation, { 'x-required-scopes': scopes });
    }
  const service = { [securitySchemes.service]: { type: 'http', scheme: 'basic' } };
  const securities = { ...schemes, ...service, ...document.components?.securitySchemes };
  document.components = { ...document.components, securitySchemes: securities };
  return document;
}
