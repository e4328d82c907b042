// Generated from the OpenAPI document by "npm run client"; not to be edited.

export interface paths {
  '/api/v1/organization': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List your organizations */
    get: operations['listOrganizations'];
    put?: never;
    /** Create an organization; you become its owner */
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
    /** Get an organization */
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
    /** List the members of an organization */
    get: operations['listMembers'];
    put?: never;
    /**
     * Add a member
     * @description The member is active at once. Only an owner may grant the role `owner`.
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
     */
    patch: operations['changeMember'];
    trace?: never;
  };
  '/api/v1/organization/{orgId}/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List API keys
     * @description Returns all API keys of the organization.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description The full key is in this response and nowhere else: **store it securely, it is shown only once.**
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
     * @description Returns details of a single API key.
     */
    get: operations['getApiKey'];
    put?: never;
    post?: never;
    /**
     * Delete an API key
     * @description Permanently revokes the key. Any request that starts after this has answered is refused.
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
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process runs */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether requests can be answered */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    CreateOrganizationDto: {
      /**
       * @description A human-readable name; white space around it is cut off.
       * @example Acme
       */
      name: string;
    };
    OrganizationDto: {
      /**
       * @description The organization’s id; compared case-sensitively.
       * @example org_01K6QW3ZJ5Y8T9V2X4B7N0M1RA
       */
      id: string;
      /** @example Acme */
      name: string;
      /**
       * @description Your role in it.
       * @example owner
       * @enum {string}
       */
      role: 'viewer' | 'member' | 'admin' | 'owner';
      /**
       * Format: date-time
       * @example 2026-01-15T10:00:00.000Z
       */
      created_at: string;
    };
    OrganizationListDto: {
      /** @description The organizations in which you are an active member. */
      organizations: components['schemas']['OrganizationDto'][];
    };
    MemberDto: {
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
      /** @example Ada Lovelace */
      name: string | null;
      /**
       * @description Each role includes the ones before it.
       * @example member
       * @enum {string}
       */
      role: 'viewer' | 'member' | 'admin' | 'owner';
      /**
       * @description Only `active` has access.
       * @example active
       * @enum {string}
       */
      status: 'active' | 'pending' | 'removed';
      /**
       * Format: date-time
       * @description When role or status last changed.
       * @example 2026-01-15T10:00:00.000Z
       */
      updated_at: string;
    };
    MemberListDto: {
      members: components['schemas']['MemberDto'][];
    };
    AddMemberDto: {
      /**
       * @description The person’s id: the `sub` of their token.
       * @example auth0|64f1c2
       */
      user_id: string;
      /**
       * @description Each role includes the ones before it.
       * @default member
       * @example member
       * @enum {string}
       */
      role?: 'viewer' | 'member' | 'admin' | 'owner';
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
    ChangeMemberDto: {
      /**
       * @description Each role includes the ones before it.
       * @example member
       * @enum {string}
       */
      role?: 'viewer' | 'member' | 'admin' | 'owner';
      /**
       * @description Only `active` has access.
       * @example active
       * @enum {string}
       */
      status?: 'active' | 'pending' | 'removed';
    };
    ApiKeyDto: {
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
      scopes: ('recordings:read' | 'recordings:write' | 'templates:read' | 'templates:write')[];
      /**
       * Format: date-time
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description From this moment on the key is refused; null: never.
       * @example 2027-07-15T10:00:00.000Z
       */
      expires_at: string | null;
      /**
       * Format: date-time
       * @description The time of an accepted use, at most 60 s behind; null before the first.
       * @example 2026-04-09T14:32:00.000Z
       */
      last_used_at: string | null;
    };
    ApiKeyListDto: {
      /** @description All keys, newest first, expired ones included. */
      keys: components['schemas']['ApiKeyDto'][];
    };
    CreateApiKeyDto: {
      /**
       * @description A human-readable label for the key.
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
      scopes?: ('recordings:read' | 'recordings:write' | 'templates:read' | 'templates:write')[];
      /**
       * @description When the key ends: a date-time with `Z` or an offset, or a date (midnight UTC); in the future, at most 10 years ahead. Omitted or null: never.
       * @example 2027-07-15T10:00:00.000Z
       */
      expires_at?: string | null;
    };
    CreatedApiKeyDto: {
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
       * @description **Shown only now, and stored nowhere:** put it where your program finds it.
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
      scopes: ('recordings:read' | 'recordings:write' | 'templates:read' | 'templates:write')[];
      /**
       * Format: date-time
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description From this moment on the key is refused; null: never.
       * @example 2027-07-15T10:00:00.000Z
       */
      expires_at: string | null;
    };
    DeletedDto: {
      /**
       * @example true
       * @enum {boolean}
       */
      success: true;
    };
    SelfDto: {
      /**
       * @description The key’s id; not secret.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /** @example CI Pipeline */
      name: string;
      /**
       * @description The only organization that the key reaches.
       * @example org_01K6QW3ZJ5Y8T9V2X4B7N0M1RA
       */
      organization_id: string;
      /**
       * @example [
       *       "recordings:read",
       *       "templates:read"
       *     ]
       */
      scopes: string[];
      /**
       * Format: date-time
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description From this moment on the key is refused; null: never.
       * @example 2027-07-15T10:00:00.000Z
       */
      expires_at: string | null;
    };
    IntrospectionRequestDto: {
      /**
       * @description The API key.
       * @example pk_live_0123456789ABCDEFGHIJKLMNOP49O6qD
       */
      token: string;
      /**
       * @description Ignored.
       * @example access_token
       */
      token_type_hint?: string;
    };
    IntrospectionDto: {
      /** @example true */
      active: boolean;
      /**
       * @description Space-separated.
       * @example recordings:read templates:read
       */
      scope?: string;
      /**
       * @description The key’s id.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      client_id?: string;
      /**
       * @description The key’s id.
       * @example key_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      sub?: string;
      /**
       * @description The organization that the key reaches.
       * @example org_01K6QW3ZJ5Y8T9V2X4B7N0M1RA
       */
      org_id?: string;
      /** @example pocket */
      iss?: string;
      /**
       * @description Creation, in seconds since 1970.
       * @example 1775808000
       */
      iat?: number;
      /**
       * @description Expiry, in seconds since 1970; absent: never.
       * @example 1815645600
       */
      exp?: number;
      /**
       * @example Bearer
       * @enum {string}
       */
      token_type?: 'Bearer';
    };
    HealthDto: {
      /**
       * @example ok
       * @enum {string}
       */
      status: 'ok';
    };
    /** @description An error (RFC 9457). Decide by `code`. */
    Problem: {
      /**
       * Format: uri-reference
       * @description A page that says what it means and what to do.
       */
      type: string;
      title: string;
      status: number;
      /** @description For people. */
      detail: string;
      /**
       * @description Stable.
       * @enum {string}
       */
      code:
        | 'malformed_request'
        | 'validation_failed'
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
      /** @description The response’s `X-Request-Id`; quote it in a report. */
      request_id: string;
      /** @description With status 400: each wrong place. */
      errors?: components['schemas']['ProblemError'][];
      /**
       * @description With `insufficient_role`: the lowest role that may do it.
       * @enum {string}
       */
      required_role?: 'viewer' | 'member' | 'admin' | 'owner';
    };
    /** @description One wrong place in a request. */
    ProblemError: {
      /**
       * @description JSON pointer (RFC 6901) to the place.
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
       * @example must have 1 to 100 characters
       */
      detail: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: {
    /**
     * @description The id of this request: your own `X-Request-Id` if it is 1 to 64 of `[A-Za-z0-9_-]`, else a new one.
     * @example req_01K6QW4M2B7C9D3F5G8H1J6K0N
     */
    'X-Request-Id': string;
    /**
     * @description The challenge (RFC 6750); its `error` and `scope` say what the credential lacks.
     * @example Bearer realm="pocket", error="invalid_token"
     */
    'WWW-Authenticate': string;
    /**
     * @description Seconds after which another try makes sense.
     * @example 1
     */
    'Retry-After': number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listOrganizations: {
    parameters: {
      query?: never;
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationListDto'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
        'application/json': components['schemas']['CreateOrganizationDto'];
      };
    };
    responses: {
      /** @description The new organization. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. — Or: The request was read, but at least one value is not allowed. Nothing was stored. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request body is larger than 64 KiB. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body has a content type that this route does not read. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listMembers: {
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
      /** @description All members, whatever their status, oldest first. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberListDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
        'application/json': components['schemas']['AddMemberDto'];
      };
    };
    responses: {
      /** @description The new member. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. — Or: The request was read, but at least one value is not allowed. Nothing was stored. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description You are a member of this organization, but your role does not allow this. `required_role` names the lowest that does. — Or: The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request contradicts what is stored. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request body is larger than 64 KiB. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body has a content type that this route does not read. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The member’s user id. */
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeMemberDto'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. — Or: The request was read, but at least one value is not allowed. Nothing was stored. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description You are a member of this organization, but your role does not allow this. `required_role` names the lowest that does. — Or: The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The change would leave the organization without an active owner. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request body is larger than 64 KiB. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body has a content type that this route does not read. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listApiKeys: {
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
      /** @description All keys, newest first, expired ones included. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyListDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
        'application/json': components['schemas']['CreateApiKeyDto'];
      };
    };
    responses: {
      /** @description The new key, with its secret. */
      201: {
        headers: {
          /** @description The address of the new key. */
          Location?: string;
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKeyDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. — Or: The request was read, but at least one value is not allowed. Nothing was stored. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description You are a member of this organization, but your role does not allow this. `required_role` names the lowest that does. — Or: The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The organization has as many active keys as it may have. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request body is larger than 64 KiB. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body has a content type that this route does not read. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeyDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeletedDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description You are a member of this organization, but your role does not allow this. `required_role` names the lowest that does. — Or: The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is nothing at this address that you may see: the route or the id is unknown, or it belongs to an organization in which you have no active membership. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request body is larger than 64 KiB. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body has a content type that this route does not read. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SelfDto'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
          'X-Auth-Organization-Id'?: string;
          /** @description The key’s id. */
          'X-Auth-Key-Id'?: string;
          /** @description The key’s scopes, space-separated. */
          'X-Auth-Scopes'?: string;
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request was read, but at least one value is not allowed. Nothing was stored. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key does not have the scope that this route requires. Routes that name no scope, key management included, are closed to API keys. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
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
        'application/x-www-form-urlencoded': components['schemas']['IntrospectionRequestDto'];
      };
    };
    responses: {
      /** @description What the key is, now. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IntrospectionDto'];
        };
      };
      /** @description The request could not be read: its URL or its body is not well formed, or its JSON is nested too deep. — Or: The request was read, but at least one value is not allowed. Nothing was stored. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request carries no credential. — Or: The token or API key is malformed, unknown, expired or revoked. Which of these is not told. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Accept` header excludes JSON, the only format of this API. */
      406: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The request body is larger than 64 KiB. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body has a content type that this route does not read. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getLiveness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthDto'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The database answers. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthDto'];
        };
      };
      /** @description The database or the identity provider cannot be reached, so the request cannot be answered safely. Nothing is accepted unchecked. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          'Retry-After': components['headers']['Retry-After'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
