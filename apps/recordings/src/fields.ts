import type { TextDefinition } from '@pocket/validation';

/** The texts of recordings and templates: the bound of a field is the bound of its column. */
export const recordingTitle: TextDefinition = {
  max: 200,
  description: 'A human-readable title.',
  example: 'Weekly sync',
};
export const templateName: TextDefinition = {
  max: 100,
  description: 'A human-readable name.',
  example: 'Sales call',
};
export const templateDescription: TextDefinition = {
  min: 0,
  max: 1000,
  multiline: true,
  description: 'What the template is for.',
  example: 'Summary of a sales call',
};
export const sectionTitle: TextDefinition = { max: 100, description: 'Its heading.', example: 'Next steps' };
export const sectionPrompt: TextDefinition = {
  max: 4000,
  multiline: true,
  description: 'What the summary says under it.',
  example: 'List what was agreed, with dates.',
};
