export { untilAllAreRead } from './arrival.js';
export { connectionFailure } from './connection-failure.js';
export { deadlines, DeadlineError, withDeadline } from './deadlines.js';
export { FailureLog, type Failure } from './failure-log.js';
export { problemCodes, type ProblemCode } from './problem-codes.js';
export {
  ProblemException,
  type ProblemBody,
  type ProblemError,
  type ProblemOptions,
} from './problem.exception.js';
export { AllExceptionsFilter, ProblemDetailsFilter, replyWithProblem } from './problem-details.filter.js';
export { problemOf } from './problem-of.js';
export {
  insufficientRole,
  insufficientScope,
  invalidToken,
  notFound,
  unauthenticated,
  unavailable,
} from './problems.js';
export { findProvider, PublicUrl } from './public-url.js';
export { errorChain, isUnavailable } from './unavailable-errors.js';
