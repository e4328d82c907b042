const { basename } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

/** Jest itself sets its exit code at the very end, so that only its workers may end at once. */
const isWorker = basename(process.argv[1] ?? '') === 'processChild.js';
const isKnown = Symbol.for('pocket:ends-at-once');

/** Ends Jest's workers without freeing their memory first, for which Jest waits too short a time before it warns of a leak. */
module.exports = class extends TestEnvironment {
  constructor(...rest) {
    super(...rest);
    if (!isWorker || process[isKnown]) return;
    process[isKnown] = true;
    process.once('exit', () => process.exit());
  }
};
