import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Which of our libraries each part may import; see docs/decisions/0002. */
const foundation = ['problem-details', 'validation', 'routes', 'callers'];
const featureless = [...foundation, 'access'];
const features = [
  ...featureless,
  'person-tokens',
  'rest',
  'database',
  'revocation',
  'organizations',
  'api-key-verification',
  'key-checks',
  'api-keys',
];
const allowed: Record<string, string[]> = {
  'libs/problem-details': [],
  'libs/validation': [],
  'libs/routes': [],
  'libs/callers': ['problem-details'],
  'libs/access': foundation,
  'libs/person-tokens': featureless,
  'libs/rest': featureless,
  'libs/mysql': foundation,
  'libs/sqlite': foundation,
  'libs/database': [...foundation, 'mysql', 'sqlite'],
  'libs/revocation': [...foundation, 'database'],
  'libs/organizations': [...featureless, 'rest', 'database', 'revocation'],
  'libs/api-key-verification': [...featureless, 'database', 'revocation'],
  'libs/key-checks': [...featureless, 'rest', 'revocation', 'api-key-verification'],
  'libs/api-keys': [
    ...featureless,
    'rest',
    'database',
    'revocation',
    'organizations',
    'api-key-verification',
    'key-checks',
  ],
  'libs/runtime': [...featureless, 'database', 'revocation'],
  'libs/http': [...featureless, 'rest', 'runtime'],
  'libs/documentation': [...featureless, 'rest'],
  'apps/api': [...features, 'runtime', 'http', 'documentation'],
  'apps/recordings': [...features, 'runtime', 'http', 'documentation'],
  'clients/typescript': [],
};

function sources(folder: string): string[] {
  return readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => join(root, folder, 'src', name));
}

/** Whichever of its entries is imported. */
const libraryOf = (name: string) => /^@pocket\/([^/]+)/.exec(name)?.[1] ?? name;

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
          .filter((name) => !libraries.includes(libraryOf(name)) && !staysInside(part, file, name))
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
          .filter((name) => name.startsWith('@pocket/'))
          .map((name) => `@pocket/${libraryOf(name)}`),
      );
      expect(named.sort()).toEqual([...used].sort());
    },
  );

  it.each(['token', 'known-key'])('of the pure file %s name neither Nest nor TypeORM', (file) => {
    const path = join(root, 'libs/api-key-verification/src', `${file}.ts`);
    expect(importsOf(path).filter((name) => /nestjs|typeorm/.test(name))).toEqual([]);
  });

  const mayNotLoad: [part: string, entry: string, packages: RegExp][] = [
    ['validation', 'index', /./],
    ['revocation', 'lease/index', /^(?!lru-cache$)/],
    ['access', 'index', /typeorm|swagger|class-|fastify|express/],
    ['access', 'testing/index', /typeorm|swagger|class-|fastify|express/],
    ['api-key-verification', 'index', /swagger|class-validator|class-transformer|\.entity/],
    [
      'api-key-verification',
      'remote/index',
      /typeorm|swagger|class-validator|class-transformer|@pocket\/database/,
    ],
  ];
  it.each(mayNotLoad)('of %s, from its entry %s on, load nothing like %s', (part, entry, packages) => {
    const loaded = loadedFrom(join(root, 'libs', part, 'src', `${entry}.ts`));
    expect([...loaded].filter((name) => packages.test(name))).toEqual([]);
  });
});

/** Every package that is loaded with a file, through our own libraries too; what is imported as a type is not. */
function loadedFrom(file: string, loaded = new Set<string>(), seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return loaded;
  seen.add(file);
  const text = readFileSync(file, 'utf8').replace(/^(?:import|export) type .*?;$/gms, '');
  for (const [, name = ''] of text.matchAll(/from '([^']+)'/g)) {
    const [, library, entry] = /^@pocket\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(name) ?? [];
    if (!name.startsWith('.')) loaded.add(name);
    if (library) loadedFrom(join(root, 'libs', library, 'src', entry ?? '', 'index.ts'), loaded, seen);
    else if (name.startsWith('.')) loadedFrom(join(file, '..', name.replace(/\.js$/, '.ts')), loaded, seen);
  }
  return loaded;
}

function staysInside(part: string, file: string, name: string): boolean {
  return name.startsWith('..') && join(file, '..', name).startsWith(join(root, part, 'src'));
}
