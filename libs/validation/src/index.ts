export { IsOmittable } from './optional.js';
export { idPattern, idSchema, textSchema, timeSchema } from './schemas.js';
export { IsText, isText, type TextRule } from './text.js';
