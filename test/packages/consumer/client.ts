// A program of somebody else that manages keys with nothing but the client.
import { createClient, type Problem, type Scope } from '@pocket/client';

async function main(baseUrl: string, token: string): Promise<void> {
  const admin = createClient({ baseUrl, token: () => Promise.resolve(token) });
  const organization = await admin.POST('/api/v1/organization', { body: { name: 'Strange' } });
  if (organization.error) throw failure(organization.error);
  const path = { orgId: organization.data.id };

  const scopes: Scope[] = ['recordings:read'];
  const created = await admin.POST('/api/v1/organization/{orgId}/api-keys', {
    params: { path },
    body: { name: 'Strange', scopes },
  });
  if (created.error) throw failure(created.error);
  const { id, key } = created.data;

  const program = createClient({ baseUrl, token: key });
  const self = await program.GET('/api/v1/api-keys/self');
  const deleted = await admin.DELETE('/api/v1/organization/{orgId}/api-keys/{keyId}', {
    params: { path: { ...path, keyId: id } },
  });
  const dead = await program.GET('/api/v1/api-keys/self');

  const outcome = {
    isItself: self.data?.id === id,
    scopes: self.data?.scopes,
    deleted: deleted.data,
    dead: [dead.response.status, dead.error?.code],
    hasRequestId: dead.error?.request_id === dead.response.headers.get('x-request-id'),
  };
  console.log(JSON.stringify(outcome));
}

const failure = ({ code, detail, request_id }: Problem) => new Error(`${code}: ${detail} (${request_id})`);

const [baseUrl = '', token = ''] = process.argv.slice(2);
void main(baseUrl, token);
