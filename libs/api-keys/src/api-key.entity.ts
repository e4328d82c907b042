import { Organization } from '@pocket/organizations';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';

@Entity('api_keys')
@Index('api_keys_by_organization', ['organizationId', 'createdAt', 'id'])
export class ApiKey {
  @PrimaryColumn({
    type: 'varchar',
    length: 40,
    charset: 'ascii',
    collation: 'ascii_bin',
    primaryKeyConstraintName: 'api_keys_pk',
  })
  id: string;

  @Column({ type: 'varchar', name: 'organization_id', length: 40, charset: 'ascii', collation: 'ascii_bin' })
  organizationId: string;

  @ManyToOne(() => Organization, { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'api_keys_organization_fk' })
  organization: Relation<Organization>;

  @Column({ type: 'varchar', length: 100, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  name: string;

  @Column({ type: 'simple-json' })
  scopes: string[];

  /** SHA-256 of the key, hex. Never leaves this table. */
  @Index('api_keys_key_hash', { unique: true })
  @Column({ type: 'varchar', name: 'key_hash', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  keyHash: string;

  @Column({ type: 'datetime', name: 'created_at', precision: 3 })
  createdAt: Date;

  /** `null`: never. */
  @Column({ type: 'datetime', name: 'expires_at', precision: 3, nullable: true })
  expiresAt: Date | null;

  /** `null`: not used yet. */
  @Column({ type: 'datetime', name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt: Date | null;
}
