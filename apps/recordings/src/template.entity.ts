import { AsciiColumn, PrimaryIdColumn, TextColumn, TimeColumn } from '@pocket/database';
import { Column, Entity, Index } from 'typeorm';
import { templateDescription, templateName } from './fields.js';

/** A part of a summary and what is asked for it. */
export interface TemplateSection {
  title: string;
  prompt: string;
}

@Entity('templates')
@Index('templates_by_organization', ['organizationId', 'id'])
export class Template {
  @PrimaryIdColumn('templates_pk')
  id: string;

  @AsciiColumn(40, { name: 'organization_id' })
  organizationId: string;

  @TextColumn(templateName)
  name: string;

  @TextColumn(templateDescription)
  description: string;

  @Column({ type: 'simple-json' })
  sections: TemplateSection[];

  @TimeColumn('created_at')
  createdAt: Date;

  @TimeColumn('updated_at')
  updatedAt: Date;
}
