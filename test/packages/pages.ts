import { read, type Project } from './projects.js';

/** The code blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  return [...read(page).matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
    ([, code]) => code!,
  );
}

const hosting = 'docs/host-it-yourself.md';

/** The files of the service on the page "Host it yourself", by their path. */
const hostedFiles = new Map(blocks(hosting, 'ts').map((code) => [/^\/\/ (src\/\S+)/.exec(code)![1]!, code]));

/** What the page's `npm install` names. */
export const hostedPackages = blocks(hosting, 'sh')[0]!
  .replaceAll('\\\n', '')
  .replace('npm install', '')
  .trim()
  .split(/\s+/);

/** Puts the page's two lines into the configuration of Jest, in place of what the page says. */
export function tellJest(project: Project): void {
  const [lines] = blocks(hosting, 'js');
  project.write(
    'jest.config.ts',
    change(project.read('jest.config.ts'), / {2}transform: \{[^}]*\},\n/, lines!),
  );
}

/** Writes the page's controller and its test into a project of the Nest CLI, whose test runner then must pass it. */
export function addGuardedController(project: Project): void {
  const isCommonJs = project.manifest.type !== 'module';
  for (const name of ['src/invoices.controller.ts', 'src/invoices.controller.spec.ts']) {
    const code = hostedFiles.get(name)!;
    // As the page says.
    project.write(name, isCommonJs ? code.replace(/(from '\.[^']*)\.js'/g, "$1'") : code);
  }
}

/** Which of the page's choices a service is made of. */
export interface HostedChoice {
  platform: 'express' | 'fastify';
  /** The one that `DatabaseModule` makes, or one of the service's own. */
  dataSource: 'DatabaseModule' | 'own';
  /** Else on SQLite. */
  onMysql?: boolean;
  /** Nest's own global pipe, which most applications have. */
  validationPipe?: boolean;
}

/** Writes the page's service into a project, changed as the page says. */
export function writeHostedService(
  project: Project,
  { platform, dataSource, onMysql, validationPipe }: HostedChoice,
): void {
  const file = (name: string) => hostedFiles.get(name)!;
  let [module, main, database] = [file('src/app.module.ts'), file('src/main.ts'), file('src/database.ts')];
  if (dataSource !== 'DatabaseModule')
    module = change(module, /DatabaseModule\.forRoot\(\{[^]*?\}\)/, 'database').replace(
      /import \{ DatabaseModule.*/,
      "import { database } from './database.js';",
    );
  if (!onMysql) {
    const sqlite = /On SQLite: (\{.*\})/.exec(database)![1]!;
    database = change(database, /(?<=const connection = )\{.*\}/, sqlite);
  }
  if (platform === 'fastify') {
    main = change(main, 'create(AppModule)', 'create(AppModule, new FastifyAdapter())');
    main = `import { FastifyAdapter } from '@nestjs/platform-fastify';\n${main}`;
  }
  if (validationPipe) {
    main = change(
      main,
      '  await app.listen',
      `  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));\n  await app.listen`,
    );
    main = `import { ValidationPipe } from '@nestjs/common';\n${main}`;
  }
  project.write('src/app.module.ts', module).write('src/main.ts', main).write('src/database.ts', database);
  project.write('src/invoices.controller.ts', file('src/invoices.controller.ts'));
}

function change(text: string, what: string | RegExp, by: string): string {
  const changed = text.replace(what, () => by);
  if (changed === text) throw new Error(`The page has no ${what} any more.`);
  return changed;
}
