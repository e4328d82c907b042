import { Controller, Get, Module, VersioningType, type INestApplication, type Type } from '@nestjs/common';
import { APP_GUARD, NestFactory, RouterModule } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  AccessDeclaredGuard,
  AccessModule,
  AcrossOrganizations,
  AnyPerson,
  ApiKeyVerifier,
  MinimumRole,
  OrganizationRoles,
  PersonVerifier,
  Public,
  RequireScopes,
} from '@pocket/access';
import { AccessTestingModule, aProgram, TestCaller } from '@pocket/access/testing';
import { call } from '../support/services.js';

const verifiers = AccessTestingModule.for(new TestCaller());
/** Something for each port, in an application whose scopes are checked as in production. */
const everyPort = [ApiKeyVerifier, PersonVerifier, OrganizationRoles].map((provide) => ({
  provide,
  useValue: {},
}));

/** A controller at this path whose one route is for keys. */
function forKeys(path: string, route = ''): Type {
  @Controller(path)
  class ReportsController {
    @Get(route)
    @RequireScopes('recordings:read')
    list() {
      return {};
    }
  }
  return ReportsController;
}

interface Host {
  controllers: Type[];
  imports?: unknown[];
  providers?: object[];
  prepare?: (app: INestApplication) => unknown;
}

describe.each(['express', 'fastify'] as const)('an application on %s', (platform) => {
  const apps: INestApplication[] = [];
  const start = async ({ controllers, imports = [verifiers], providers = [], prepare }: Host) => {
    @Module({ imports: imports as never[], controllers, providers: providers as never[] })
    class HostModule {}
    const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
    const app = await NestFactory.create(HostModule, adapter, { logger: false, abortOnError: false });
    apps.push(app);
    prepare?.(app);
    await app.init();
    return app;
  };
  const refusal = (host: Host) =>
    start(host).then(
      () => 'started',
      (error: Error) => error.message,
    );
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close().catch(() => undefined);
  });

  it.each([
    'reports',
    'organisations/:organisationId/reports',
    'organisations/:organisation/reports',
    'orgs/:orgUuid/reports',
    'orgs/:org_slug/reports',
    'orgs/:orgid/reports',
    'tenants/:tenantId/reports',
    'workspaces/:workspaceId/reports',
    ':id/reports',
    'organizations/:organizationId/reports',
  ])('does not start with a route for keys at /%s, which names no organization ":orgId"', async (path) => {
    expect(await refusal({ controllers: [forKeys(path)] })).toBe(
      `GET /${path} lets API keys in, but its path has no ":orgId", so keys of every organization could use it: name the ` +
        'organization ":orgId" in the path, or declare @AcrossOrganizations() and keep them apart in the handler.',
    );
  });

  it('does not start where only the handler, the global prefix or a module’s prefix names it otherwise', async () => {
    const prefixed = { prepare: (app: INestApplication) => app.setGlobalPrefix('tenants/:tenantId') };
    expect(await refusal({ controllers: [forKeys('reports')], ...prefixed })).toContain(
      'GET /tenants/:tenantId/reports lets API keys in',
    );
    expect(await refusal({ controllers: [forKeys('reports', ':tenantId/all')] })).toContain(
      'GET /reports/:tenantId/all lets API keys in',
    );
  });

  it('starts where the controller, the handler, the prefix or the version puts ":orgId" into the path', async () => {
    await start({ controllers: [forKeys('organizations/:orgId/reports')] });
    await start({ controllers: [forKeys('organizations', ':orgId/reports')] });
    const prefixed = await start({
      controllers: [forKeys('reports')],
      prepare: (app) => app.setGlobalPrefix('organizations/:orgId'),
    });
    await start({
      controllers: [forKeys('organizations/:orgId/reports')],
      prepare: (app) => app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
    });
    @Module({ imports: [verifiers], controllers: [forKeys('reports')] })
    class ReportsModule {}
    const routed = RouterModule.register([{ path: 'organizations/:orgId', module: ReportsModule }]);
    await start({ controllers: [], imports: [ReportsModule, routed] });

    await prefixed.listen(0, '127.0.0.1');
    const url = await prefixed.getUrl();
    expect((await call(`${url}/organizations/org_1/reports`)).status).toBe(401);
  });

  it('keeps the keys of another organization out under a prefix too', async () => {
    const caller = new TestCaller(aProgram(['recordings:read'], { organizationId: 'org_1' }));
    const app = await start({
      controllers: [forKeys('reports')],
      imports: [AccessTestingModule.for(caller)],
      prepare: (host) => host.setGlobalPrefix('organizations/:orgId'),
    });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const headers = { authorization: caller.authorization };
    const statusIn = async (id: string) =>
      (await call(`${url}/organizations/${id}/reports`, { headers })).status;
    expect([await statusIn('org_1'), await statusIn('org_2')]).toEqual([200, 404]);
  });

  it('starts where a route says that it keeps organizations apart itself', async () => {
    @Controller('self')
    class SelfController {
      @Get()
      @RequireScopes()
      @AcrossOrganizations()
      self() {
        return {};
      }
    }
    expect(await refusal({ controllers: [SelfController] })).toBe('started');
  });

  it('does not start where one of several controllers that inherit a handler lets keys of every organization in', async () => {
    class Reports {
      @Get()
      list() {
        return {};
      }
    }
    @Controller('all-reports')
    @RequireScopes('recordings:read')
    class AllReportsController extends Reports {}
    @Controller('cats')
    @Public()
    class CatsController extends Reports {}
    for (const controllers of [
      [AllReportsController, CatsController],
      [CatsController, AllReportsController],
    ])
      expect(await refusal({ controllers })).toContain('GET /all-reports lets API keys in');
  });

  it('does not start where a route’s own decorators take the place of its class’s rule and leave none', async () => {
    @Controller('organizations/:orgId/reports')
    @RequireScopes('recordings:read')
    class ReportsController {
      @Get()
      @AcrossOrganizations()
      list() {
        return {};
      }
    }
    expect(await refusal({ controllers: [ReportsController] })).toContain('lets no one in');
  });

  it('does not start with a rule on the class either', async () => {
    @Controller('reports')
    @RequireScopes('recordings:read')
    class ReportsController {
      @Get('all')
      all() {
        return {};
      }
    }
    expect(await refusal({ controllers: [ReportsController] })).toContain(
      'GET /reports/all lets API keys in',
    );
  });

  @Controller('reports')
  class RoleController {
    @Get()
    @MinimumRole('viewer')
    list() {
      return {};
    }
  }
  @Controller('organizations/:orgId/reports')
  class EverybodyController {
    @Get()
    @MinimumRole('viewer')
    @RequireScopes('recordings:read')
    list() {
      return {};
    }
  }

  it('does not start with a role without ":orgId"', async () => {
    expect(await refusal({ controllers: [RoleController] })).toBe(
      'GET /reports requires a role, but its path has no ":orgId": name the organization ":orgId" in the path.',
    );
  });

  it('does not start with a rule that nothing can check, and says what to import', async () => {
    const message = await refusal({ controllers: [EverybodyController], imports: [AccessModule] });
    expect(message.split('\n')).toEqual([
      expect.stringContaining(
        'requires a role, but nothing provides OrganizationRoles: import OrganizationRolesModule',
      ),
      expect.stringContaining(
        'lets people in, but nothing verifies their tokens: import PersonTokensModule of @pocket/person-tokens',
      ),
      expect.stringContaining('lets API keys in, but nothing verifies them: import ApiKeyVerificationModule'),
    ]);
    await start({ controllers: [EverybodyController], imports: [AccessModule], providers: everyPort });
  });

  it('does not start with a scope that is not registered, and says how to register it', async () => {
    @Controller('organizations/:orgId/exports')
    class ExportsController {
      @Get(':id')
      @RequireScopes('exports:read')
      get() {
        return {};
      }
    }
    const host = { controllers: [ExportsController], imports: [AccessModule], providers: everyPort };
    expect(await refusal(host)).toBe(
      'GET /organizations/:orgId/exports/:id requires the scope "exports:read", which no key can have: register it with the ' +
        "option scopes: [{ name: 'exports:read', description: '…' }] of the module that verifies keys.",
    );
  });

  it('that wants a rule of every route does not start with one that has none, and starts with all of them', async () => {
    @Controller('open')
    class OpenController {
      @Get('door')
      door() {
        return {};
      }
    }
    const providers = [{ provide: APP_GUARD, useClass: AccessDeclaredGuard }];
    expect(await refusal({ controllers: [OpenController], imports: [AccessModule], providers })).toBe(
      'GET /open/door (OpenController.door) declares no access rule: add @MinimumRole, @RequireScopes, @AnyPerson or @Public.',
    );
    @Controller('all')
    class AllController {
      @Get('public')
      @Public()
      open() {
        return {};
      }

      @Get('person')
      @AnyPerson()
      person() {
        return {};
      }
    }
    await start({ controllers: [AllController], imports: [AccessModule, verifiers], providers });
  });
});
