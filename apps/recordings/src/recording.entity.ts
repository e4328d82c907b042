import { AsciiColumn, PrimaryIdColumn, TextColumn, TimeColumn } from '@pocket/database';
import { Column, Entity, Index } from 'typeorm';
import { recordingTitle } from './fields.js';

@Entity('recordings')
@Index('recordings_by_organization', ['organizationId', 'id'])
export class Recording {
  @PrimaryIdColumn('recordings_pk')
  id: string;

  @AsciiColumn(40, { name: 'organization_id' })
  organizationId: string;

  @TextColumn(recordingTitle)
  title: string;

  /** Seconds. */
  @Column({ type: 'integer' })
  duration: number;

  @AsciiColumn(35)
  language: string;

  @TimeColumn('created_at')
  createdAt: Date;
}
