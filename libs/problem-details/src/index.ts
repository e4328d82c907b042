export { problemCodes, type ProblemCode } from './problem-codes.js';
export {
  ProblemException,
  type ProblemBody,
  type ProblemError,
  type ProblemOptions,
} from './problem.exception.js';
export { ProblemDetailsFilter } from './problem-details.filter.js';
