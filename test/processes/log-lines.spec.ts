import { createHash } from 'node:crypto';
import { startProcess, type ServiceProcess } from '../support/processes.js';
import { createProxy } from '../support/proxy.js';
import { testEngine } from '../support/test-database.js';
import { createWorld, type TestOrganization, type World } from '../support/world.js';

type Line = Record<string, unknown>;
const secret = 'of a service';
const INTROSPECTION_CLIENTS = `reports=${createHash('sha256').update(secret).digest('hex')}`;
const self = '/api/v1/api-keys/self';

let world: World;
let acme: TestOrganization;
const processes: ServiceProcess[] = [];
beforeAll(async () => {
  world = await createWorld({ INTROSPECTION_CLIENTS });
  acme = await world.organization('acme');
});
afterAll(async () => {
  await Promise.all(processes.map((service) => service.stop()));
  await world.close();
});

async function start(env: NodeJS.ProcessEnv): Promise<ServiceProcess> {
  const service = await startProcess('api', {
    ...world.env,
    NODE_ENV: 'production',
    SHUTDOWN_DELAY_SECONDS: '0',
    ...env,
  });
  processes.push(service);
  return service;
}

/** The line with this request id, once it is written. */
async function lineOf(service: ServiceProcess, requestId: string, msg = 'request'): Promise<Line> {
  for (;;) {
    // The last one may not have come whole.
    const lines = service.printed().split('\n').slice(0, -1);
    const found = lines
      .map((line) => JSON.parse(line) as Line)
      .find((line) => line['request_id'] === requestId && line['msg'] === msg);
    if (found) return found;
    await new Promise((resolve) => service.process.stdout!.once('data', resolve));
  }
}

describe('the line of a request', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await start({ LOG_LEVEL: 'info', TRUST_PROXY: '1' });
  });

  const send = async (path: string, id: string, authorization?: string) => {
    const headers = { 'x-request-id': id, 'x-forwarded-for': '192.0.2.7' };
    await service.call(path, { headers: { ...headers, ...(authorization && { authorization }) } });
    return lineOf(service, id);
  };

  it('names who called, in which organization, and from where', async () => {
    const { id, key } = await world.key(acme);
    expect(await send(self, 'key', `Bearer ${key}`)).toMatchObject({
      caller: `key:${id}`,
      organization: acme.id,
      address: '192.0.2.7',
      status: 200,
    });
    expect(await send(`${acme.path}/members`, 'person', `Bearer ${acme.tokens.viewer}`)).toMatchObject({
      caller: 'person:viewer-of-acme',
      organization: acme.id,
    });
  });

  it('says why a credential was refused, which the answer does not tell, and never shows it', async () => {
    const { id, key } = await world.key(acme);
    await world.api.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin });
    const expired = await world.issuer.expiredToken('somebody');
    const foreign = await world.issuer.wrongAudienceToken('somebody');
    for (const [reason, authorization] of [
      ['no_credential', undefined],
      ['unknown', `Bearer ${key}`],
      ['malformed', 'Bearer pk_live_nothing'],
      ['expired', `Bearer ${expired}`],
      ['wrong_audience', `Bearer ${foreign}`],
      ['two_credentials', `Bearer ${key} ${key}`],
    ] as const) {
      const line = await send(self, `refused-${reason}`, authorization);
      expect([line['reason'], line['status'], line['caller']]).toEqual([reason, 401, undefined]);
    }
    for (const text of [key, expired, foreign]) expect(service.printed()).not.toContain(text);
  });

  it('names services, and why they were refused', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const [id, credential, line] of [
      ['service-1', `reports:${secret}`, { caller: 'service:reports', status: 200 }],
      ['service-2', 'reports:guess', { reason: 'wrong_secret', status: 401 }],
      ['service-3', 'nobody:guess', { reason: 'unknown', status: 401 }],
    ] as const) {
      const authorization = `Basic ${Buffer.from(credential).toString('base64')}`;
      const headers = { ...type, authorization, 'x-request-id': id };
      await service.call('/api/v1/api-keys/introspect', { method: 'POST', headers, body: 'token=x' });
      expect(await lineOf(service, id)).toMatchObject(line);
    }
  });
});

describe.each(['production', 'development'])('a text that a caller chooses, with NODE_ENV=%s', (NODE_ENV) => {
  it('neither makes lines of its own in the log nor steers the terminal', async () => {
    const service = await start({ LOG_LEVEL: 'info', NODE_ENV });
    const text = 'a\n{"b":1}\r\u001b[2J\u007f\u009b2J\u2028\u202eend';
    const headers = { 'x-request-id': 'chosen' };
    const path = `/api/v1/organization/${encodeURIComponent(text)}/api-keys`;
    expect((await service.call(path, { token: acme.tokens.viewer, headers })).status).toBe(404);
    while (!service.printed().includes('"chosen"'))
      await new Promise((resolve) => service.process.stdout!.once('data', resolve));
    expect(service.printed()).toContain('u202eend');
    expect(service.printed()).not.toMatch(/^\{"b"|(?!\n)\p{Cc}|[\u2028\u202e]/mu);
  });
});

describe('the line of a change', () => {
  it('is there at the level fatal too, with who, where and from where', async () => {
    const service = await start({ LOG_LEVEL: 'fatal' });
    const { id } = await world.key(acme);
    await service.call(`${acme.path}/api-keys/${id}`, {
      method: 'DELETE',
      token: acme.tokens.admin,
      headers: { 'x-request-id': 'deletion' },
    });
    expect(await lineOf(service, 'deletion', 'API key deleted')).toMatchObject({
      organization: acme.id,
      key: id,
      by: 'person:admin-of-acme',
      address: '127.0.0.1',
    });
    expect(service.printed()).not.toContain('"msg":"request"');
  });

  it('is there before the change is answered, whatever ends the process then', async () => {
    const service = await start({ LOG_LEVEL: 'info' });
    const { id } = await world.key(acme);
    await service.call(`${acme.path}/api-keys/${id}`, { method: 'DELETE', token: acme.tokens.admin });
    await service.stop('SIGKILL');
    processes.splice(processes.indexOf(service), 1);
    expect(service.printed()).toContain(`"msg":"API key deleted","organization":"${acme.id}","key":"${id}"`);
  });

  if (testEngine === 'mysql')
    it('is there with an unknown outcome where the answer of the commit is lost', async () => {
      const url = new URL(world.database.url);
      const proxy = await createProxy(url.hostname, Number(url.port || 3306));
      url.host = `127.0.0.1:${proxy.port}`;
      const { id } = await world.key(acme);
      const service = await start({ LOG_LEVEL: 'warn', DATABASE_URL: url.href });
      proxy.onceSent('COMMIT', () => proxy.fail('swallow'));
      const headers = { 'x-request-id': 'lost' };
      const path = `${acme.path}/api-keys/${id}`;
      const answer = await service.call(path, { method: 'DELETE', token: acme.tokens.admin, headers });
      expect(answer.status).toBe(503);
      expect(await lineOf(service, 'lost', 'API key deleted')).toMatchObject({ key: id, outcome: 'unknown' });
      proxy.mend();
      await proxy.close();
    });
});
