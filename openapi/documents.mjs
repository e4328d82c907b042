// The services' documents, each made from the application itself.
import { createDocument } from '@pocket/documentation';
import { createApi } from '../apps/api/dist/create-api.js';
import { documentation as apiDocumentation } from '../apps/api/dist/documentation.js';
import { readApiEnvironment } from '../apps/api/dist/environment.js';
import { createRecordings } from '../apps/recordings/dist/create-recordings.js';
import { documentation as recordingsDocumentation } from '../apps/recordings/dist/documentation.js';
import { readRecordingsEnvironment } from '../apps/recordings/dist/environment.js';

/**
 * Where each committed document is, where the one of the last release, and the least that Redocly may score it. What costs
 * points here is no fault: paths with two or three parameters, errors that operations share, and a 204, which has no example.
 */
export const documents = [
  {
    path: 'openapi.json',
    released: 'openapi/released/api.json',
    minimumScore: 93,
    create: () => documentOf(createApi, readApiEnvironment, apiDocumentation),
  },
  {
    path: 'apps/recordings/openapi.json',
    released: 'openapi/released/recordings.json',
    minimumScore: 93,
    create: () => documentOf(createRecordings, readRecordingsEnvironment, recordingsDocumentation),
  },
];

async function documentOf(createApplication, readEnvironment, documentation) {
  const app = await createApplication(
    readEnvironment({ DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' }),
  );
  const document = createDocument(app, documentation);
  await app.close();
  return document;
}
