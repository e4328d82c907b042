// Nest 12 is ESM only and Jest on Node 20 cannot `require` ES modules, so our sources and the ESM packages
// are down-levelled to CommonJS by SWC; a bare `npx jest` then works. Reason in docs/decisions/0003.
const esmPackages = [
  '@nestjs',
  'file-type',
  'load-esm',
  'jose',
  'ulid',
  'oauth4webapi',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  '@fastify',
  'cookie',
];

module.exports = {
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: [
    // A database that can be cut off is one behind a network: `npm run test:mysql`.
    ...(process.env.TEST_DATABASE_URL ? [] : ['/test/database/outage']),
    // Starts the built services over and over: `npm run test:processes`.
    ...(process.env.TEST_PROCESSES ? [] : ['/test/processes/']),
    // Kills and starts servers: `npm run test:faults`.
    ...(process.env.TEST_FAULTS ? [] : ['/test/faults/']),
    // Installs packages and programs of others: `npm run test:packages`, `test:gateways`, `test:browser`, `test:clients`.
    ...(process.env.TEST_INSTALLED
      ? []
      : ['/test/packages/', '/test/gateways/', '/test/browser/', '/test/clients/']),
  ],
  modulePathIgnorePatterns: ['/dist/'],
  moduleNameMapper: {
    '^@pocket/client$': '<rootDir>/clients/typescript/src/index.ts',
    '^@pocket/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@pocket/([a-z-]+)/([a-z-]+)$': '<rootDir>/libs/$1/src/$2/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      {
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  setupFilesAfterEnv: ['<rootDir>/test/support/check-every-answer.ts'],
  // Suites wait for processes and clocks more than they compute.
  maxWorkers: '100%',
  // Of a test that hangs; beside others a minute is not always enough for three processes to start twice.
  testTimeout: 180_000,
};
