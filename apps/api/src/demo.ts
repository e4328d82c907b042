import type { INestApplicationContext } from '@nestjs/common';
import type { Actor, Person } from '@pocket/access';
import { OrganizationsRepository, OrganizationsService } from '@pocket/organizations';
import { demoIssuer, type Environment } from '@pocket/runtime';

const owner = { sub: 'demo-owner', email: 'owner@acme.example', name: 'Demo Owner' };
const viewer = { sub: 'demo-viewer', email: 'viewer@acme.example', name: 'Demo Viewer' };

const asActor = ({ sub, ...profile }: typeof owner): Actor<Person> => ({
  principal: { kind: 'person', userId: sub, ...profile },
});

/** Makes the demo's organization where the database holds none, and returns what a newcomer needs to start. */
export async function demoBanner(
  app: INestApplicationContext,
  environment: Environment,
  apiUrl: string,
  recordingsUrl?: string,
): Promise<string> {
  const organizations = app.get(OrganizationsService);
  if ((await app.get(OrganizationsRepository).count()) === 0) {
    const { organization } = await organizations.create(asActor(owner), { name: 'Acme' });
    const { sub: userId, ...profile } = viewer;
    await organizations.addMember(asActor(owner), organization.id, { userId, ...profile, role: 'viewer' });
  }
  const issuer = await demoIssuer(environment.DATABASE_URL);
  const [ownerToken, viewerToken] = [await issuer.token(owner), await issuer.token(viewer)];
  const [own] = await organizations.listOf(asActor(owner).principal).all();
  const acme = own?.organization;
  return [
    '',
    'Pocket organization API keys: demo mode (no identity provider is configured)',
    '',
    `  Swagger UI      ${apiUrl}/docs`,
    `  Organization    ${acme ? `${acme.id} (${acme.name})` : 'none of the demo’s; create one with the owner’s token'}`,
    `  Owner's token   ${ownerToken}`,
    `  Viewer's token  ${viewerToken}`,
    '',
    ...(acme ? firstSteps(`/api/v1/organization/${acme.id}`, apiUrl, ownerToken, recordingsUrl) : []),
    '',
  ].join('\n');
}

/** The key goes through a file, so that each line also works in a shell of its own. */
function firstSteps(path: string, apiUrl: string, token: string, recordingsUrl?: string): string[] {
  return [
    'Create a key (its answer shows the secret, this once):',
    '',
    `curl -sS -X POST ${apiUrl}${path}/api-keys -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"name":"My first key"}' | tee pocket-key.json`,
    '',
    ...(recordingsUrl ? ['Use it on the internal service:', '', useOf(path, recordingsUrl)] : []),
  ];
}

const useOf = (path: string, recordingsUrl: string) =>
  `curl -sS ${recordingsUrl}${path}/recordings -H "Authorization: Bearer $(sed 's/.*"key":"\\([^"]*\\)".*/\\1/' pocket-key.json)"`;
