import { Controller, Get, Param, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CurrentPrincipal, MinimumRole, RequireScopes } from '../decorators.js';
import type { Principal } from '@pocket/callers';
import { AccessTestingModule, aPerson, aProgram, TestCaller, testOrganization } from './index.js';

@Controller('organization/:orgId/reports')
class ReportsController {
  @Get()
  @MinimumRole('member')
  // One that only the application registers.
  @RequireScopes('reports:read')
  list(@Param('orgId') orgId: string, @CurrentPrincipal() { kind }: Principal) {
    return { orgId, kind };
  }
}

describe('a guarded controller', () => {
  it('is made by the test that the CLI generates, which imports nothing', async () => {
    const module = await Test.createTestingModule({ controllers: [ReportsController] }).compile();
    expect(module.get(ReportsController)).toBeDefined();
    expect(module.get(ReportsController).list('org_1', aProgram([]))).toEqual({
      orgId: 'org_1',
      kind: 'program',
    });
  });

  it('refuses everybody where nothing verifies credentials', async () => {
    const module = await Test.createTestingModule({ controllers: [ReportsController] }).compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/organization/${testOrganization}/reports`;
    const answer = await fetch(url, { headers: { authorization: 'Bearer x' } });
    await app.close();
    expect(answer.status).toBe(401);
  });

  describe('is called by a caller of the test', () => {
    const caller = new TestCaller();
    let app: INestApplication;
    beforeAll(async () => {
      const module = await Test.createTestingModule({
        imports: [AccessTestingModule.for(caller)],
        controllers: [ReportsController],
      }).compile();
      app = module.createNestApplication({ logger: false });
      await app.listen(0, '127.0.0.1');
    });
    afterAll(() => app.close());

    const other = 'org_00000000000000000000000002';
    it.each([
      ['nobody', undefined, testOrganization, 401],
      ['a person with the role', aPerson('member'), testOrganization, 200],
      ['a person with a higher role', aPerson('owner'), testOrganization, 200],
      ['a person with a lower role', aPerson('viewer'), testOrganization, 403],
      ['a person without a membership', aPerson(), testOrganization, 404],
      ['a person in another organization', aPerson('owner'), other, 404],
      ['a program with the scope', aProgram(['reports:read']), testOrganization, 200],
      ['a program without the scope', aProgram(['reports:write']), testOrganization, 403],
      ['a program in another organization', aProgram(['reports:read']), other, 404],
    ])('%s', async (_, who, orgId, status) => {
      caller.is(who);
      const url = `${await app.getUrl()}/organization/${orgId}/reports`;
      const answer = await fetch(url, { headers: { authorization: caller.authorization } });
      expect(answer.status).toBe(status);
    });

    it('whose requests alone are let in', async () => {
      caller.is(aPerson('owner'));
      const answer = await fetch(`${await app.getUrl()}/organization/${testOrganization}/reports`);
      expect(answer.status).toBe(401);
    });
  });
});
