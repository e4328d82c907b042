import { AsciiColumn, PrimaryIdColumn, TextColumn, TimeColumn } from '@pocket/database';
import { Organization } from '@pocket/organizations';
import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { keyName } from '@pocket/api-key-verification';

@Entity('api_keys')
@Index('api_keys_by_organization', ['organizationId', 'createdAt', 'id'])
@Index('api_keys_by_expiry_in_organization', ['organizationId', 'expiresAt', 'id'])
@Index('api_keys_by_expiry', ['expiresAt', 'organizationId'])
export class ApiKey {
  @PrimaryIdColumn('api_keys_pk')
  id: string;

  @AsciiColumn(40, { name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'api_keys_organization_fk' })
  organization: Relation<Organization>;

  @TextColumn(keyName)
  name: string;

  @Column({ type: 'simple-json' })
  scopes: string[];

  /** SHA-256 of the key, hex. Never leaves this table. */
  @Index('api_keys_key_hash', { unique: true })
  @AsciiColumn(64, { name: 'key_hash' })
  keyHash: string;

  @TimeColumn('created_at')
  createdAt: Date;

  /** `null`: never. */
  @TimeColumn('expires_at', { nullable: true })
  expiresAt: Date | null;

  /** `null`: not used yet. */
  @TimeColumn('last_used_at', { nullable: true })
  lastUsedAt: Date | null;
}
