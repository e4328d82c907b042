import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The npm package `oidc-provider` in a process of its own. */
export interface OidcProvider {
  issuer: string;
  audience: string;
  /** Signs a person in (authorization code with PKCE) and returns the access token, a JWT for `audience`. */
  tokenFor(sub: string): Promise<string>;
  stop(): Promise<void>;
}

const clientId = 'dashboard';
const redirectUri = 'http://127.0.0.1/callback';

export async function startOidcProvider(): Promise<OidcProvider> {
  const child = spawn(process.execPath, [join(__dirname, 'oidc-provider-program.mjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const exited = once(child, 'close');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]: string[]) => text),
    exited.then(() => {
      throw new Error(`oidc-provider did not start:\n${complaints}`);
    }),
  ]);
  const { issuer, audience }: { issuer: string; audience: string } = JSON.parse(line);
  return {
    issuer,
    audience,
    tokenFor: (sub) => signIn(issuer, audience, sub),
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

async function signIn(issuer: string, audience: string, sub: string): Promise<string> {
  const browse = createBrowser();
  const configuration = await json(await fetch(`${issuer}/.well-known/openid-configuration`));
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const authorization = new URL(configuration.authorization_endpoint);
  authorization.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid pocket',
    resource: audience,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  const loginPage = await browse(authorization);
  const resumed = await browse(loginPage, { method: 'POST', body: sub });
  const callback = await browse(resumed);
  const code = callback.searchParams.get('code');
  if (!code || callback.searchParams.get('state') !== state) throw new Error(`No code: ${callback.href}`);

  const tokens = await json(
    await fetch(configuration.token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code,
        code_verifier: verifier,
        resource: audience,
      }),
    }),
  );
  return tokens.access_token;
}

/** A browser as far as the flow needs one: keeps cookies by name and answers where it is sent next. */
function createBrowser() {
  const cookies = new Map<string, string>();
  return async (url: URL, init: RequestInit = {}): Promise<URL> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const header of response.headers.getSetCookie()) {
      const [name, ...value] = header.split(';', 1)[0].split('=');
      cookies.set(name, value.join('='));
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`${url.pathname}: ${response.status} ${await response.text()}`);
    return new URL(location, url);
  };
}

async function json(response: Response): Promise<Record<string, string>> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return Object(await response.json());
}
