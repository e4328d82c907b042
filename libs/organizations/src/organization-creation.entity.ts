import { PrimaryIdColumn, TextColumn } from '@pocket/database';
import { Entity, Index, JoinColumn, OneToOne, type Relation } from 'typeorm';
import { userId } from './fields.js';
import { Organization } from './organization.entity.js';

/** Who created an organization, whatever their role in it is now; what the bound per person counts. */
@Entity('organization_creations')
@Index('organization_creations_by_user', ['userId'])
export class OrganizationCreation {
  @PrimaryIdColumn('organization_creations_pk', 'organization_id')
  organizationId: string;

  @OneToOne(() => Organization, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'organization_creations_organization_fk' })
  organization: Relation<Organization>;

  @TextColumn(userId, { name: 'user_id' })
  userId: string;
}
