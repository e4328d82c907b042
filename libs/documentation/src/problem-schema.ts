import { roles } from '@pocket/access';
import { problemCodes, type ProblemCode } from '@pocket/problem-details';

const text = (maxLength: number) => ({ type: 'string', maxLength, pattern: '^[^\\x00-\\x1f\\x7f]+$' });

const problemErrorSchema = {
  type: 'object',
  description: 'One wrong place in a request.',
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: {
      type: 'string',
      description:
        'JSON pointer (RFC 6901) to the place, cut to 40 characters; empty: the whole body or request.',
      maxLength: 40,
      pattern: '^(/[\\s\\S]*)?$',
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

/** The members of every problem whose status is one of these codes'. */
function membersOf(codes: ProblemCode[], example: ProblemCode) {
  const { status, title, meaning } = problemCodes[example];
  const statuses = codes.map((code) => problemCodes[code].status);
  return {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'A page that says what it means and what to do.',
      maxLength: 300,
      pattern: '^(https?://[^/]+)?/problems/[a-z_]+$',
      example: `/problems/${example}`,
    },
    title: { ...text(60), description: 'What `code` means, in a few words.', example: title },
    status: {
      type: 'integer',
      format: 'int32',
      description: 'The status of the response.',
      minimum: Math.min(...statuses),
      maximum: Math.max(...statuses),
      example: status,
    },
    detail: { ...text(500), description: 'For people.', example: meaning },
    code: { type: 'string', enum: codes, description: 'What went wrong; stable.', example },
    request_id: {
      type: 'string',
      description: 'The response’s `X-Request-Id`; quote it in a report.',
      minLength: 1,
      maxLength: 64,
      pattern: '^[A-Za-z0-9_-]+$',
      example: 'req_01K6QW4M2B7C9D3F5G8H1J6K0N',
    },
  };
}

const required = ['type', 'title', 'status', 'detail', 'code', 'request_id'];
const codes = Object.keys(problemCodes) as ProblemCode[];
const isOfValidation = (code: ProblemCode) => problemCodes[code].status === 400;

/** The schemas of every error and of what it names, by the names of the document's components; no code belongs to two. */
export const problemSchemas = {
  Problem: {
    type: 'object',
    description: 'An error (RFC 9457). Decide by `code`.',
    required,
    properties: {
      ...membersOf(
        codes.filter((code) => !isOfValidation(code)),
        'not_found',
      ),
      required_role: {
        allOf: [{ $ref: '#/components/schemas/Role' }],
        description: 'With `insufficient_role`: the lowest role that may do it.',
        example: 'admin',
      },
    },
  },
  ValidationProblem: {
    type: 'object',
    description: 'An error of status 400: a problem that also says where the request is wrong.',
    required: [...required, 'errors'],
    properties: {
      ...membersOf(codes.filter(isOfValidation), 'validation_failed'),
      errors: {
        type: 'array',
        description: 'Each wrong place.',
        minItems: 1,
        maxItems: 20,
        items: { $ref: '#/components/schemas/ProblemError' },
      },
    },
  },
  ProblemError: problemErrorSchema,
  Role: {
    type: 'string',
    enum: [...roles],
    description: 'Of a person in an organization; each role includes the ones before it.',
    example: 'member',
  },
};
