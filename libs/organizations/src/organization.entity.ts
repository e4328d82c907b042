import { PrimaryIdColumn, TextColumn, TimeColumn } from '@pocket/database';
import { Entity } from 'typeorm';
import { organizationName } from './fields.js';

@Entity('organizations')
export class Organization {
  @PrimaryIdColumn('organizations_pk')
  id: string;

  @TextColumn(organizationName)
  name: string;

  @TimeColumn('created_at')
  createdAt: Date;
}
