import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { programOf, root } from '../support/compiler.js';

const libraries = readdirSync(join(root, 'libs')).map((name) => `libs/${name}/README.md`);
const client = 'clients/typescript/README.md';

/** What a reader's own file has around the lines that a README shows. */
const surroundings: Record<string, string> = {
  ...Object.fromEntries(
    ['Controller', 'Get', 'Module', 'Param'].map((name) => [
      name,
      `import { ${name} } from '@nestjs/common';`,
    ]),
  ),
  APP_GUARD: "import { APP_GUARD } from '@nestjs/core';",
  TypeOrmModule: "import { TypeOrmModule } from '@nestjs/typeorm';",
  options: "declare const options: import('@nestjs/typeorm').TypeOrmModuleOptions;",
  ReportsController: 'declare class ReportsController {}',
  Report: 'declare class Report {}',
  pocket: "declare const pocket: ReturnType<typeof import('@pocket/client').createClient>;",
  orgId: 'declare const orgId: string;',
  key: 'declare const key: string;',
  AppModule: 'declare class AppModule {}',
};

function exampleFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const readme of ['README.md', client, ...libraries]) {
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
    for (const readme of ['README.md', 'libs/api-keys/README.md']) {
      const text = readFileSync(join(root, readme), 'utf8');
      for (const way of ["'@pocket/api-keys'", "'@pocket/api-keys/remote'", '@RequireScopes('])
        expect(text).toContain(way);
    }
    for (const readme of ['README.md', client, 'libs/api-keys/README.md']) {
      const text = readFileSync(join(root, readme), 'utf8');
      for (const [, code] of text.matchAll(/```(?:ts|sh)\n([^]*?)```/g))
        expect(code!.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
    }
  });

  it('compiles', () => {
    const program = programOf([], files, { noUnusedParameters: false, noUnusedLocals: false });
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const name = file?.fileName.replace(`${root}/`, '');
      return `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(files.size).toBeGreaterThan(8);
    expect(errors).toEqual([]);
  });
});
