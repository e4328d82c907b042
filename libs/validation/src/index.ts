export { IsOmittable } from './optional.js';
export { IsText, isText } from './text.js';
