// The services' documents, each made from the application itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDocument } from '@pocket/documentation';
import { format } from 'prettier';
import { createApi } from '../apps/api/build/create-api.js';
import { documentation as apiDocumentation } from '../apps/api/build/documentation.js';
import { readApiEnvironment } from '../apps/api/build/environment.js';
import { createRecordings } from '../apps/recordings/build/create-recordings.js';
import { documentation as recordingsDocumentation } from '../apps/recordings/build/documentation.js';
import { readRecordingsEnvironment } from '../apps/recordings/build/environment.js';

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

/** The finished document as its file has it, and what no decorator describes. */
async function documentOf(createApplication, readEnvironment, documentation) {
  // A file, because the tables of two services do not meet in a database in memory.
  const folder = await mkdtemp(join(tmpdir(), 'pocket-document-'));
  const DATABASE_URL = `sqlite:${join(folder, 'pocket.sqlite')}`;
  const app = await createApplication(readEnvironment({ DATABASE_URL, LOG_LEVEL: 'silent' }));
  try {
    // Fails for routes without a right access rule.
    await app.init();
    const undescribed = [];
    const document = createDocument(app, {
      ...documentation,
      // Before the access of each operation is described, which would hide that nothing else is.
      complete: (decorated, ...rest) => {
        undescribed.push(...undescribedIn(decorated));
        documentation.complete?.(decorated, ...rest);
      },
    });
    return { text: await format(JSON.stringify(document), { parser: 'json' }), undescribed };
  } finally {
    await app.close();
    await rm(folder, { recursive: true });
  }
}

function undescribedIn({ paths }) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId, description, responses }]) => {
      const name = `${method.toUpperCase()} ${path} (${operationId})`;
      const isDescribed = ([status, answer]) => answer.description && (status === '204' || answer.content);
      const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      return [
        ...(description ? [] : [`${name} has no description: @ApiOperation({ description }).`]),
        ...(successes.some(isDescribed)
          ? []
          : [`${name} does not describe its answer: @ApiOkResponse({ type, description }) or the like.`]),
      ];
    }),
  );
}
