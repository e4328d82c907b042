import { problemCodes } from '@pocket/problem-details';

const text = (maxLength: number) => ({ type: 'string', maxLength, pattern: '^[^\\x00-\\x1f\\x7f]+$' });

const problemErrorSchema = {
  type: 'object',
  description: 'One wrong place in a request.',
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: {
      type: 'string',
      description: 'JSON pointer (RFC 6901) to the place, cut to 40 characters; empty: the whole body.',
      maxLength: 40,
      pattern: '^(/.*)?$',
      example: '/name',
    },
    code: {
      type: 'string',
      description: 'Stable.',
      maxLength: 60,
      pattern: '^[a-z0-9_]+$',
      example: 'is_text',
    },
    detail: { ...text(300), description: 'For people.', example: 'must be a string of 1 to 100 characters' },
  },
};

const problemSchema = {
  type: 'object',
  description: 'An error (RFC 9457). Decide by `code`.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'A page that says what it means and what to do.',
      maxLength: 60,
      pattern: '^/problems/[a-z_]+$',
      example: '/problems/not_found',
    },
    title: { ...text(60), description: 'What `code` means, in a few words.', example: 'Not found' },
    status: {
      type: 'integer',
      format: 'int32',
      description: 'The status of the response.',
      minimum: 400,
      maximum: 599,
      example: 404,
    },
    detail: { ...text(500), description: 'For people.', example: problemCodes.not_found.meaning },
    code: {
      type: 'string',
      enum: Object.keys(problemCodes),
      description: 'What went wrong; stable.',
      example: 'not_found',
    },
    request_id: {
      type: 'string',
      description: 'The response’s `X-Request-Id`; quote it in a report.',
      minLength: 1,
      maxLength: 64,
      pattern: '^[A-Za-z0-9_-]+$',
      example: 'req_01K6QW4M2B7C9D3F5G8H1J6K0N',
    },
    required_role: {
      type: 'string',
      description: 'With `insufficient_role`: the lowest role that may do it.',
      enum: ['viewer', 'member', 'admin', 'owner'],
      example: 'admin',
    },
  },
};

const validationProblemSchema = {
  ...problemSchema,
  description: 'An error of status 400: a problem that also says where the request is wrong.',
  properties: {
    ...problemSchema.properties,
    errors: {
      type: 'array',
      description: 'Each wrong place; absent where it is not in the body or the query.',
      maxItems: 20,
      items: { $ref: '#/components/schemas/ProblemError' },
    },
  },
};

/** The schemas of every error, by the names of the document's components. */
export const problemSchemas = {
  Problem: problemSchema,
  ValidationProblem: validationProblemSchema,
  ProblemError: problemErrorSchema,
};
