// A real OpenID provider on a free port of the loopback interface: prints {"issuer","audience"} as one line of JSON.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const audience = 'urn:pocket:api';
const { privateKey } = await generateKeyPair('RS256', { extractable: true });

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'dashboard',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['only for tests'] },
  ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  extraTokenClaims: (_context, { accountId }) => ({ email: `${accountId}@acme.example`, name: accountId }),
  // The dashboard is the provider's own client, so nobody is asked to consent.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
    grant.addOIDCScope('openid');
    grant.addResourceScope(audience, 'pocket');
    await grant.save();
    return grant;
  },
  interactions: { url: (_context, { uid }) => `/login/${uid}` },
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({
        scope: 'pocket',
        audience,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
const protocol = provider.callback();

/** The login page takes the person's id as the body of a POST; everything else is the provider's. */
async function answer(request, response) {
  if (!request.url.startsWith('/login/')) return protocol(request, response);
  let accountId = '';
  for await (const chunk of request) accountId += chunk;
  try {
    await provider.interactionFinished(request, response, { login: { accountId } });
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
}

console.log(JSON.stringify({ issuer, audience }));
