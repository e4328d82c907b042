// For TypeORM's command line, after `npm run build`, on a Node that runs TypeScript (22.18 or newer):
// npx typeorm migration:generate drift --check -d ormconfig.ts
import 'reflect-metadata';
import { entities, migrations } from '@pocket/api-keys';
import { createDataSource, defaultDatabaseUrl, schemaOptions } from '@pocket/database';

const url = process.env.DATABASE_URL || defaultDatabaseUrl;

export default createDataSource(schemaOptions(url, { entities, migrations }));
