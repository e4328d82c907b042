import { ApiKey } from '@pocket/api-keys';
import { migrations, type DatabaseSchema } from '@pocket/database';
import { Membership, Organization } from '@pocket/organizations';

/** The api's tables; `ormconfig.ts` gives them to the TypeORM CLI. */
export const schema: DatabaseSchema = { entities: [Organization, Membership, ApiKey], migrations };
