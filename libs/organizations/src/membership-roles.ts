import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { OrganizationRoles, type Person, type Role, type RoleLookup } from '@pocket/access';
import { closeOwnConnection, executeAtOnce, needStatement, requireSupportedEngine } from '@pocket/database';
import { DatabaseLease, FencedLookup } from '@pocket/revocation';
import { deadlines, withDeadline } from '@pocket/problem-details';
import { idPattern } from '@pocket/validation';
import type { DataSource } from 'typeorm';
import { membershipSubject } from './membership-subject.js';

const organizationIdForm = idPattern('org');

const updateProfile =
  'UPDATE memberships SET email = COALESCE(?, email), name = COALESCE(?, name) WHERE organization_id = ? AND user_id = ?';

const active = {
  select: 'm.role, m.email, m.name',
  from: 'memberships m',
  by: ['m.organization_id', 'm.user_id'],
  where: "m.status = 'active'",
} as const;

interface Row {
  role: Role;
  email: string | null;
  name: string | null;
}

/**
 * Reads the role from the membership at every request, so that a demotion holds from the next one on. Needs no entity in
 * the DataSource, so that any service on the database can ask.
 */
export class MembershipRoles extends OrganizationRoles implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(MembershipRoles.name);
  private readonly lookup: FencedLookup<Row>;

  constructor(private readonly dataSource: DataSource) {
    super();
    requireSupportedEngine(dataSource, 'OrganizationRolesModule');
    this.lookup = new FencedLookup(dataSource, active, DatabaseLease.of(dataSource));
    needStatement(dataSource, updateProfile);
  }

  onModuleInit(): void {
    this.lookup.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.lookup.close();
    closeOwnConnection(this.dataSource);
  }

  async roleOf(person: Person, organizationId: string): Promise<RoleLookup> {
    if (!organizationIdForm.test(organizationId)) return { status: 'none' };
    const subject = membershipSubject(organizationId, person.userId);
    const found = await this.lookup
      .one(() => subject, organizationId, person.userId)
      .then(
        ({ row }) => ({ membership: row }),
        (cause: unknown) => ({ cause }),
      );
    if ('cause' in found) return { status: 'unavailable', cause: found.cause };
    const { membership } = found;
    if (!membership) return { status: 'none' };
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
