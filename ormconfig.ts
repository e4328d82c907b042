// For TypeORM's command line, after `npm run build`, on a Node that runs TypeScript (22.18 or newer):
// npx typeorm migration:generate drift --check -d ormconfig.ts
import 'reflect-metadata';
import { ApiKey } from '@pocket/api-keys';
import { createDataSource, defaultDatabaseUrl, migrations, schemaOptions } from '@pocket/database';
import { Membership, Organization } from '@pocket/organizations';

const url = process.env.DATABASE_URL || defaultDatabaseUrl;

export default createDataSource(
  schemaOptions(url, { entities: [Organization, Membership, ApiKey], migrations }),
);
