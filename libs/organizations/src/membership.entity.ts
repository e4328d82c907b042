import type { Role } from '@pocket/access';
import { AsciiColumn, PrimaryIdColumn, TextColumn, TimeColumn } from '@pocket/database';
import { Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { memberEmail, memberName, userId } from './fields.js';
import { Organization } from './organization.entity.js';

/** Only `active` has access. */
export const membershipStatuses = ['active', 'pending', 'removed'] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

const primary = { primary: true, primaryKeyConstraintName: 'memberships_pk' };

@Entity('memberships')
@Index('memberships_by_user', ['userId'])
export class Membership {
  @PrimaryIdColumn('memberships_pk', 'organization_id')
  organizationId: string;

  @TextColumn(userId, { name: 'user_id', ...primary })
  userId: string;

  @ManyToOne(() => Organization, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'memberships_organization_fk' })
  organization: Relation<Organization>;

  @TextColumn(memberEmail, { nullable: true })
  email: string | null;

  @TextColumn(memberName, { nullable: true })
  name: string | null;

  @AsciiColumn(16)
  role: Role;

  @AsciiColumn(16)
  status: MembershipStatus;

  @TimeColumn('created_at')
  createdAt: Date;

  @TimeColumn('updated_at')
  updatedAt: Date;
}
