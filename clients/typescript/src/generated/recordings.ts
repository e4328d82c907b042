// Generated from the OpenAPI document by "npm run openapi"; not to be edited.

export interface paths {
  '/api/v1/organization/{orgId}/recordings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List recordings
     * @description A page of the organization’s recordings, newest first.
     *
     *     People need the role `viewer` or a higher one. API keys need the scope `recordings:read`.
     */
    get: operations['listRecordings'];
    put?: never;
    /**
     * Create a recording
     * @description It is listed at once.
     *
     *     People need the role `admin` or a higher one. API keys need the scope `recordings:write`.
     */
    post: operations['createRecording'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization/{orgId}/recordings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a recording
     * @description Returns a single recording.
     *
     *     People need the role `viewer` or a higher one. API keys need the scope `recordings:read`.
     */
    get: operations['getRecording'];
    put?: never;
    post?: never;
    /**
     * Delete a recording
     * @description For good; again, it answers 404.
     *
     *     People need the role `admin` or a higher one. API keys need the scope `recordings:write`.
     */
    delete: operations['deleteRecording'];
    options?: never;
    head?: never;
    /**
     * Change a recording
     * @description What is left out stays as it is.
     *
     *     People need the role `admin` or a higher one. API keys need the scope `recordings:write`.
     */
    patch: operations['changeRecording'];
    trace?: never;
  };
  '/api/v1/organization/{orgId}/templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List templates
     * @description A page of the organization’s templates, newest first.
     *
     *     People need the role `viewer` or a higher one. API keys need the scope `templates:read`.
     */
    get: operations['listTemplates'];
    put?: never;
    /**
     * Create a template
     * @description It is listed at once.
     *
     *     People need the role `admin` or a higher one. API keys need the scope `templates:write`.
     */
    post: operations['createTemplate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organization/{orgId}/templates/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a template
     * @description Returns a single template.
     *
     *     People need the role `viewer` or a higher one. API keys need the scope `templates:read`.
     */
    get: operations['getTemplate'];
    put?: never;
    post?: never;
    /**
     * Delete a template
     * @description For good; again, it answers 404.
     *
     *     People need the role `admin` or a higher one. API keys need the scope `templates:write`.
     */
    delete: operations['deleteTemplate'];
    options?: never;
    head?: never;
    /**
     * Change a template
     * @description What is left out stays as it is.
     *
     *     People need the role `admin` or a higher one. API keys need the scope `templates:write`.
     */
    patch: operations['changeTemplate'];
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Recording: {
      /**
       * @description The recording’s id.
       * @example rec_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /**
       * @description A human-readable title.
       * @example Weekly sync
       */
      title: string;
      /**
       * Format: int32
       * @description Seconds.
       * @example 1800
       */
      duration: number;
      /**
       * @description A BCP 47 language tag.
       * @example en
       */
      language: string;
      /**
       * Format: date-time
       * @description When it was created.
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
    };
    RecordingPage: {
      /** @description Newest first. */
      recordings: components['schemas']['Recording'][];
      /**
       * @description Send it as `cursor` for the next page; null on the last.
       * @example rec_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      next_cursor: string | null;
    };
    CreateRecording: {
      /**
       * @description A human-readable title.
       * @example Weekly sync
       */
      title: string;
      /**
       * Format: int32
       * @description Seconds; 0 in a new recording if left out.
       * @example 1800
       */
      duration?: number;
      /**
       * @description A BCP 47 language tag; `und` in a new recording if left out.
       * @example en
       */
      language?: string;
    };
    ChangeRecording: {
      /**
       * @description A human-readable title.
       * @example Weekly sync
       */
      title?: string;
      /**
       * Format: int32
       * @description Seconds; 0 in a new recording if left out.
       * @example 1800
       */
      duration?: number;
      /**
       * @description A BCP 47 language tag; `und` in a new recording if left out.
       * @example en
       */
      language?: string;
    };
    Deleted: {
      /**
       * @description Always true: anything else is an error.
       * @example true
       * @enum {boolean}
       */
      success: true;
    };
    TemplateSection: {
      /**
       * @description Its heading.
       * @example Next steps
       */
      title: string;
      /**
       * @description What the summary says under it.
       * @example List what was agreed, with dates.
       */
      prompt: string;
    };
    Template: {
      /**
       * @description The template’s id.
       * @example tpl_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      id: string;
      /**
       * @description A human-readable name.
       * @example Sales call
       */
      name: string;
      /**
       * @description What the template is for.
       * @example Summary of a sales call
       */
      description: string;
      /** @description What the summary consists of, in this order. */
      sections: components['schemas']['TemplateSection'][];
      /**
       * Format: date-time
       * @description When it was created.
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it last changed.
       * @example 2026-04-10T08:00:00.000Z
       */
      updated_at: string;
    };
    TemplatePage: {
      /** @description Newest first. */
      templates: components['schemas']['Template'][];
      /**
       * @description Send it as `cursor` for the next page; null on the last.
       * @example tpl_01K6QW41B9F3Z7N5T8D2M6C0RX
       */
      next_cursor: string | null;
    };
    CreateTemplate: {
      /**
       * @description A human-readable name.
       * @example Sales call
       */
      name: string;
      /**
       * @description What the template is for.
       * @example Summary of a sales call
       */
      description?: string;
      /** @description What the summary consists of, in this order. */
      sections?: components['schemas']['TemplateSection'][];
    };
    ChangeTemplate: {
      /**
       * @description A human-readable name.
       * @example Sales call
       */
      name?: string;
      /**
       * @description What the template is for.
       * @example Summary of a sales call
       */
      description?: string;
      /** @description What the summary consists of, in this order. */
      sections?: components['schemas']['TemplateSection'][];
    };
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
    /**
     * @description Of a person in an organization; each role includes the ones before it.
     * @example member
     * @enum {string}
     */
    Role: 'viewer' | 'member' | 'admin' | 'owner';
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
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listRecordings: {
    parameters: {
      query?: {
        /** @description Items on a page. */
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
      /** @description The page, newest first. */
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
           *       "recordings": [
           *         {
           *           "id": "rec_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *           "title": "Weekly sync",
           *           "duration": 1800,
           *           "language": "en",
           *           "created_at": "2026-04-10T08:00:00.000Z"
           *         }
           *       ],
           *       "next_cursor": "rec_01K6QW41B9F3Z7N5T8D2M6C0RX"
           *     }
           */
          'application/json': components['schemas']['RecordingPage'];
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
  createRecording: {
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
         *       "title": "Weekly sync",
         *       "duration": 1800,
         *       "language": "en"
         *     }
         */
        'application/json': components['schemas']['CreateRecording'];
      };
    };
    responses: {
      /** @description The new recording. */
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
           *       "id": "rec_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "title": "Weekly sync",
           *       "duration": 1800,
           *       "language": "en",
           *       "created_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Recording'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
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
  getRecording: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The recording’s id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The recording. */
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
           *       "id": "rec_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "title": "Weekly sync",
           *       "duration": 1800,
           *       "language": "en",
           *       "created_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Recording'];
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
  deleteRecording: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The recording’s id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The recording is deleted. */
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
  changeRecording: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The recording’s id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "title": "Weekly sync",
         *       "duration": 1800,
         *       "language": "en"
         *     }
         */
        'application/json': components['schemas']['ChangeRecording'];
      };
    };
    responses: {
      /** @description The recording as it is now. */
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
           *       "id": "rec_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "title": "Weekly sync",
           *       "duration": 1800,
           *       "language": "en",
           *       "created_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Recording'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
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
  listTemplates: {
    parameters: {
      query?: {
        /** @description Items on a page. */
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
      /** @description The page, newest first. */
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
           *       "templates": [
           *         {
           *           "id": "tpl_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *           "name": "Sales call",
           *           "description": "Summary of a sales call",
           *           "sections": [
           *             {
           *               "title": "Next steps",
           *               "prompt": "List what was agreed, with dates."
           *             }
           *           ],
           *           "created_at": "2026-04-10T08:00:00.000Z",
           *           "updated_at": "2026-04-10T08:00:00.000Z"
           *         }
           *       ],
           *       "next_cursor": "tpl_01K6QW41B9F3Z7N5T8D2M6C0RX"
           *     }
           */
          'application/json': components['schemas']['TemplatePage'];
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
  createTemplate: {
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
         *       "name": "Sales call",
         *       "description": "Summary of a sales call",
         *       "sections": [
         *         {
         *           "title": "Next steps",
         *           "prompt": "List what was agreed, with dates."
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CreateTemplate'];
      };
    };
    responses: {
      /** @description The new template. */
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
           *       "id": "tpl_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "Sales call",
           *       "description": "Summary of a sales call",
           *       "sections": [
           *         {
           *           "title": "Next steps",
           *           "prompt": "List what was agreed, with dates."
           *         }
           *       ],
           *       "created_at": "2026-04-10T08:00:00.000Z",
           *       "updated_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
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
  getTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The template’s id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The template. */
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
           *       "id": "tpl_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "Sales call",
           *       "description": "Summary of a sales call",
           *       "sections": [
           *         {
           *           "title": "Next steps",
           *           "prompt": "List what was agreed, with dates."
           *         }
           *       ],
           *       "created_at": "2026-04-10T08:00:00.000Z",
           *       "updated_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Template'];
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
  deleteTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The template’s id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The template is deleted. */
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
  changeTemplate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The organization’s id; compared case-sensitively. */
        orgId: string;
        /** @description The template’s id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Sales call",
         *       "description": "Summary of a sales call",
         *       "sections": [
         *         {
         *           "title": "Next steps",
         *           "prompt": "List what was agreed, with dates."
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['ChangeTemplate'];
      };
    };
    responses: {
      /** @description The template as it is now. */
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
           *       "id": "tpl_01K6QW41B9F3Z7N5T8D2M6C0RX",
           *       "name": "Sales call",
           *       "description": "Summary of a sales call",
           *       "sections": [
           *         {
           *           "title": "Next steps",
           *           "prompt": "List what was agreed, with dates."
           *         }
           *       ],
           *       "created_at": "2026-04-10T08:00:00.000Z",
           *       "updated_at": "2026-04-10T08:00:00.000Z"
           *     }
           */
          'application/json': components['schemas']['Template'];
        };
      };
      400: components['responses']['MalformedRequestOrValidationFailed'];
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
}
