import { Injectable, Logger } from '@nestjs/common';
import { OrganizationRoles, unavailable, type Person, type Role } from '@pocket/access';
import { idPattern } from '@pocket/validation';
import { MembershipsRepository } from './memberships.repository.js';

const organizationId = idPattern('org');

/** Reads the role from the membership at every request, so that a demotion holds from the next one on. */
@Injectable()
export class MembershipRoles extends OrganizationRoles {
  private readonly logger = new Logger(MembershipRoles.name);

  constructor(private readonly memberships: MembershipsRepository) {
    super();
  }

  async roleOf(person: Person, id: string): Promise<Role | undefined> {
    if (!organizationId.test(id)) return undefined;
    const membership = await this.memberships.active(id, person.userId).catch((error: unknown) => {
      throw unavailable(error);
    });
    const { email, name } = person;
    const isNews = (email && email !== membership?.email) || (name && name !== membership?.name);
    if (membership && isNews) await this.keepProfile(id, person);
    return membership?.role;
  }

  /** For display only, so its failure must not fail the request. */
  private async keepProfile(id: string, person: Person): Promise<void> {
    await this.memberships
      .keepProfile(id, person)
      .catch(() => this.logger.warn('The e-mail address and name of a member could not be stored.'));
  }
}
