import { Controller, Get, Global, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AccessModule,
  AnyPerson,
  ApiKeyVerifier,
  MinimumRole,
  OrganizationRoles,
  PersonVerifier,
  Public,
  RequireScopes,
  ScopesGuard,
} from '@pocket/access';
import { call } from '../support/services.js';

@Controller('organization/:orgId')
@RequireScopes('recordings:read')
class ClassController {
  @Get('inherited')
  inherited() {
    return {};
  }

  @Get('role')
  @MinimumRole('admin')
  role() {
    return {};
  }

  @Get('person')
  @AnyPerson()
  person() {
    return {};
  }

  @Get('public')
  @Public()
  open() {
    return {};
  }
}

@Controller('bare')
@UseGuards(ScopesGuard)
class BareController {
  @Get()
  get() {
    return {};
  }
}

const program = {
  kind: 'program' as const,
  keyId: 'key_1',
  organizationId: 'org_1',
  scopes: ['recordings:read'],
  createdAt: new Date(0),
  expiresAt: null,
};

@Global()
@Module({
  imports: [AccessModule],
  providers: [
    {
      provide: ApiKeyVerifier,
      useValue: {
        recognizes: (token: string) => token === 'key',
        verify: async () => ({ status: 'live', program }),
        recordUse: () => undefined,
      },
    },
    {
      provide: PersonVerifier,
      useValue: {
        verify: async (token: string) =>
          token === 'person'
            ? { status: 'valid', person: { kind: 'person', userId: 'ann' } }
            : { status: 'malformed' },
      },
    },
    { provide: OrganizationRoles, useValue: { roleOf: async () => ({ status: 'member', role: 'admin' }) } },
  ],
  exports: [ApiKeyVerifier, PersonVerifier, OrganizationRoles],
})
class CallersModule {}

@Module({ imports: [CallersModule], controllers: [ClassController, BareController] })
class AnyModule {}

describe('a rule', () => {
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(AnyModule, new FastifyAdapter(), {
      logger: false,
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  it.each([
    ['organization/org_1/inherited', 'of the class holds where the handler has none', [401, 403, 200]],
    ['organization/org_1/role', 'of the handler takes the place of the class’s: a role', [401, 200, 403]],
    [
      'organization/org_1/person',
      'of the handler takes the place of the class’s: any person',
      [401, 200, 403],
    ],
    ['organization/org_1/public', 'of the handler takes the place of the class’s: public', [200, 200, 200]],
    ['organization/org_2/inherited', 'keeps a key out of another organization', [401, 403, 404]],
    ['bare', 'that is missing under a guard lets no one in', [401, 403, 403]],
  ])('at %s %s', async (path, _, [anonymous, person, key]) => {
    const statusOf = async (token?: string) => (await call(`${url}/${path}`, { token })).status;
    expect([await statusOf(), await statusOf('person'), await statusOf('key')]).toEqual([
      anonymous,
      person,
      key,
    ]);
  });
});
