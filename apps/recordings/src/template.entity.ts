import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A part of a summary and what is asked for it. */
export interface TemplateSection {
  title: string;
  prompt: string;
}

@Entity('templates')
@Index('templates_by_organization', ['organizationId', 'id'])
export class Template {
  @PrimaryColumn({
    type: 'varchar',
    length: 40,
    charset: 'ascii',
    collation: 'ascii_bin',
    primaryKeyConstraintName: 'templates_pk',
  })
  id: string;

  @Column({ type: 'varchar', name: 'organization_id', length: 40, charset: 'ascii', collation: 'ascii_bin' })
  organizationId: string;

  @Column({ type: 'varchar', length: 100, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  name: string;

  @Column({ type: 'varchar', length: 1000, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  description: string;

  @Column({ type: 'simple-json' })
  sections: TemplateSection[];

  @Column({ type: 'datetime', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'datetime', name: 'updated_at', precision: 3 })
  updatedAt: Date;
}
