/**
 * Every error code this product answers with: its HTTP status, its title, and the text of its page
 * (`/problems/<code>`). The code is stable; title and texts may be reworded.
 */
export const problemCodes = {
  malformed_request: {
    status: 400,
    title: 'Malformed request',
    meaning:
      'The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep.',
    remedy: 'Send one well-formed JSON object in UTF-8. `errors` says where reading stopped.',
  },
  validation_failed: {
    status: 400,
    title: 'Validation failed',
    meaning: 'The request was read, but at least one value is not allowed. Nothing was stored.',
    remedy: 'Correct the fields that `errors` names by JSON pointer, then send the request again.',
  },
  unauthenticated: {
    status: 401,
    title: 'No credential',
    meaning: 'The request carries no credential.',
    remedy:
      'Send `Authorization: Bearer <credential>`: a person sends a token of the identity provider, a program sends its API key. A service that introspects sends its id and secret by HTTP Basic.',
  },
  invalid_token: {
    status: 401,
    title: 'Invalid credential',
    meaning: 'The token or API key is malformed, unknown, expired or revoked. Which of these is not told.',
    remedy: 'Get a fresh token, or ask an admin of the organization for a new API key.',
  },
  insufficient_role: {
    status: 403,
    title: 'Role too low',
    meaning:
      'You are a member of this organization, but your role does not allow this. `required_role` names the lowest that does. Without it: the operator lets only certain persons create organizations.',
    remedy:
      'Ask an admin or owner of the organization to do it, or to raise your role. For a new organization ask whoever operates the service.',
  },
  insufficient_scope: {
    status: 403,
    title: 'Scope missing',
    meaning:
      'The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys.',
    remedy: 'Use a key with the scope named in `WWW-Authenticate`; key management needs a person.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning:
      'There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership.',
    remedy: 'Check the address and the organization; ids are case-sensitive.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The address exists, but not with this method.',
    remedy: 'Use one of the methods in the `Allow` header.',
  },
  not_acceptable: {
    status: 406,
    title: 'Not acceptable',
    meaning: 'The `Accept` header excludes JSON, the only format of this API.',
    remedy: 'Send `Accept: application/json`, or no `Accept` header.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    meaning: 'The request did not arrive whole in time.',
    remedy: 'Send it again on a new connection.',
  },
  last_owner: {
    status: 409,
    title: 'Last owner',
    meaning: 'The change would leave the organization without an active owner.',
    remedy: 'Make another member an owner first.',
  },
  key_limit_reached: {
    status: 409,
    title: 'Key limit reached',
    meaning: 'The organization has as many active keys as it may have.',
    remedy: 'Delete keys that are no longer used; expired keys do not count.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    meaning: 'The request contradicts what is stored.',
    remedy: 'Read the current state, then decide again.',
  },
  content_too_large: {
    status: 413,
    title: 'Content too large',
    meaning: 'The request body is larger than 64 KiB.',
    remedy: 'Send a smaller body.',
  },
  uri_too_long: {
    status: 414,
    title: 'URI too long',
    meaning: 'The address is longer than 8,000 bytes.',
    remedy: 'Shorten the address.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    meaning: 'The body has a content type that this route does not read.',
    remedy:
      'Send JSON with `Content-Type: application/json`; introspection takes `application/x-www-form-urlencoded`.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    meaning: 'You sent more requests than allowed.',
    remedy: 'Wait as many seconds as `Retry-After` says.',
  },
  request_header_fields_too_large: {
    status: 431,
    title: 'Request header fields too large',
    meaning: 'The request line and headers together are larger than 16 KiB.',
    remedy: 'Send fewer or smaller headers.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    meaning: 'Something went wrong that should not have. It was logged under `request_id`.',
    remedy: 'Try again; if it persists, report the `request_id`.',
  },
  unavailable: {
    status: 503,
    title: 'Temporarily unavailable',
    meaning:
      'The database, the identity provider or the API key service cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked.',
    remedy: 'Try again after as many seconds as `Retry-After` says.',
  },
} as const satisfies Record<string, { status: number; title: string; meaning: string; remedy: string }>;

/** A stable error code; also the last part of the problem's `type`. */
export type ProblemCode = keyof typeof problemCodes;
