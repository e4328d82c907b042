import { MountedRoutes } from '@pocket/routes';
import { createCallers, type Caller } from '../support/callers.js';
import type { Answer, TestService } from '../support/services.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

/** Who may call a route, written down here a second time, independently of the code. */
interface Row {
  service: 'api' | 'recordings';
  route: string;
  role: 'any person' | 'viewer' | 'admin';
  scope?: string;
  status: number;
  body?: object;
  /** Creates what the path's last parameter names, in the organization that the cell is about. */
  target?: (world: World, organization: TestOrganization) => Promise<string>;
}

const aKey = async (world: World, organization: TestOrganization) => (await world.key(organization)).id;
const aMember = async (world: World, { path, tokens }: TestOrganization) => {
  const user_id = `member-${Math.random().toString(36).slice(2)}`;
  await world.api.call(`${path}/members`, { method: 'POST', token: tokens.owner, body: { user_id } });
  return user_id;
};
const aResource =
  (resource: string, body: object) =>
  async (world: World, { path, tokens }: TestOrganization) => {
    const created = await world.recordings.call(`${path}/${resource}`, {
      method: 'POST',
      token: tokens.admin,
      body,
    });
    return created.body.id as string;
  };

const organizationPath = '/api/v1/organization/:orgId';
const resourceRows = (resource: string, body: object): Row[] => {
  const path = `${organizationPath}/${resource}`;
  const [read, write] = [`${resource}:read`, `${resource}:write`];
  const target = aResource(resource, body);
  return [
    { service: 'recordings', route: `GET ${path}`, role: 'viewer', scope: read, status: 200 },
    { service: 'recordings', route: `GET ${path}/:id`, role: 'viewer', scope: read, status: 200, target },
    { service: 'recordings', route: `POST ${path}`, role: 'admin', scope: write, status: 201, body },
    {
      service: 'recordings',
      route: `PATCH ${path}/:id`,
      role: 'admin',
      scope: write,
      status: 200,
      body: {},
      target,
    },
    { service: 'recordings', route: `DELETE ${path}/:id`, role: 'admin', scope: write, status: 200, target },
  ];
};

const rows: Row[] = [
  {
    service: 'api',
    route: 'POST /api/v1/organization',
    role: 'any person',
    status: 201,
    body: { name: 'New' },
  },
  { service: 'api', route: 'GET /api/v1/organization', role: 'any person', status: 200 },
  { service: 'api', route: `GET ${organizationPath}`, role: 'viewer', status: 200 },
  { service: 'api', route: `GET ${organizationPath}/members`, role: 'viewer', status: 200 },
  {
    service: 'api',
    route: `POST ${organizationPath}/members`,
    role: 'admin',
    status: 201,
    get body() {
      return { user_id: `new-${Math.random().toString(36).slice(2)}` };
    },
  },
  {
    service: 'api',
    route: `PATCH ${organizationPath}/members/:userId`,
    role: 'admin',
    status: 200,
    body: { role: 'viewer' },
    target: aMember,
  },
  { service: 'api', route: `GET ${organizationPath}/api-keys`, role: 'viewer', status: 200 },
  {
    service: 'api',
    route: `GET ${organizationPath}/api-keys/:keyId`,
    role: 'viewer',
    status: 200,
    target: aKey,
  },
  {
    service: 'api',
    route: `POST ${organizationPath}/api-keys`,
    role: 'admin',
    status: 201,
    body: { name: 'A key' },
  },
  {
    service: 'api',
    route: `DELETE ${organizationPath}/api-keys/:keyId`,
    role: 'admin',
    status: 200,
    target: aKey,
  },
  ...resourceRows('recordings', { title: 'A recording' }),
  ...resourceRows('templates', { name: 'A template' }),
];

/** Routes that need no credential. */
const publicRoutes = [
  'GET /',
  'GET /health/live',
  'GET /health/ready',
  'GET /problems',
  'GET /problems/:code',
  'GET /style.css',
];

/** Routes without people and organizations; their callers are in key-checks.spec.ts and remote-leases.spec.ts. */
const keyChecks = [
  'GET /.well-known/oauth-authorization-server',
  'GET /api/v1/api-keys/self',
  'GET /api/v1/api-keys/authorize',
  'POST /api/v1/api-keys/introspect',
  'POST /api/v1/api-keys/leases',
  'POST /api/v1/api-keys/leases/renew',
  'POST /api/v1/api-keys/leases/release',
  'POST /api/v1/api-keys/uses',
];

const challenge = (attributes = '') => `Bearer realm="pocket"${attributes}`;
const rank = ['viewer', 'member', 'admin', 'owner'];

interface Expected {
  status: number;
  code?: string;
  challenge: string | null;
  requiredRole?: string;
}

/** The contract's rules in their order: credential, kind of caller, organization, role or scope. */
function expected(caller: Caller, row: Row, organizationId: string | undefined): Expected {
  const allowed: Expected = { status: row.status, challenge: null };
  const notFound: Expected = { status: 404, code: 'not_found', challenge: null };
  switch (caller.kind) {
    case 'anonymous':
      return { status: 401, code: 'unauthenticated', challenge: challenge() };
    case 'refused':
      return { status: 401, code: 'invalid_token', challenge: challenge(', error="invalid_token"') };
    case 'person': {
      if (row.role === 'any person') return allowed;
      const role = caller.roles?.[organizationId!];
      if (!role) return notFound;
      if (rank.indexOf(role) >= rank.indexOf(row.role)) return allowed;
      return { status: 403, code: 'insufficient_role', challenge: null, requiredRole: row.role };
    }
    case 'program': {
      const refusal = { status: 403, code: 'insufficient_scope' };
      const error = ', error="insufficient_scope"';
      if (!row.scope) return { ...refusal, challenge: challenge(error) };
      if (caller.organizationId !== organizationId) return notFound;
      if (caller.scopes!.includes(row.scope)) return allowed;
      return { ...refusal, challenge: challenge(`${error}, scope="${row.scope}"`) };
    }
  }
}

function actual(
  answer: Answer,
): Expected & { cacheControl: string | null; requestId: boolean; type: boolean } {
  const isError = answer.status >= 400;
  return {
    status: answer.status,
    code: answer.body.code as string | undefined,
    challenge: answer.headers.get('www-authenticate'),
    requiredRole: answer.body.required_role as string | undefined,
    cacheControl: answer.headers.get('cache-control'),
    requestId: /^[A-Za-z0-9_-]{1,64}$/.test(answer.headers.get('x-request-id') ?? ''),
    type:
      answer.headers.get('content-type') ===
      `application/${isError ? 'problem+json' : 'json'}; charset=utf-8`,
  };
}

describe('the authorization matrix', () => {
  let world: World;
  let own: TestOrganization;
  let other: TestOrganization;
  let callers: Caller[];

  beforeAll(async () => {
    world = await createWorld({ API_KEY_MAX_PER_ORGANIZATION: '100000' });
    own = await world.organization('own');
    other = await world.organization('other');
    callers = await createCallers(world, own, other);
  });
  afterAll(() => world.close());

  it.each(['api', 'recordings'] as const)('has a row for every route of the %s service', (service) => {
    const declared = world[service].app
      .get(MountedRoutes)
      .all()
      .map(({ route }) => route);
    const tabled = rows.filter((row) => row.service === service).map(({ route }) => route);
    const known = [...tabled, ...publicRoutes, ...(service === 'api' ? keyChecks : [])];
    expect({
      'routes without a row in this file': declared.filter((route) => !known.includes(route)),
      'rows without a route': known.filter((route) => !declared.includes(route)),
    }).toEqual({ 'routes without a row in this file': [], 'rows without a route': [] });
  });

  it.each(publicRoutes)('%s needs no credential', async (route) => {
    const answer = await world.api.call(route.split(' ')[1]!.replace(':code', 'not_found'));
    expect(answer.status).toBe(200);
  });

  describe.each(rows)('$service: $route', (row) => {
    const organizations = row.route.includes(':orgId')
      ? (['own', 'other', 'unknown'] as const)
      : (['none'] as const);
    it.each(organizations)('organization: %s', async (which) => {
      const service: TestService = world[row.service];
      const organization = which === 'other' ? other : own;
      const id = which === 'unknown' ? 'org_00000000000000000000000000' : organization.id;
      const [method, template] = row.route.split(' ') as [string, string];
      const cells: Record<string, unknown> = {};
      const wanted: Record<string, unknown> = {};
      for (const caller of callers) {
        const target = row.target ? await row.target(world, organization) : '';
        const path = template.replace(':orgId', id).replace(/:(keyId|userId|id)$/, target);
        const answer = await service.call(path, { method, token: caller.token, body: row.body });
        cells[caller.name] = actual(answer);
        wanted[caller.name] = {
          code: undefined,
          requiredRole: undefined,
          ...expected(caller, row, which === 'none' ? undefined : id),
          cacheControl: 'no-store',
          requestId: true,
          type: true,
        };
      }
      expect(cells).toEqual(wanted);
    });
  });
});
