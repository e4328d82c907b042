import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Which of our libraries each part may import; see docs/decisions/0002. */
const allowed: Record<string, string[]> = {
  'libs/problem-details': [],
  'libs/validation': [],
  'libs/database': [],
  'libs/access': ['problem-details', 'validation'],
  'libs/organizations': ['access', 'problem-details', 'validation'],
  'libs/api-keys': ['organizations', 'access', 'problem-details', 'validation'],
  'libs/runtime': ['access', 'database', 'problem-details'],
  'libs/http': ['runtime', 'database', 'problem-details'],
  'libs/documentation': ['access', 'problem-details'],
  'apps/api': [
    'api-keys',
    'organizations',
    'access',
    'database',
    'runtime',
    'http',
    'documentation',
    'problem-details',
    'validation',
  ],
  'apps/recordings': [
    'api-keys',
    'organizations',
    'access',
    'database',
    'runtime',
    'http',
    'documentation',
    'problem-details',
    'validation',
  ],
  'clients/typescript': [],
};

function sources(folder: string): string[] {
  return readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(root, folder, 'src', name));
}

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);

describe('imports', () => {
  it('are settled for every library, app and client', () => {
    const parts = ['libs', 'apps', 'clients'].flatMap((kind) =>
      readdirSync(join(root, kind)).map((name) => `${kind}/${name}`),
    );
    expect(Object.keys(allowed).sort()).toEqual(parts.sort());
  });

  it.each(Object.entries(allowed))(
    '%s imports only %j of our libraries, by their names',
    (part, libraries) => {
      const wrong = sources(part).flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith('@pocket/') || name.startsWith('..'))
          .filter(
            (name) => !libraries.includes(name.replace('@pocket/', '')) && !staysInside(part, file, name),
          )
          .map((name) => `${file.slice(root.length + 1)} imports ${name}`),
      );
      expect(wrong).toEqual([]);
    },
  );

  it.each(Object.entries(allowed).filter(([part]) => part.startsWith('libs/')))(
    '%s names the libraries that it imports in its package.json, and no others',
    (part) => {
      const manifest = JSON.parse(readFileSync(join(root, part, 'package.json'), 'utf8')) as {
        dependencies?: Record<string, string>;
      };
      const named = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@pocket/'));
      const used = new Set(
        sources(part)
          .flatMap(importsOf)
          .filter((name) => name.startsWith('@pocket/')),
      );
      expect(named.sort()).toEqual([...used].sort());
    },
  );

  it('of pure files name neither Nest nor TypeORM', () => {
    for (const file of ['api-key-token', 'api-key-expiry']) {
      const path = join(root, 'libs/api-keys/src', `${file}.ts`);
      expect(importsOf(path).filter((name) => /nestjs|typeorm/.test(name))).toEqual([]);
    }
  });
});

function staysInside(part: string, file: string, name: string): boolean {
  return name.startsWith('..') && join(file, '..', name).startsWith(join(root, part, 'src'));
}
