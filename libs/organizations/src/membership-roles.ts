import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { OrganizationRoles, type Person, type Role, type RoleLookup } from '@pocket/access';
import {
  closeOwnConnection,
  executeAtOnce,
  Lookup,
  needStatement,
  requireSupportedEngine,
} from '@pocket/database';
import { deadlines, withDeadline } from '@pocket/problem-details';
import { idPattern } from '@pocket/validation';
import type { DataSource } from 'typeorm';

const organizationIdForm = idPattern('org');

const updateProfile =
  'UPDATE memberships SET email = COALESCE(?, email), name = COALESCE(?, name) WHERE organization_id = ? AND user_id = ?';

interface Row {
  user_id: string;
  role: Role;
  email: string | null;
  name: string | null;
}

/**
 * Reads the role from the membership at every request, so that a demotion holds from the next one on. Needs no entity in
 * the DataSource, so that any service on the database can ask.
 */
export class MembershipRoles extends OrganizationRoles implements OnApplicationShutdown {
  private readonly logger = new Logger(MembershipRoles.name);
  private readonly lookup: Lookup<Row>;

  constructor(private readonly dataSource: DataSource) {
    super();
    requireSupportedEngine(dataSource, 'OrganizationRolesModule');
    this.lookup = new Lookup(
      dataSource,
      "SELECT user_id, role, email, name FROM memberships WHERE organization_id = ? AND user_id = ? AND status = 'active'",
    );
    needStatement(dataSource, updateProfile);
  }

  onApplicationShutdown(): void {
    closeOwnConnection(this.dataSource);
  }

  async roleOf(person: Person, organizationId: string): Promise<RoleLookup> {
    if (!organizationIdForm.test(organizationId)) return { status: 'none' };
    const found = await this.lookup.one(organizationId, person.userId).then(
      (membership) => ({ membership }),
      (cause: unknown) => ({ cause }),
    );
    if ('cause' in found) return { status: 'unavailable', cause: found.cause };
    const { membership } = found;
    // MySQL pads strings with spaces before it compares them.
    if (membership?.user_id !== person.userId) return { status: 'none' };
    await this.updateProfile(organizationId, person, membership);
    return { status: 'member', role: membership.role };
  }

  /** Takes over what the person's token says of them. For display only, so its failure must not fail the request. */
  private async updateProfile(
    organizationId: string,
    { userId, email, name }: Person,
    stored: Row,
  ): Promise<void> {
    const isNews = (email && email !== stored.email) || (name && name !== stored.name);
    if (!isNews) return;
    const values = [email ?? null, name ?? null, organizationId, userId];
    const update = executeAtOnce(this.dataSource, updateProfile, values);
    await withDeadline(update, deadlines.profile).catch(() =>
      this.logger.warn('The e-mail address and name of a member could not be stored.'),
    );
  }
}
