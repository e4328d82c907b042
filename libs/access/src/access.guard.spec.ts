import { Controller, Get, Logger, Module, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Test } from '@nestjs/testing';
import { RolesGuard, ScopesGuard } from './access.guard.js';
import { AccessModule } from './access.module.js';
import { MinimumRole, Public, RequireScopes } from './decorators.js';
import { ApiKeyVerifier } from './ports.js';
import { ScopeRegistry } from './scope-registry.js';

@Controller('organization/:orgId/reports')
class ReportsController {
  @Get()
  @RequireScopes('recordings:read')
  list() {
    return {};
  }
}

function contextOf(type: string): ExecutionContext {
  const context = new ExecutionContextHost([{}, {}, {}], ReportsController, ReportsController.prototype.list);
  context.setType(type);
  return context;
}

describe.each([RolesGuard, ScopesGuard])('%p', (Guard) => {
  it.each(['graphql', 'rpc', 'ws'])(
    'refuses %s handlers on purpose, without a stack, and says what to do, also in the log',
    async (type) => {
      const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
      const module = await Test.createTestingModule({ providers: [Guard] }).compile();
      const refusal = await module
        .get(Guard)
        .canActivate(contextOf(type))
        .catch((error: Error) => error);
      expect(refusal).toMatchObject({
        status: 403,
        stack: '',
        message: expect.stringMatching(
          new RegExp(
            `^ReportsController.list: the guards of @pocket/access protect HTTP routes only, not "${type}" handlers\\. .*ApiKeyVerifier`,
          ),
        ),
      });
      expect(logged).toHaveBeenCalledWith((refusal as Error).message);
      logged.mockRestore();
    },
  );
});

afterEach(() => {
  jest.useRealTimers();
});

it('requests that arrive together are all there before any is verified, also under a false clock', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  const events: string[] = [];
  const verifier = {
    recognizes: () => true,
    verify: async (credential: string) => {
      events.push(`${credential} is verified`);
      const scopes = ['recordings:read'];
      return { status: 'live', program: { kind: 'program', organizationId: 'org_a', scopes } };
    },
    recordUse: () => undefined,
  };
  const module = await Test.createTestingModule({
    providers: [
      ScopesGuard,
      { provide: ApiKeyVerifier, useValue: verifier },
      { provide: HttpAdapterHost, useValue: { httpAdapter: { setHeader: () => undefined } } },
    ],
  }).compile();
  const arrive = async (name: string) => {
    events.push(`${name} is there`);
    const request = { headers: { authorization: `Bearer ${name}` }, params: { orgId: 'org_a' } };
    const { list } = ReportsController.prototype;
    const context = new ExecutionContextHost([request, {}, {}], ReportsController, list);
    return module.get(ScopesGuard).canActivate(context);
  };
  const others = new Promise((resolve) => {
    process.nextTick(() => resolve(arrive('b')));
  });
  expect([await arrive('a'), await others, await arrive('c')]).toEqual([true, true, true]);
  expect(events.join(', ')).toBe(
    'a is there, b is there, a is verified, b is verified, c is there, c is verified',
  );
});

it('AccessModule is imported by applications without HTTP too', async () => {
  @Module({ imports: [AccessModule] })
  class WorkerModule {}
  const context = await NestFactory.createApplicationContext(WorkerModule, {
    logger: false,
    abortOnError: false,
  });
  expect(context.get(ScopeRegistry, { strict: false }).has('recordings:read')).toBe(true);
  await context.close();
});

it('@Public beside another rule, and a role that does not exist, are refused where they are written', () => {
  const declare =
    (...decorators: MethodDecorator[]) =>
    () => {
      class Any {
        @((target, key, descriptor) => {
          for (const decorate of decorators) decorate(target, key, descriptor);
        })
        get() {
          return {};
        }
      }
      return Any;
    };
  expect(declare(RequireScopes('recordings:read'), Public())).toThrow('@Public() lets everyone in');
  expect(declare(Public(), MinimumRole('viewer'))).toThrow('@Public() lets everyone in');
  expect(() => MinimumRole('admni' as 'admin')).toThrow(
    "@MinimumRole('admni'): the roles are viewer, member",
  );
});
