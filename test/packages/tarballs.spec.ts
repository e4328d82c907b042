import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { binary, Outside, run, type Manifest } from './projects.js';

/** What every library for NestJS has as a peer because `@nestjs/common` has. */
const ofNest = new Set(['reflect-metadata', 'rxjs']);

/** Every package that the code or its types load. */
function importsOf(text: string): string[] {
  const code = text.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
  const named = code.matchAll(
    /(?:from\s+|import\s*\(\s*|import\s+|require(?:\.resolve)?\()["'`]([^"'`$]+)["'`$]/g,
  );
  return [...named]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('.') && !isBuiltin(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

const namesOf = (...lists: (Record<string, string> | undefined)[]) =>
  Object.keys(Object.assign({}, ...lists));

/** The manifest and the text of each file of code or types. */
async function unpack(folder: string, tarball: string): Promise<{ manifest: Manifest; files: string[] }> {
  const cwd = await mkdtemp(join(folder, 'unpacked-'));
  await run(cwd, 'tar', '-xzf', tarball, '--strip-components=1');
  const names = (await readdir(cwd, { recursive: true })).filter((name) => /\.(js|d\.ts)$/.test(name));
  return {
    manifest: JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')) as Manifest,
    files: await Promise.all(names.map((name) => readFile(join(cwd, name), 'utf8'))),
  };
}

describe('the tarballs', () => {
  let outside: Outside;
  let tarballs: [name: string, path: string][];
  beforeAll(async () => {
    outside = await Outside.create();
    tarballs = [...outside.tarballs];
  });
  afterAll(() => outside?.remove());

  it('hold types, modules, source maps, assets, a manual and a licence, and nothing else', async () => {
    for (const [name, path] of tarballs) {
      const names = (await run(outside.folder, 'tar', '-tzf', path))
        .trim()
        .split('\n')
        .map((one) => one.replace(/^package\//, ''));
      const others = names.filter((one) => !/^dist\/[\w./-]+\.(d\.ts|js|js\.map)$|^assets\//.test(one));
      expect([name, others.sort()]).toEqual([name, ['LICENSE', 'README.md', 'package.json']]);
      expect(names).toEqual(
        expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'dist/index.js.map']),
      );
      expect(names.filter((one) => one.includes('.spec.'))).toEqual([]);
    }
  });

  it('satisfy publint and are-the-types-wrong', async () => {
    for (const [name, path] of tarballs) {
      expect(await run(outside.folder, binary('publint'), 'run', path, '--strict')).toContain('All good!');
      // The client is for browsers, and an ES module alone.
      const profile = name === '@pocket/client' ? ['--profile', 'esm-only'] : [];
      const types = await run(outside.folder, binary('attw'), path, '--format', 'ascii', ...profile);
      expect(types).toContain(profile.length > 0 ? 'node16 (from ESM): 🟢 (ESM)' : 'No problems found');
    }
  }, 180_000);

  it('load no package that they do not declare, and declare none that they do not load', async () => {
    const undeclared: string[] = [];
    const unused: string[] = [];
    for (const [name, path] of tarballs) {
      const { files, manifest } = await unpack(outside.folder, path);
      const declared = namesOf(manifest.dependencies, manifest.peerDependencies);
      const loaded = new Set(files.flatMap(importsOf));
      // Who depends on a package provides its peers, or has them as peers too.
      for (const one of namesOf(manifest.dependencies).filter((one) => outside.tarballs.has(one))) {
        const { manifest: dependency } = await unpack(outside.folder, outside.tarballs.get(one)!);
        for (const peer of namesOf(dependency.peerDependencies))
          if (!dependency.peerDependenciesMeta?.[peer]?.optional) loaded.add(peer);
      }
      undeclared.push(
        ...[...loaded]
          .filter((one) => one !== name && !declared.includes(one))
          .map((one) => `${name}: ${one}`),
      );
      unused.push(
        ...declared.filter((one) => !loaded.has(one) && !ofNest.has(one)).map((one) => `${name}: ${one}`),
      );
    }
    expect({ undeclared, unused }).toEqual({ undeclared: [], unused: [] });
  });
});
