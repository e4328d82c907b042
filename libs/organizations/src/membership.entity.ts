import type { Role } from '@pocket/access';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from './organization.entity.js';

/** Only `active` has access. */
export const membershipStatuses = ['active', 'pending', 'removed'] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

@Entity('memberships')
@Index('memberships_by_user', ['userId'])
export class Membership {
  @PrimaryColumn({
    type: 'varchar',
    name: 'organization_id',
    length: 40,
    charset: 'ascii',
    collation: 'ascii_bin',
    primaryKeyConstraintName: 'memberships_pk',
  })
  organizationId: string;

  @PrimaryColumn({
    type: 'varchar',
    name: 'user_id',
    length: 128,
    charset: 'utf8mb4',
    collation: 'utf8mb4_bin',
    primaryKeyConstraintName: 'memberships_pk',
  })
  userId: string;

  @ManyToOne(() => Organization, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'memberships_organization_fk' })
  organization: Relation<Organization>;

  @Column({ type: 'varchar', length: 320, nullable: true, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  email: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  name: string | null;

  @Column({ type: 'varchar', length: 16, charset: 'ascii', collation: 'ascii_bin' })
  role: Role;

  @Column({ type: 'varchar', length: 16, charset: 'ascii', collation: 'ascii_bin' })
  status: MembershipStatus;

  @Column({ type: 'datetime', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'datetime', name: 'updated_at', precision: 3 })
  updatedAt: Date;
}
