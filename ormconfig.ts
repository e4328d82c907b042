// For TypeORM's command line, after `npm run build`, on a Node that runs TypeScript (22.18 or newer):
// npx typeorm migration:show -d ormconfig.ts
import { ApiKey } from '@pocket/api-keys';
import { createDataSource, dataSourceOptions, migrations } from '@pocket/database';
import { Membership, Organization } from '@pocket/organizations';

export default createDataSource({
  ...dataSourceOptions(process.env.DATABASE_URL ?? 'sqlite:data/pocket.sqlite'),
  entities: [Organization, Membership, ApiKey],
  migrations,
});
