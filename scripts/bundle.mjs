// Puts the programs of each app, with the libraries and packages that they use, into a few files in `dist`: to find and read the two
// thousand files that these are takes Node half of its start (docs/decisions/0018-programs-in-a-few-files.md).
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const apps = fileURLToPath(new URL('../apps', import.meta.url));
const programs = ['main', 'start', 'migrate', 'check-schema'];

/** Stay packages of their own: TypeORM and what it loads by name, what has a binary, and what is loaded where it is installed. */
const external = [
  /^(better-sqlite3|mysql2|typeorm)(\/|$)/,
  /^@nestjs\/(microservices|platform-express|websockets)(\/|$)/,
  /^@fastify\/(multipart|static|view)$/,
  'supports-color',
];

/** These make a `require` of their own for what is external or not installed. */
const mayRequire =
  /\/@nestjs\/(common\/utils\/load-package\.util|swagger\/.+|typeorm\/dist\/common\/typeorm-compat)\.js$/;

/** What a package requires in that way would be loaded a second time, beside the copy in the bundle. */
const requireOnce = {
  name: 'require-once',
  transform(code, path) {
    if (!path.includes('/node_modules/') || mayRequire.test(path)) return null;
    if (!/\bcreateRequire\(import\.meta\.url\)/.test(code)) return null;
    if (path.includes('/@nestjs/mapped-types/'))
      return code.replace(/^const require = createRequire\(import\.meta\.url\);$/m, '');
    throw new Error(
      'makes a require of its own: either it is external, or this file says what becomes of it.',
    );
  },
};

for (const app of readdirSync(apps)) {
  const entries = programs
    .map((name) => `${apps}/${app}/build/${name}.js`)
    .filter((path) => existsSync(path));
  if (entries.length === 0) continue;
  const bundle = await rolldown({
    input: entries,
    platform: 'node',
    external,
    plugins: [requireOnce],
    onLog: (level, { message }) => {
      throw new Error(`${app}: ${level}: ${message}`);
    },
  });
  await bundle.write({
    dir: `${apps}/${app}/dist`,
    cleanDir: true,
    // Nest's messages, and TypeORM's migrations where they have no other, go by names of classes.
    keepNames: true,
    comments: false,
  });
  await bundle.close();
}
