import { hash } from 'node:crypto';

/** How a revocation names a membership. */
export const membershipSubject = (organizationId: string, userId: string): string =>
  hash('sha256', `${organizationId}/${userId}`, 'base64url');
