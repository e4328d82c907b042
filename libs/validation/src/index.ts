export { idPattern, idSchema, textSchema, timeSchema } from './schemas.js';
export { isText, textRuleInWords, type TextDefinition, type TextRule } from './text.js';
export { maximumTimeLength, parseTime, timePattern } from './time.js';
export { isTrustworthyUrl } from './trustworthy-url.js';
