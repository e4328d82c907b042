import { checkSchema } from '@pocket/database';
import { schema } from './schema.js';

await checkSchema(schema);
