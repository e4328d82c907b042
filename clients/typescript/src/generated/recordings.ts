// Generated from the OpenAPI document by "npm run client"; not to be edited.

export interface paths {
  '/api/v1/organization/{orgId}/recordings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List recordings */
    get: operations['listRecordings'];
    put?: never;
    /** Create a recording */
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
    /** Get a recording */
    get: operations['getRecording'];
    put?: never;
    post?: never;
    /** Delete a recording */
    delete: operations['deleteRecording'];
    options?: never;
    head?: never;
    /** Change a recording */
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
    /** List templates */
    get: operations['listTemplates'];
    put?: never;
    /** Create a template */
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
    /** Get a template */
    get: operations['getTemplate'];
    put?: never;
    post?: never;
    /** Delete a template */
    delete: operations['deleteTemplate'];
    options?: never;
    head?: never;
    /** Change a template */
    patch: operations['changeTemplate'];
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
    RecordingDto: {
      /** @example rec_01K6QW41B9F3Z7N5T8D2M6C0RX */
      id: string;
      /**
       * @description A human-readable title.
       * @example Weekly sync
       */
      title: string;
      /**
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
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
    };
    RecordingPageDto: {
      /** @description Newest first. */
      recordings: components['schemas']['RecordingDto'][];
      /**
       * @description Send it as `cursor` for the next page; null on the last.
       * @example null
       */
      next_cursor: string | null;
    };
    CreateRecordingDto: {
      /**
       * @description A human-readable title.
       * @example Weekly sync
       */
      title: string;
      /**
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
    ChangeRecordingDto: {
      /**
       * @description A human-readable title.
       * @example Weekly sync
       */
      title?: string;
      /**
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
    DeletedDto: {
      /**
       * @example true
       * @enum {boolean}
       */
      success: true;
    };
    TemplateSectionDto: {
      /** @example Next steps */
      title: string;
      /** @example List what was agreed, with dates. */
      prompt: string;
    };
    TemplateDto: {
      /** @example tpl_01K6QW41B9F3Z7N5T8D2M6C0RX */
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
      sections: components['schemas']['TemplateSectionDto'][];
      /**
       * Format: date-time
       * @example 2026-04-10T08:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example 2026-04-10T08:00:00.000Z
       */
      updated_at: string;
    };
    TemplatePageDto: {
      /** @description Newest first. */
      templates: components['schemas']['TemplateDto'][];
      /**
       * @description Send it as `cursor` for the next page; null on the last.
       * @example null
       */
      next_cursor: string | null;
    };
    CreateTemplateDto: {
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
      sections?: components['schemas']['TemplateSectionDto'][];
    };
    ChangeTemplateDto: {
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
      sections?: components['schemas']['TemplateSectionDto'][];
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
  listRecordings: {
    parameters: {
      query?: {
        /** @description Items on a page. */
        limit?: number;
        /** @description The `next_cursor` of the page before. */
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
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecordingPageDto'];
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
        'application/json': components['schemas']['CreateRecordingDto'];
      };
    };
    responses: {
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecordingDto'];
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
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecordingDto'];
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
        'application/json': components['schemas']['ChangeRecordingDto'];
      };
    };
    responses: {
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecordingDto'];
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
  listTemplates: {
    parameters: {
      query?: {
        /** @description Items on a page. */
        limit?: number;
        /** @description The `next_cursor` of the page before. */
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
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplatePageDto'];
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
        'application/json': components['schemas']['CreateTemplateDto'];
      };
    };
    responses: {
      201: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateDto'];
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
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateDto'];
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
        'application/json': components['schemas']['ChangeTemplateDto'];
      };
    };
    responses: {
      200: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TemplateDto'];
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
