import type { TextDefinition } from '@pocket/validation';

/** The texts of organizations and members: the bound of a field is the bound of its column. */
export const organizationName: TextDefinition = {
  max: 100,
  description: 'A human-readable name.',
  example: 'Acme',
};
export const userId: TextDefinition = {
  max: 128,
  description: 'The person’s id: the `sub` of their token.',
  example: 'auth0|64f1c2',
};
/** As an admin or the person's token gave it; tokens may carry longer ones than admins may enter. */
export const memberEmail: TextDefinition = {
  max: 320,
  description: 'As the admin or the person’s token gave it.',
  example: 'ada@example.com',
};
export const memberName: TextDefinition = { max: 200, description: 'For display.', example: 'Ada Lovelace' };

/** Members of one organization, whatever their status. */
export const maximumMembers = 10_000;
/**
 * Organizations that one person creates. Neither do those count to which others have added the person, nor does it make room
 * to leave one.
 */
export const maximumCreated = 1_000;
