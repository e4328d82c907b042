import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const libraries = readdirSync(join(root, 'libs')).map((name) => `libs/${name}/README.md`);
const client = 'clients/typescript/README.md';
const readmes = ['README.md', client, ...libraries];

/** What a reader's own file has around the lines that a README shows. */
const imported = {
  '@nestjs/common': [
    'CanActivate',
    'Controller',
    'ExecutionContext',
    'Get',
    'Injectable',
    'Module',
    'Param',
    'Post',
  ],
  '@nestjs/core': ['APP_GUARD'],
  '@nestjs/swagger': ['DocumentBuilder', 'SwaggerModule'],
  '@nestjs/testing': ['Test'],
  '@nestjs/typeorm': ['TypeOrmModule'],
  typeorm: ['DataSource'],
};
const surroundings: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(imported).flatMap(([from, names]) =>
      names.map((name) => [name, `import { ${name} } from '${from}';`]),
    ),
  ),
  options: "declare const options: import('@nestjs/typeorm').TypeOrmModuleOptions;",
  ReportsController: 'declare class ReportsController {}',
  Report: 'declare class Report {}',
  AppModule: 'declare class AppModule {}',
  createReports:
    "declare const createReports: (environment: object) => Promise<import('@nestjs/platform-fastify').NestFastifyApplication>;",
  environment: "declare const environment: import('@pocket/runtime').Environment;",
  app: "declare const app: import('@nestjs/common').INestApplication;",
  request: 'declare const request: (server: unknown) => any;',
  it: 'declare const it: (name: string, test: () => unknown) => void;',
  pocket: "declare const pocket: ReturnType<typeof import('@pocket/client').createClient>;",
  orgId: 'declare const orgId: string;',
  key: 'declare const key: string;',
};

function exampleFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const readme of readmes) {
    const blocks = [...readFileSync(join(root, readme), 'utf8').matchAll(/```ts\n([^]*?)```/g)];
    for (const [index, [, code]] of blocks.entries()) {
      const declared = (name: string) =>
        new RegExp(`(class|import|const) (\\{[^}]*)?\\b${name}\\b`).test(code!);
      const needed = Object.keys(surroundings).filter(
        (name) => new RegExp(`\\b${name}\\b`).test(code!) && !declared(name),
      );
      const head = needed.map((name) => surroundings[name]).join('\n');
      files.set(join(root, `${readme.replaceAll('/', '-')}-${index}.ts`), `${head}\n${code}\nexport {};\n`);
    }
  }
  return files;
}

describe('the code in the READMEs', () => {
  const files = exampleFiles();

  it('shows each way in at most 15 lines', () => {
    for (const readme of ['README.md', 'libs/api-key-verification/README.md']) {
      const text = readFileSync(join(root, readme), 'utf8');
      const entry = '@pocket/api-key-verification';
      for (const way of [`'${entry}'`, `'${entry}/remote'`, '@RequireScopes(']) expect(text).toContain(way);
    }
    for (const readme of readmes) {
      const text = readFileSync(join(root, readme), 'utf8');
      for (const [, code] of text.matchAll(/```(?:ts|sh)\n([^]*?)```/g))
        expect([readme, code!.trimEnd().split('\n').length <= 15]).toEqual([readme, true]);
    }
  });

  it('compiles', () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) =>
      readFileSync(path, 'utf8'),
    );
    const { options } = ts.convertCompilerOptionsFromJson(
      {
        ...config.compilerOptions,
        composite: false,
        noEmit: true,
        noUnusedParameters: false,
        noUnusedLocals: false,
        // As a reader's own may be.
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
      },
      root,
    );
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists, getSourceFile } = host;
    host.readFile = (path) => files.get(path) ?? readFile(path);
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.getSourceFile = (path, version, ...rest) => {
      const text = files.get(path);
      return text === undefined
        ? getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, text, version);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const name = file?.fileName.replace(`${root}/`, '');
      return `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(files.size).toBeGreaterThan(25);
    expect(errors).toEqual([]);
  });
});
