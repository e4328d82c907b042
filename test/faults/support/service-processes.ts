import { randomBytes, createHash } from 'node:crypto';
import { runScript, startProcess, type ServiceProcess } from '../../support/processes.js';
import { environmentOf } from '../../support/services.js';
import type { TestDatabase } from '../../support/test-database.js';
import { createTokenIssuer, type TokenIssuer } from '../../support/token-issuer.js';
import { tenantsOf, type TestOrganization } from '../../support/world.js';
import { Client } from './client.js';

/** What built services need to run on one database, and what they have to be asked about. */
export interface Ground {
  database: TestDatabase;
  issuer: TokenIssuer;
  env: NodeJS.ProcessEnv;
  /** The secret of the service credential `bench`. */
  secret: string;
  /** Starts a built service that ends with the ground; the same address again where a port is given. */
  start(service: 'api' | 'recordings', more?: NodeJS.ProcessEnv): Promise<ServiceProcess>;
  /** A service without a database, which asks this api by introspection, with `/organization/:orgId/empty`. */
  startRemote(apiUrl: string): Promise<Pick<ServiceProcess, 'url' | 'process'>>;
  close(): Promise<void>;
}

export async function createGround(create: () => Promise<TestDatabase>): Promise<Ground> {
  const database = await create();
  const issuer = await createTokenIssuer();
  const secret = randomBytes(16).toString('hex');
  const env = environmentOf(database.url, issuer, {
    API_KEY_MAX_PER_ORGANIZATION: '1000000',
    INTROSPECTION_CLIENTS: `bench=${createHash('sha256').update(secret).digest('hex')}`,
  });
  const processes: ServiceProcess['process'][] = [];
  return {
    database,
    issuer,
    env,
    secret,
    start: async (service, more) => {
      const started = await startProcess(service, { ...env, ...more });
      processes.push(started.process);
      return started;
    },
    startRemote: async (apiUrl) => {
      const { child, printed, exited } = runScript('bench/service.mjs', {}, [
        'remote-memory',
        apiUrl,
        secret,
      ]);
      processes.push(child);
      const url = await new Promise<string>((resolve, reject) => {
        child.once('message', (message: { url: string }) => resolve(message.url));
        void exited.then(([code]) => reject(new Error(`remote ended with code ${code}:\n${printed()}`)));
      });
      return { url: url.replace('[::1]', '127.0.0.1'), process: child };
    },
    close: async () => {
      await Promise.all(processes.map(ended));
      await issuer.close();
      await database.drop();
    },
  };
}

async function ended(child: ServiceProcess['process']): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGCONT');
  child.kill('SIGKILL');
  await exit;
}

/** An organization of this api, and what its admin does there over and over. */
export class KeyAdmin {
  readonly client: Client;

  private constructor(
    readonly organization: TestOrganization,
    url: string,
  ) {
    this.client = new Client(url);
  }

  static async create(api: ServiceProcess, issuer: TokenIssuer, name = 'acme'): Promise<KeyAdmin> {
    return new KeyAdmin(await tenantsOf(api, issuer).organization(name), api.url);
  }

  /** The same admin at another process, or at the one that took its place. */
  at(url: string): KeyAdmin {
    return new KeyAdmin(this.organization, url);
  }

  create(name = 'Short-lived') {
    return this.send('POST', '', { name });
  }

  remove(id: string) {
    return this.send('DELETE', `/${id}`);
  }

  list() {
    return this.send('GET', '');
  }

  private send(method: string, path: string, body?: object) {
    const { tokens, path: at } = this.organization;
    return this.client.send(`${at}/api-keys${path}`, { method, token: tokens.admin, body });
  }
}
