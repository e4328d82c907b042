// Generated from the OpenAPI document by "npm run openapi"; not to be edited.

export interface paths {
  '/api/v1/organization/{orgId}/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List API keys
     * @description Without query parameters: all API keys of the organization, expired ones included. With any of them: a page of those that fulfil them all. Secrets are never among them.
     *
     *     People need the role `viewer` or a higher one.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description > **The full key is shown once.** It is in the response to this request and nowhere else: copy `key` at once and store it securely. Whoever loses it deletes the key and creates another.
     *
     *     The key works at once, in this organization only.
     *
     *     People need the role `admin` or a higher one.
     */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization/{orgId}/api-keys/{keyId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an API key
     * @description Returns details of a single API key, without its secret.
     *
     *     People need the role `viewer` or a higher one.
     */
    get: operations['getApiKey'];
    put?: never;
    post?: never;
    /**
     * Delete an API key
     * @description Permanently revokes the key. Any request that starts after this has answered is refused.
     *
     *     People need the role `admin` or a higher one.
     */
    delete: operations['deleteApiKey'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/self': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who am I: the API key that you sent
     * @description A good first call with a new key.
     */
    get: operations['getSelf'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/authorize': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * For gateways: may this request pass
     * @description Forward authentication: nginx `auth_request`, Traefik ForwardAuth, Caddy `forward_auth`. The gateway passes the client’s `Authorization` header on and copies the `X-Auth-…` headers into the request.
     */
    get: operations['authorizeRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/introspect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * For services: what is this API key (RFC 7662)
     * @description Anything but a live key is exactly `{"active":false}`. A live answer counts as a use of the key.
     */
    post: operations['introspectApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List your organizations
     * @description Those in which you are an active member, each with your role in it. Without query parameters all of them, else a page.
     */
    get: operations['listOrganizations'];
    put?: never;
    /**
     * Create an organization
     * @description Whoever creates it is its first owner. Names need not be unique. The operator may name the persons who may create organizations.
     */
    post: operations['createOrganization'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization/{orgId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an organization
     * @description Returns its name and your role in it.
     *
     *     People need the role `viewer` or a higher one.
     */
    get: operations['getOrganization'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization/{orgId}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the members of an organization
     * @description Pending and removed members too. Without query parameters all of them, else a page.
     *
     *     People need the role `viewer` or a higher one.
     */
    get: operations['listMembers'];
    put?: never;
    /**
     * Add a member
     * @description The member is active at once. Only an owner may grant the role `owner`.
     *
     *     People need the role `admin` or a higher one.
     */
    post: operations['addMember'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization/{orgId}/members/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a member’s role or status
     * @description Holds from the member’s next request on. Only an owner may grant `owner` or change an owner, and an organization never loses its last active owner.
     *
     *     People need the role `admin` or a higher one.
     */
    patch: operations['changeMember'];
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description Only keys that work, or only those that have expired.
     * @enum {string}
     */
    ApiKeyStatus: 'active' | 'expired';
    ApiKey: {
      /**
       * @description The key’s id; not secret.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /**
       * @description A human-readable label.
       * @example CI Pipeline
       */
      name: string;
      /**
       * @description What the key may do.
       * @example [
       *       "recordings:read",
       *       "templates:read"
       *     ]
       */
      scopes: components['schemas']['GrantedScope'][];
      /**
       * Format: date-time
       * @description When it was created.
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description From this moment on the key is refused; null: never.
       * @example 2035-01-15T10:00:00.000Z
       */
      expires_at: string | null;
      /**
       * Format: date-time
       * @description The time of an accepted use, at most 60 s behind; null before the first.
       * @example 2026-04-12T14:32:00.000Z
       */
      last_used_at: string | null;
    };
    ApiKeyList: {
      /** @description Newest first, expired ones included. */
      keys: components['schemas']['ApiKey'][];
      /** @description Of a page: send it as `cursor` for the next one; null on the last. Not there in a whole list. */
      next_cursor?: string | null;
    };
    CreateApiKey: {
      /**
       * @description A human-readable label for the key; need not be unique.
       * @example CI Pipeline
       */
      name: string;
      /**
       * @description Permissions to grant. Omitted: all scopes that exist now, not those added later.
       * @example [
       *       "recordings:read",
       *       "templates:read"
       *     ]
       */
      scopes?: components['schemas']['Scope'][];
      /**
       * @description When the key ends: a date-time with Z or an offset, such as 2035-01-15T10:00:00Z, or a date such as 2035-01-15 (midnight UTC); in the future, at most 10 years ahead. Omitted or null: never.
       * @example 2035-01-15T10:00:00.000Z
       */
      expires_at?: string | null;
    };
    CreatedApiKey: {
      /**
       * @description The key’s id; not secret.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /**
       * @description A human-readable label.
       * @example CI Pipeline
       */
      name: string;
      /**
       * @description **The secret, shown only now and stored nowhere:** put it where your program finds it.
       * @example pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD
       */
      key: string;
      /**
       * @description What the key may do.
       * @example [
       *       "recordings:read",
       *       "templates:read"
       *     ]
       */
      scopes: components['schemas']['GrantedScope'][];
      /**
       * Format: date-time
       * @description When it was created.
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description From this moment on the key is refused; null: never.
       * @example 2035-01-15T10:00:00.000Z
       */
      expires_at: string | null;
    };
    Deleted: {
      /**
       * @description Always true: anything else is an error.
       * @example true
       * @enum {boolean}
       */
      success: true;
    };
    CurrentApiKey: {
      /**
       * @description The key’s id; not secret.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /**
       * @description A human-readable label.
       * @example CI Pipeline
       */
      name: string;
      /**
       * @description The only organization that the key reaches.
       * @example org_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      organization_id: string;
      /**
       * @description What the key may do.
       * @example [
       *       "recordings:read",
       *       "templates:read"
       *     ]
       */
      scopes: components['schemas']['GrantedScope'][];
      /**
       * Format: date-time
       * @description When it was created.
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description From this moment on the key is refused; null: never.
       * @example 2035-01-15T10:00:00.000Z
       */
      expires_at: string | null;
    };
    IntrospectionRequest: {
      /**
       * @description The API key. Any other text is answered as inactive.
       * @example pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD
       */
      token: string;
      /**
       * @description Ignored.
       * @example access_token
       */
      token_type_hint?: string;
      /** @description The service’s id, in place of HTTP Basic. */
      client_id?: string;
      /**
       * Format: password
       * @description The service’s secret, in place of HTTP Basic.
       */
      client_secret?: string;
    };
    Introspection: {
      /**
       * @description Whether it is a live key. Only then the rest is there.
       * @example true
       */
      active: boolean;
      /**
       * @description The key’s scopes, space-separated.
       * @example recordings:read templates:read
       */
      scope?: string;
      /**
       * @description The key’s id; not secret.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      client_id?: string;
      /**
       * @description The key’s id; not secret.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      sub?: string;
      /**
       * @description The only organization that the key reaches.
       * @example org_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      org_id?: string;
      /**
       * @description Who issued the key: the public address of this service, or `pocket` where it has none.
       * @example pocket
       */
      iss?: string;
      /**
       * Format: int64
       * @description Creation, in seconds since 1970.
       * @example 1775808000
       */
      iat?: number;
      /**
       * Format: int64
       * @description Expiry, in seconds since 1970, rounded up; absent: never.
       * @example 2052381600
       */
      exp?: number;
      /**
       * Format: date-time
       * @description Expiry to the millisecond; absent: never.
       * @example 2035-01-14T18:00:00.000Z
       */
      expires_at?: string;
      /**
       * @description How the key is sent.
       * @example Bearer
       * @enum {string}
       */
      token_type?: 'Bearer';
    };
    CreateOrganization: {
      /**
       * @description A human-readable name; white space around it is cut off.
       * @example Acme
       */
      name: string;
    };
    /**
     * @description Of a person in an organization; each role includes the ones before it.
     * @example member
     * @enum {string}
     */
    Role: 'viewer' | 'member' | 'admin' | 'owner';
    Organization: {
      /**
       * @description The organization’s id; compared case-sensitively.
       * @example org_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /**
       * @description A human-readable name.
       * @example Acme
       */
      name: string;
      /**
       * @description Your role in it.
       * @example owner
       */
      role: components['schemas']['Role'];
      /**
       * Format: date-time
       * @description When it was created.
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
    };
    OrganizationList: {
      /** @description The organizations in which you are an active member, oldest first. */
      organizations: components['schemas']['Organization'][];
      /** @description Of a page: send it as `cursor` for the next one; null on the last. Not there in a whole list. */
      next_cursor?: string | null;
    };
    Member: {
      /**
       * @description The person’s id: the `sub` of their token.
       * @example auth0|64f1c2
       */
      user_id: string;
      /**
       * @description As the admin or the person’s token gave it.
       * @example ada@example.com
       */
      email: string | null;
      /**
       * @description For display.
       * @example Ada Lovelace
       */
      name: string | null;
      /**
       * @description Each role includes the ones before it.
       * @example member
       */
      role: components['schemas']['Role'];
      /**
       * @description Only `active` has access.
       * @example active
       * @enum {string}
       */
      status: 'active' | 'pending' | 'removed';
      /**
       * Format: date-time
       * @description When role or status last changed.
       * @example 2026-04-10T08:00:00.000Z
       */
      updated_at: string;
    };
    MemberList: {
      /** @description Members, whatever their status, oldest first. */
      members: components['schemas']['Member'][];
      /** @description Of a page: send it as `cursor` for the next one; null on the last. Not there in a whole list. */
      next_cursor?: string | null;
    };
    AddMember: {
      /**
       * @description The person’s id: the `sub` of their token.
       * @example auth0|64f1c2
       */
      user_id: string;
      /**
       * @description Each role includes the ones before it.
       * @default member
       * @example member
       */
      role?: components['schemas']['Role'];
      /**
       * Format: email
       * @description For display.
       * @example ada@example.com
       */
      email?: string;
      /**
       * @description For display.
       * @example Ada Lovelace
       */
      name?: string;
    };
    ChangeMember: {
      /**
       * @description Each role includes the ones before it.
       * @example admin
       */
      role?: components['schemas']['Role'];
      /**
       * @description Only `active` has access.
       * @example active
       * @enum {string}
       */
      status?: 'active' | 'pending' | 'removed';
    };
    /**
     * @description - `recordings:read`: List and view recordings
     *     - `recordings:write`: Create, update, and delete recordings
     *     - `templates:read`: List and view templates
     *     - `templates:write`: Create, update, and delete templates
     * @example recordings:read
     * @enum {string}
     */
    Scope: 'recordings:read' | 'recordings:write' | 'templates:read' | 'templates:write';
    /**
     * @description A scope of a key. Accept any text: others may be added. Today there are:
     *
     *     - `recordings:read`: List and view recordings
     *     - `recordings:write`: Create, update, and delete recordings
     *     - `templates:read`: List and view templates
     *     - `templates:write`: Create, update, and delete templates
     * @example recordings:read
     */
    GrantedScope: string;
    /** @description An error (RFC 9457). Decide by `code`. */
    Problem: {
      /**
       * Format: uri-reference
       * @description A page that says what it means and what to do.
       * @example /problems/not_found
       */
      type: string;
      /**
       * @description What `code` means, in a few words.
       * @example Not found
       */
      title: string;
      /**
       * Format: int32
       * @description The status of the response.
       * @example 404
       */
      status: number;
      /**
       * @description For people.
       * @example There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership.
       */
      detail: string;
      /**
       * @description What went wrong; stable.
       * @example not_found
       * @enum {string}
       */
      code:
        | 'unauthenticated'
        | 'invalid_token'
        | 'insufficient_role'
        | 'insufficient_scope'
        | 'not_found'
        | 'method_not_allowed'
        | 'not_acceptable'
        | 'request_timeout'
        | 'last_owner'
        | 'key_limit_reached'
        | 'conflict'
        | 'content_too_large'
        | 'uri_too_long'
        | 'unsupported_media_type'
        | 'rate_limited'
        | 'request_header_fields_too_large'
        | 'internal_error'
        | 'unavailable';
      /**
       * @description The response’s `X-Request-Id`; quote it in a report.
       * @example req_01K6QW4M2B7C9D3F5G8H1J6K0N
       */
      request_id: string;
      /**
       * @description With `insufficient_role`: the lowest role that may do it.
       * @example admin
       */
      required_role?: components['schemas']['Role'];
    };
    /** @description An error of status 400: a problem that also says where the request is wrong. */
    ValidationProblem: {
      /**
       * Format: uri-reference
       * @description A page that says what it means and what to do.
       * @example /problems/validation_failed
       */
      type: string;
      /**
       * @description What `code` means, in a few words.
       * @example Validation failed
       */
      title: string;
      /**
       * Format: int32
       * @description The status of the response.
       * @example 400
       */
      status: number;
      /**
       * @description For people.
       * @example The request was read, but at least one value is not allowed. Nothing was stored.
       */
      detail: string;
      /**
       * @description What went wrong; stable.
       * @example validation_failed
       * @enum {string}
       */
      code: 'malformed_request' | 'validation_failed';
      /**
       * @description The response’s `X-Request-Id`; quote it in a report.
       * @example req_01K6QW4M2B7C9D3F5G8H1J6K0N
       */
      request_id: string;
      /** @description Each wrong place. */
      errors: components['schemas']['ProblemError'][];
    };
    /** @description One wrong place in a request. */
    ProblemError: {
      /**
       * @description JSON pointer (RFC 6901) to the place, cut to 40 characters; empty: the whole body or request.
       * @example /name
       */
      pointer: string;
      /**
       * @description Stable.
       * @example is_text
       */
      code: string;
      /**
       * @description For people.
       * @example must be a string of 1 to 100 characters
       */
      detail: string;
    };
  };
  responses: {
    /** @description Malformed request (`malformed_request`), or: Validation failed (`validation_failed`). */
    MalformedRequestOrValidationFailed: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ValidationProblem'];
      };
    };
    /** @description No credential (`unauthenticated`), or: Invalid credential (`invalid_token`). */
    UnauthenticatedOrInvalidToken: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate-Bearer'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Scope missing (`insufficient_scope`). */
    InsufficientScope: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate-Scope'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not found (`not_found`). */
    NotFound: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not acceptable (`not_acceptable`). */
    NotAcceptable: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Request timeout (`request_timeout`). */
    RequestTimeout: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description URI too long (`uri_too_long`). */
    UriTooLong: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too many requests (`rate_limited`). */
    RateLimited: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Request header fields too large (`request_header_fields_too_large`). */
    RequestHeaderFieldsTooLarge: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Internal error (`internal_error`). */
    InternalError: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Temporarily unavailable (`unavailable`). */
    Unavailable: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Role too low (`insufficient_role`), or: Scope missing (`insufficient_scope`). */
    InsufficientRoleOrInsufficientScope: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate-Scope'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Key limit reached (`key_limit_reached`). */
    KeyLimitReached: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Content too large (`content_too_large`). */
    ContentTooLarge: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unsupported media type (`unsupported_media_type`). */
    UnsupportedMediaType: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Malformed request (`malformed_request`). */
    MalformedRequest: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['ValidationProblem'];
      };
    };
    /** @description Scope missing (`insufficient_scope`), or: Role too low (`insufficient_role`). */
    InsufficientScopeOrInsufficientRole: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        'WWW-Authenticate': components['headers']['WWW-Authenticate-Scope'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Conflict (`conflict`). */
    Conflict: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Last owner (`last_owner`). */
    LastOwner: {
      headers: {
        'X-Request-Id': components['headers']['X-Request-Id'];
        'Cache-Control': components['headers']['Cache-Control'];
        'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        'RateLimit-Policy': components['headers']['RateLimit-Policy'];
        RateLimit: components['headers']['RateLimit'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /**
     * @description The id of this request: your own `X-Request-Id` if it is 1 to 64 of `[A-Za-z0-9_-]`, else a new one.
     * @example req_01K6QW4M2B7C9D3F5G8H1J6K0N
     */
    'X-Request-Id': string;
    /**
     * @description The answer is for this caller alone.
     * @example no-store
     */
    'Cache-Control': 'no-store';
    /**
     * @description The origin of the request, where the operator allows it (`CORS_ORIGINS`).
     * @example https://admin.example.com
     */
    'Access-Control-Allow-Origin': string;
    /**
     * @description Where the operator has set a limit: how many requests (`q`) one caller may send in how many seconds (`w`). By draft-ietf-httpapi-ratelimit-headers.
     * @example "default";q=600;w=60
     */
    'RateLimit-Policy': string;
    /**
     * @description Where the operator has set a limit: how many requests are left (`r`) until it starts anew in so many seconds (`t`).
     * @example "default";r=599;t=42
     */
    RateLimit: string;
    /**
     * @description Seconds after which another try makes sense.
     * @example 1
     */
    'Retry-After': number;
    /**
     * @description The challenge (RFC 6750): what is wrong with the credential.
     * @example Bearer realm="pocket", error="invalid_token"
     */
    'WWW-Authenticate-Bearer': string;
    /**
     * @description The challenge (RFC 6750): what is wrong with the credential.
     * @example Bearer realm="pocket", error="insufficient_scope", scope="recordings:write"
     */
    'WWW-Authenticate-Scope': string;
    /**
     * @description The challenge (RFC 7617): what is wrong with the credential.
     * @example Basic realm="pocket"
     */
    'WWW-Authenticate-Basic': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listApiKeys: {
    parameters: {
      query?: {
        /** @description Items on a page; 100 where only other parameters ask for one. */
        limit?: number;
        /** @description The `next_cursor` of the page before; left out: the first page. */
        cursor?: string;
        /** @description Only keys that work, or only those that have expired. */
        status?: components['schemas']['ApiKeyStatus'];
        /** @description Only keys with this scope, which must be one that exists. */
        scope?: string;
        /** @description Only keys that expire before it. Leaves out keys that never expire. Write `+` as `%2B`. */
        expires_before?: string;
        /** @description Only keys whose last use, or creation where they were never used, was before it. Write `+` as `%2B`. */
        unused_since?: string;
      };
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All keys or the page, newest first. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "keys": [
           *         {
           *           "id": "key_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *           "name": "CI Pipeline",
           *           "scopes": [
           *             "recordings:read",
           *             "templates:read"
           *           ],
           *           "created_at": "2026-04-10T08:00:00.000Z",
           *           "expires_at": "2035-01-15T10:00:00.000Z",
           *           "last_used_at": "2026-04-12T14:32:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['ApiKeyList'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKey'];
      };
    };
    responses: {
      /** @description The new key. **Copy `key` now: it is shown only this once.** */
      201: {
        headers: {
          /** @description The address of the new key. */
          Location: string;
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "key_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "CI Pipeline",
           *       "key": "pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD",
           *       "scopes": [
           *         "recordings:read",
           *         "templates:read"
           *       ],
           *       "created_at": "2026-04-10T08:00:00.000Z",
           *       "expires_at": "2035-01-15T10:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientRoleOrInsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['KeyLimitReached'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The API key identifier. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key, without its secret. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "key_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "CI Pipeline",
           *       "scopes": [
           *         "recordings:read",
           *         "templates:read"
           *       ],
           *       "created_at": "2026-04-10T08:00:00.000Z",
           *       "expires_at": "2035-01-15T10:00:00.000Z",
           *       "last_used_at": "2026-04-12T14:32:00.000Z"
           *     }
           */
          'application/json': components['schemas']['ApiKey'];
        };
      };
      400: components['responses']['MalformedRequest'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  deleteApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The API key identifier. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key is deleted. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "success": true
           *     }
           */
          'application/json': components['schemas']['Deleted'];
        };
      };
      400: components['responses']['MalformedRequest'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientRoleOrInsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getSelf: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key, without its secret. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "key_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "CI Pipeline",
           *       "organization_id": "org_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "scopes": [
           *         "recordings:read",
           *         "templates:read"
           *       ],
           *       "created_at": "2026-04-10T08:00:00.000Z",
           *       "expires_at": "2035-01-15T10:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['CurrentApiKey'];
        };
      };
      400: components['responses']['MalformedRequest'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  authorizeRequest: {
    parameters: {
      query: {
        /** @description All of these the key must have; repeat the parameter for several. */
        scope: string[];
        /** @description The organization that the key must belong to. */
        organization?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It may. */
      204: {
        headers: {
          /** @description The key’s organization. */
          'X-Auth-Organization-Id': string;
          /** @description The key’s id; not secret. */
          'X-Auth-Key-Id': string;
          /** @description The key’s scopes, space-separated. */
          'X-Auth-Scopes': string;
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  introspectApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD",
         *       "token_type_hint": "access_token"
         *     }
         */
        'application/x-www-form-urlencoded': components['schemas']['IntrospectionRequest'];
      };
    };
    responses: {
      /** @description What the key is, now. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "active": true,
           *       "scope": "recordings:read templates:read",
           *       "client_id": "key_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "sub": "key_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "org_id": "org_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "iss": "pocket",
           *       "iat": 1775808000,
           *       "exp": 2052381600,
           *       "expires_at": "2035-01-14T18:00:00.000Z",
           *       "token_type": "Bearer"
           *     }
           */
          'application/json': components['schemas']['Introspection'];
        };
      };
      /** @description Malformed request (`malformed_request`), or: Validation failed (`validation_failed`). */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ValidationProblem'];
        };
      };
      /** @description No credential (`unauthenticated`), or: Invalid credential (`invalid_token`). */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate-Basic'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listOrganizations: {
    parameters: {
      query?: {
        /** @description Items on a page; 100 where only other parameters ask for one. */
        limit?: number;
        /** @description The `next_cursor` of the page before; left out: the first page. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Your organizations, oldest first. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "organizations": [
           *         {
           *           "id": "org_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *           "name": "Acme",
           *           "role": "owner",
           *           "created_at": "2026-04-10T08:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['OrganizationList'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  createOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Acme"
         *     }
         */
        'application/json': components['schemas']['CreateOrganization'];
      };
    };
    responses: {
      /** @description The new organization. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "org_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "Acme",
           *       "role": "owner",
           *       "created_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Organization'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScopeOrInsufficientRole'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  getOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The organization and your role in it. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "id": "org_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "Acme",
           *       "role": "owner",
           *       "created_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Organization'];
        };
      };
      400: components['responses']['MalformedRequest'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  listMembers: {
    parameters: {
      query?: {
        /** @description Items on a page; 100 where only other parameters ask for one. */
        limit?: number;
        /** @description The `next_cursor` of the page before; left out: the first page. */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Members, whatever their status, oldest first. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "members": [
           *         {
           *           "user_id": "auth0|64f1c2",
           *           "email": "ada@example.com",
           *           "name": "Ada Lovelace",
           *           "role": "member",
           *           "status": "active",
           *           "updated_at": "2026-04-10T08:00:00.000Z"
           *         }
           *       ]
           *     }
           */
          'application/json': components['schemas']['MemberList'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      414: components['responses']['UriTooLong'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  addMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "user_id": "auth0|64f1c2",
         *       "role": "member",
         *       "email": "ada@example.com",
         *       "name": "Ada Lovelace"
         *     }
         */
        'application/json': components['schemas']['AddMember'];
      };
    };
    responses: {
      /** @description The new member. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "user_id": "auth0|64f1c2",
           *       "email": "ada@example.com",
           *       "name": "Ada Lovelace",
           *       "role": "member",
           *       "status": "active",
           *       "updated_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Member'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientRoleOrInsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['Conflict'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
  changeMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The person’s id: the `sub` of their token. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "role": "admin",
         *       "status": "active"
         *     }
         */
        'application/json': components['schemas']['ChangeMember'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Cache-Control': components['headers']['Cache-Control'];
          'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          RateLimit: components['headers']['RateLimit'];
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "user_id": "auth0|64f1c2",
           *       "email": "ada@example.com",
           *       "name": "Ada Lovelace",
           *       "role": "member",
           *       "status": "active",
           *       "updated_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Member'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
      401: components['responses']['UnauthenticatedOrInvalidToken'];
      403: components['responses']['InsufficientRoleOrInsufficientScope'];
      404: components['responses']['NotFound'];
      406: components['responses']['NotAcceptable'];
      408: components['responses']['RequestTimeout'];
      409: components['responses']['LastOwner'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      429: components['responses']['RateLimited'];
      431: components['responses']['RequestHeaderFieldsTooLarge'];
      500: components['responses']['InternalError'];
      503: components['responses']['Unavailable'];
    };
  };
}
