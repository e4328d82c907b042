import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('recordings')
@Index('recordings_by_organization', ['organizationId', 'id'])
export class Recording {
  @PrimaryColumn({
    type: 'varchar',
    length: 40,
    charset: 'ascii',
    collation: 'ascii_bin',
    primaryKeyConstraintName: 'recordings_pk',
  })
  id: string;

  @Column({ type: 'varchar', name: 'organization_id', length: 40, charset: 'ascii', collation: 'ascii_bin' })
  organizationId: string;

  @Column({ type: 'varchar', length: 200, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  title: string;

  /** Seconds. */
  @Column({ type: 'integer' })
  duration: number;

  @Column({ type: 'varchar', length: 35, charset: 'ascii', collation: 'ascii_bin' })
  language: string;

  @Column({ type: 'datetime', name: 'created_at', precision: 3 })
  createdAt: Date;
}
