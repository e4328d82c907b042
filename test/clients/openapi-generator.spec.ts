import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createWorld, type World } from '../support/world.js';

const run = promisify(execFile);

/**
 * The last version on npm that brings its jar along and generates all three languages (5.0.0-beta2 forgets the models
 * of Go: OpenAPITools/openapi-generator#7351); later ones download theirs from elsewhere.
 */
const generator = '@openapitools/openapi-generator-cli@1.0.15-5.0.0-beta';
const jar = 'node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar';

const snakeOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const languages = {
  java: { sources: /^src\/main\/.*\.java$/, method: (name: string) => `public \\w+(?:<.+>)? ${name}\\(` },
  python: { sources: /\.py$/, method: (name: string) => `def ${snakeOf(name)}\\(` },
  go: {
    sources: /\.go$/,
    method: (name: string) => `func \\(\\w+ \\*\\w+\\) ${name[0]!.toUpperCase()}${name.slice(1)}\\(`,
  },
};
const scopes = ['recordings:read', 'recordings:write', 'templates:read', 'templates:write'];

interface View {
  paths: Record<string, Record<string, { operationId: string }>>;
}

let folder: string;
let world: World;
beforeAll(async () => {
  expectInstalled('java', ['-version'], 'default-jre-headless');
  expectInstalled('python3', ['--version'], 'python3');
  folder = await mkdtemp(join(tmpdir(), 'pocket-clients-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', generator];
  await run('npm', args, { cwd: folder });
  world = await createWorld();
}, 120_000);
afterAll(async () => {
  await world?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe.each(['api', 'recordings'] as const)('from the 3.0 view of %s', (service) => {
  let operations: string[];
  beforeAll(async () => {
    const { text, body } = await world[service].call('/openapi-3.0.json');
    const items = Object.values((body as View).paths);
    operations = items.flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
    await writeFile(join(folder, `${service}.json`), text);
  });

  it.each(['java', 'python', 'go'] as const)(
    '%s is generated without complaint: every operation, no type that is missing, the scopes',
    async (language) => {
      const { sources, method } = languages[language];
      const output = join(folder, `${service}-${language}`);
      await mkdir(output);
      const args = ['-jar', jar, 'generate', '-i', `${service}.json`, '-g', language, '-o', output];
      const { stdout, stderr } = await run('java', args, { cwd: folder });
      expect(complaints(stdout + stderr)).toEqual([]);

      const names = (await readdir(output, { recursive: true })).filter((name) => sources.test(name));
      const text = (await Promise.all(names.map((name) => readFile(join(output, name), 'utf8')))).join('\n');
      expect(operations.length).toBeGreaterThan(9);
      expect(operations.filter((id) => !new RegExp(method(id)).test(text))).toEqual([]);
      // What the generator calls a choice between types, without ever defining it.
      expect([...new Set(text.match(/\b(One|Any|All)Of[A-Z]\w*/g))]).toEqual([]);
      if (service === 'api') expect(scopes.filter((scope) => !text.includes(`"${scope}"`))).toEqual([]);
    },
    60_000,
  );

  it('what is generated for Python compiles', async () => {
    const { stdout, stderr } = await run('python3', [
      '-m',
      'compileall',
      '-q',
      join(folder, `${service}-python`),
    ]);
    expect(stdout + stderr).toBe('');
  });
});

function expectInstalled(program: string, args: string[], name: string): void {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
  } catch {
    throw new Error(`No client was generated, since something is not installed: "apt-get install ${name}".`);
  }
}

/** Warnings and errors, but for one: every installation has another address, so the document names none. */
const complaints = (printed: string) =>
  [...new Set(printed.split('\n'))]
    .filter((line) => /\b(WARN|ERROR|Exception)\b/.test(line))
    .filter((line) => !line.includes("'servers' (OAS 3.0) not defined in the spec"));
