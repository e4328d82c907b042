import { entities, migrations } from '@pocket/api-keys';
import type { DatabaseSchema } from '@pocket/database';

/** The api's tables; `ormconfig.ts` gives them to the TypeORM CLI. */
export const schema: DatabaseSchema = { entities, migrations };
