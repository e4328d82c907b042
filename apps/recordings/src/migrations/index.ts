import { CreateRecordings1795392100001 } from './1795392100001-create-recordings.js';
import { CreateTemplates1795392100002 } from './1795392100002-create-templates.js';

export const migrations = [CreateRecordings1795392100001, CreateTemplates1795392100002];
