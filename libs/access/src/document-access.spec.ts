import { Controller, Get } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { AcrossOrganizations, AnyPerson, MinimumRole, Public, RequireScopes } from './decorators.js';
import { documentAccess } from './document-access.js';
import { AccessTestingModule, TestCaller } from './testing/index.js';

@Controller('organization/:orgId/reports')
class ReportsController {
  @Get()
  @MinimumRole('viewer')
  @RequireScopes('reports:read', 'reports:list')
  list() {
    return {};
  }
}

@Controller('own')
class OwnController {
  @Get('self')
  @RequireScopes()
  @AcrossOrganizations()
  self() {
    return {};
  }

  @Get('open')
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

describe('the OpenAPI document of a service with guarded routes', () => {
  const documentOf = async (...controllers: (typeof OwnController | typeof ReportsController)[]) => {
    const imports = [AccessTestingModule.for(new TestCaller())];
    const app = (await Test.createTestingModule({ imports, controllers }).compile()).createNestApplication();
    await app.init();
    const document = documentAccess(SwaggerModule.createDocument(app, new DocumentBuilder().build()));
    await app.close();
    return document;
  };
  const get = (document: OpenAPIObject, path: string) => document.paths[path]!.get!;

  it('defines every scheme that a route names, each time that it is made', async () => {
    await documentOf(ReportsController);
    const all = await documentOf(ReportsController, OwnController);
    expect(Object.keys(all.components!.securitySchemes!).sort()).toEqual([
      'ApiKey',
      'PersonToken',
      'ServiceCredential',
    ]);
    const operation = get(all, '/organization/{orgId}/reports');
    expect(operation.security).toEqual([{ PersonToken: [] }, { ApiKey: [] }]);
    expect(operation).toMatchObject({ 'x-required-scopes': ['reports:read', 'reports:list'] });
  });

  it('has what the guards answer beside what the handler does', async () => {
    const all = await documentOf(ReportsController, OwnController);
    const statuses = (path: string) => Object.keys(get(all, path).responses);
    expect(statuses('/organization/{orgId}/reports')).toEqual(['200', '401', '403', '404', '503']);
    expect(statuses('/own/self')).toEqual(['200', '401', '403', '503']);
    expect(statuses('/own/person')).toEqual(['200', '401', '403', '503']);
    expect(statuses('/own/open')).toEqual(['200']);
    expect(get(all, '/own/self').responses['401']).toEqual({
      description: 'No credential (`unauthenticated`), or: Invalid credential (`invalid_token`).',
      content: { 'application/problem+json': { schema: { type: 'object' } } },
    });
  });

  it('keeps what the service says itself', async () => {
    const own = { description: 'Mine.' };
    const document = documentAccess({
      paths: { '/a': { get: { security: [{ ApiKey: [] }, { Other: ['x'] }], responses: { 401: own } } } },
      components: { securitySchemes: { ApiKey: own }, schemas: {} },
    });
    expect(document.paths['/a'].get.responses[401]).toBe(own);
    expect(document.paths['/a'].get.security).toEqual([{ ApiKey: [] }, { Other: ['x'] }]);
    expect(document.components).toMatchObject({ securitySchemes: { ApiKey: own }, schemas: {} });
  });
});
