import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { programOf, root } from '../support/compiler.js';

/**
 * The queries outside libs/database and libs/revocation that OrganizationRows does not hand out, by file and method, each with the reason why
 * it cannot confuse organizations.
 */
const exceptions: Record<string, string> = {
  'libs/organizations/src/organizations.repository.ts hold':
    'changes nothing, and only in this file: holds one organization, or what one person has created',
  'libs/organizations/src/organizations.repository.ts countCreatedBy':
    'locks and counts the organizations that one person has created',
  'libs/organizations/src/organizations.repository.ts add': 'notes who creates the organization',
  'libs/organizations/src/memberships.repository.ts ofPersonIn': 'names organization and person',
  'libs/organizations/src/memberships.repository.ts ofPerson':
    'reads the memberships of one person, in whichever organizations they are',
  'libs/api-keys/src/keys/api-keys.repository.ts organizationWithExpired':
    'retention goes through all organizations: finds out which one is next, and changes nothing',
  'libs/organizations/src/membership-roles.ts constructor':
    'asked at every request, so without TypeORM: names organization and person',
  'libs/organizations/src/membership-roles.ts updateProfile': 'names organization and person',
  'libs/api-key-verification/src/stored-keys.ts constructor':
    'finds out by the hash of a secret which organization the key belongs to',
  'libs/api-key-verification/src/stored-keys.ts markUsed':
    'writes the last use of keys that were verified, by their ids',
};

/** Where OrganizationRows may be used. */
const isRepository = (file: string) =>
  file.endsWith('.repository.ts') || file === 'apps/recordings/src/organization-store.ts';

/** What to do instead. */
const advices = {
  place: 'Move it to a *.repository.ts, which asks OrganizationRows (@pocket/database).',
  rows:
    'Ask OrganizationRows (@pocket/database): of(organizationId) and in(manager, organizationId) hand out queries on the ' +
    'rows of one organization. Where that cannot be, list the method in test/contract/queries.spec.ts with the reason.',
  transaction: 'Run a UnitOfWork (@pocket/revocation).',
};

/** The classes of TypeORM whose every method is a query, and which ones of a DataSource are. */
const querying = ['EntityManager', 'Repository', 'BaseEntity'];
const ofDataSource = [
  'query',
  'sql',
  'transaction',
  'getRepository',
  'createQueryBuilder',
  'createQueryRunner',
];

/** How a careless contributor could write queries, to see each of them found. */
const careless = new Map(
  Object.entries({
    'libs/api-keys/src/keys/careless.service.ts': `
      import { executeAtOnce, Lookup, OrganizationRows } from '@pocket/database';
      import { FencedLookup, type Transaction } from '@pocket/revocation';
      import type { DataSource, Repository } from 'typeorm';
      import { ApiKey } from './api-key.entity.js';
      export class Careless {
        constructor(private readonly source: DataSource, private readonly keys: Repository<ApiKey>) {}
        a = (id: string) => this.source.manager.findOneBy(ApiKey, { id });
        b = (id: string) => this.source.getRepository(ApiKey).delete({ id });
        c = (name: string) => this.source.createQueryBuilder().update(ApiKey).set({ name }).execute();
        d = ({ manager: m }: Transaction, id: string) => m.update(ApiKey, { id }, { name: '' });
        e = (id: string) => this.keys.countBy({ id });
        f = () => this.source.query('DELETE FROM api_keys');
        g = () => this.source.transaction(async (tx) => tx.save(new ApiKey()));
        h = () => new Lookup(this.source);
        i = () => executeAtOnce(this.source, 'DELETE FROM api_keys', []);
        j = () => new OrganizationRows(this.source, ApiKey);
        k = () => new FencedLookup(this.source, { select: '*', from: 'api_keys', by: ['id'] });
      }`,
    'libs/api-keys/src/keys/careless.repository.ts': `
      import { OrganizationRows } from '@pocket/database';
      import { Organization } from '@pocket/organizations';
      import type { DataSource, EntityManager } from 'typeorm';
      import { ApiKey } from './api-key.entity.js';
      export class CarelessRepository {
        constructor(private readonly source: DataSource) {}
        a = (manager: EntityManager, id: string) => manager.update(ApiKey, { id }, { name: '' });
        b = () => this.source.manager.count(ApiKey);
        c = (manager: EntityManager) => manager.save(new ApiKey());
        d = (manager: EntityManager) => manager.query('DELETE FROM api_keys');
        right = () => this.source.manager.count(Organization);
        rightToo = (id: string) => new OrganizationRows(this.source, ApiKey).of(id).count({});
      }`,
  }).map(([file, text]) => [join(root, file), text]),
);

describe('queries', () => {
  const sources = ['libs', 'apps'].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((part) => sourcesOf(`${kind}/${part}/src`)),
  );
  /** Each begins with file and method. */
  const faultsOf = (files: Iterable<string>) =>
    [...files].flatMap((path) => {
      const file = path.slice(root.length + 1);
      return /^libs\/(database|revocation)\//.test(file)
        ? []
        : [...faultsIn(program.getSourceFile(path)!, file, program.getTypeChecker())];
    });
  const isAt = (place: string) => (fault: string) => fault.startsWith(`${place}: `);
  let program: ts.Program;
  let faults: string[];
  beforeAll(() => {
    // From the sources, because a build may be missing or old.
    const paths = { '@pocket/*/*': ['./libs/*/src/*/index.ts'], '@pocket/*': ['./libs/*/src/index.ts'] };
    program = programOf(sources, careless, { paths });
    faults = faultsOf(sources);
  });

  it('are made by repositories only, through what hands out the rows of one organization', () => {
    const places = Object.keys(exceptions);
    expect(faults.filter((fault) => !places.some((place) => isAt(place)(fault)))).toEqual([]);
  });

  it('that are listed as exceptions are there', () => {
    expect(Object.keys(exceptions).filter((place) => !faults.some(isAt(place)))).toEqual([]);
  });

  it('that could forget the organization are found, however they are written', () => {
    const found = faultsOf(careless.keys()).map((fault) =>
      /\/(\w+\.\w+)\.ts (\w+)/.exec(fault)!.slice(1).join(' '),
    );
    expect([...new Set(found)]).toEqual([
      ...[...'abcdefghijk'].map((name) => `careless.service ${name}`),
      ...[...'abcd'].map((name) => `careless.repository ${name}`),
    ]);
  });
});

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.includes('migrations/'))
    .map((name) => join(root, folder, name));
}

function* faultsIn(node: ts.Node, file: string, checker: ts.TypeChecker): Generator<string> {
  const query = queryOf(node, checker);
  const isAllowed = !query || (query.kind === 'scoped' && isRepository(file));
  const advice = query?.kind === 'transaction' ? 'transaction' : isRepository(file) ? 'rows' : 'place';
  if (!isAllowed) yield `${file} ${methodAround(node)}: ${query.name}. ${advices[advice]}`;
  for (const child of node.getChildren()) yield* faultsIn(child, file, checker);
}

interface Query {
  name: string;
  /** `scoped`: on the rows of one organization, or on a table whose rows belong to none. */
  kind: 'scoped' | 'direct' | 'transaction';
}

function queryOf(node: ts.Node, checker: ts.TypeChecker): Query | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const { expression, arguments: values } = node;
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const symbol = checker.getSymbolAtLocation(callee);
  if (!symbol) return undefined;
  const [declaration] =
    (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol).declarations ?? [];
  const from = declaration?.getSourceFile().fileName ?? '';
  if (/\/libs\/(database|revocation)\/src\//.test(from)) {
    if (['Lookup', 'FencedLookup', 'executeAtOnce'].includes(symbol.name))
      return { name: symbol.name, kind: 'direct' };
    return symbol.name === 'OrganizationRows' ? { name: symbol.name, kind: 'scoped' } : undefined;
  }
  const owner = declaration && ts.isClassLike(declaration.parent) ? declaration.parent.name?.text : undefined;
  if (!from.includes('/node_modules/typeorm/') || !owner) return undefined;
  const isQuery = querying.includes(owner) || (owner === 'DataSource' && ofDataSource.includes(symbol.name));
  if (!isQuery) return undefined;
  const [entity] = values ?? [];
  const name = `${owner}.${symbol.name}(${entity?.getText() ?? ''})`;
  if (symbol.name === 'transaction') return { name, kind: 'transaction' };
  const isScoped = owner === 'EntityManager' && entity && belongsToNone(checker.getTypeAtLocation(entity));
  return { name, kind: isScoped ? 'scoped' : 'direct' };
}

/** Whether it is an entity, or a class of entities, whose rows name no organization. */
function belongsToNone(type: ts.Type): boolean {
  const entity = type.getConstructSignatures()[0]?.getReturnType() ?? type;
  return entity.isClass() && !entity.getProperty('organizationId');
}

function methodAround(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const isNamed =
    ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isFunctionDeclaration(node);
  if (isNamed && node.name) return node.name.getText();
  return node.parent ? methodAround(node.parent) : '';
}
