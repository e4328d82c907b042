import type { EnvironmentError } from '@pocket/runtime';
import { readRecordingsEnvironment } from '../../recordings/src/environment.js';
import { readApiEnvironment as readEnvironment } from './environment.js';

const hash = 'a'.repeat(64);
const issuer = { AUTH_ISSUER: 'https://id.example.com', AUTH_AUDIENCE: 'pocket' };
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'mysql://u:p@db/pocket?ssl-mode=REQUIRED',
  ...issuer,
};

function faultsOf(source: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    return (error as EnvironmentError).faults;
  }
}

describe('the environment', () => {
  it('that is empty is the demo on the loopback interface with the embedded database', () => {
    expect(readEnvironment({})).toEqual({
      production: false,
      demo: true,
      HOST: '127.0.0.1',
      PORT: 3000,
      SHUTDOWN_DELAY_SECONDS: 0,
      VERIFICATION_CACHE: true,
      VERIFICATION_CACHE_SIZE: 100_000,
      VERIFICATION_LEASE_MS: 2_000,
      DATABASE_URL: 'sqlite:data/pocket.sqlite',
      auth: undefined,
      API_KEY_PREFIX: 'pk_live_',
      INTROSPECTION_CLIENTS: [],
      API_KEY_MAX_PER_ORGANIZATION: 1000,
      API_KEY_SCOPES: [],
      CORS_ORIGINS: [],
      AUTH_FAILURES_PER_MINUTE: 60,
      LOG_LEVEL: 'info',
    });
  });

  it('takes another default port for another service, and an empty variable for none', () => {
    expect(readRecordingsEnvironment({ PORT: '' }).PORT).toBe(3001);
    expect(readRecordingsEnvironment({ PORT: '0' }).PORT).toBe(0);
  });

  it('of Firebase implies issuer, audience and keys', () => {
    expect(readEnvironment({ FIREBASE_PROJECT_ID: 'pocket-1' })).toMatchObject({
      demo: false,
      auth: {
        issuer: 'https://securetoken.google.com/pocket-1',
        audience: 'pocket-1',
        jwksUrl: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
        firebase: true,
      },
    });
  });

  it.each<[NodeJS.ProcessEnv, object]>([
    [
      { ...issuer, ORGANIZATION_CREATORS: 'ada, auth0|64f1c2 ,', API_KEY_EXPIRED_RETENTION_DAYS: '0' },
      { ORGANIZATION_CREATORS: ['ada', 'auth0|64f1c2'], API_KEY_EXPIRED_RETENTION_DAYS: 0 },
    ],
    [{ ...issuer, ORGANIZATION_CREATORS: 'none' }, { ORGANIZATION_CREATORS: [] }],
    [
      issuer,
      { demo: false, auth: { issuer: 'https://id.example.com', audience: 'pocket', firebase: false } },
    ],
    [
      { ...issuer, AUTH_ISSUER: 'http://127.0.0.1:9/a', AUTH_JWKS_URL: 'http://[::1]:9/jwks' },
      { auth: { issuer: 'http://127.0.0.1:9/a', jwksUrl: 'http://[::1]:9/jwks' } },
    ],
    [{ ...issuer, HOST: '0.0.0.0' }, { HOST: '0.0.0.0' }],
    [production, { production: true, demo: false, SHUTDOWN_DELAY_SECONDS: 3 }],
    [
      { ...issuer, NODE_ENV: 'test' },
      { production: false, demo: false, SHUTDOWN_DELAY_SECONDS: 0 },
    ],
    [{ ...production, SHUTDOWN_DELAY_SECONDS: '0' }, { SHUTDOWN_DELAY_SECONDS: 0 }],
    [{ SHUTDOWN_DELAY_SECONDS: '30' }, { SHUTDOWN_DELAY_SECONDS: 30 }],
    [{ API_KEY_PREFIX: 'abcdefg_testing_' }, { API_KEY_PREFIX: 'abcdefg_testing_' }],
    [
      { INTROSPECTION_CLIENTS: `a=${hash}, b-2=${'F'.repeat(64)}` },
      {
        INTROSPECTION_CLIENTS: [
          { id: 'a', secretHash: hash },
          { id: 'b-2', secretHash: 'f'.repeat(64) },
        ],
      },
    ],
    [
      { CORS_ORIGINS: 'https://a.example,http://localhost:5173' },
      { CORS_ORIGINS: ['https://a.example', 'http://localhost:5173'] },
    ],
    [{ TRUST_PROXY: '1' }, { TRUST_PROXY: 1 }],
    [
      { TRUST_PROXY: '10.0.0.0/8, 192.0.2.1,2001:db8::/16,::1,::ffff:10.0.0.0/104' },
      { TRUST_PROXY: ['10.0.0.0/8', '192.0.2.1', '2001:db8::/16', '::1', '::ffff:10.0.0.0/104'] },
    ],
    [{ AUTH_FAILURES_PER_MINUTE: '0' }, { AUTH_FAILURES_PER_MINUTE: 0 }],
    [
      { RATE_LIMIT_PER_MINUTE: '1000000', INTROSPECTION_RATE_LIMIT_PER_MINUTE: '10000000' },
      { RATE_LIMIT_PER_MINUTE: 1_000_000, INTROSPECTION_RATE_LIMIT_PER_MINUTE: 10_000_000 },
    ],
    [
      { API_KEY_SCOPES: 'invoices:read=Read invoices; invoices:write = Write invoices;' },
      {
        API_KEY_SCOPES: [
          { name: 'invoices:read', description: 'Read invoices' },
          { name: 'invoices:write', description: 'Write invoices' },
        ],
      },
    ],
    [{ PUBLIC_URL: 'https://keys.example.com/' }, { PUBLIC_URL: 'https://keys.example.com' }],
    [{ PUBLIC_URL: 'http://127.0.0.1:3000' }, { PUBLIC_URL: 'http://127.0.0.1:3000' }],
    [{ FIREBASE_CONFIG: '{}', LOG_LEVEL: 'silent' }, { LOG_LEVEL: 'silent' }],
  ])('%j is accepted', (source, expected) => {
    expect(readEnvironment(source)).toMatchObject(expected);
  });

  it.each<[NodeJS.ProcessEnv, RegExp]>([
    [{ NODE_ENV: 'prod' }, /^NODE_ENV must be one of development, test, production$/],
    [{ NODE_ENV: 'Production', DATABASE_URL: 'mysql://u:p@h/d', HOST: '0.0.0.0' }, /^NODE_ENV/],
    [
      { DATABASE_URL: 'mysql://u:p@h/d' },
      /^DATABASE_URL must be sqlite:.* in demo mode; or configure AUTH_ISSUER/,
    ],
    [{ NODE_ENV: 'test', DATABASE_URL: 'mysql://u:p@h/d' }, /^DATABASE_URL must be sqlite:/],
    [{ SHUTDOWN_DELAY_SECONDS: '31' }, /^SHUTDOWN_DELAY_SECONDS must be a whole number from 0 to 30/],
    [{ SHUTDOWN_DELAY: '3' }, /^SHUTDOWN_DELAY is not a variable.*: SHUTDOWN_DELAY_SECONDS/],
    [{ PORT: '65536' }, /^PORT must be a port number from 0 to 65535/],
    [{ PORT: '3000x' }, /^PORT/],
    [{ PORT: '-1' }, /^PORT/],
    [{ HOST: 'a b' }, /^HOST/],
    [{ HOST: '0.0.0.0' }, /^HOST must be a loopback address .* in demo mode/],
    [{ DATABASE_URL: 'postgres://u@h/d' }, /^DATABASE_URL must be .*sqlite:.*mysql:/],
    [{ DATABASE_URL: 'mysql://h' }, /^DATABASE_URL/],
    [{ AUTH_ISSUER: 'http://id.example.com', AUTH_AUDIENCE: 'x' }, /^AUTH_ISSUER must be an https: URL/],
    [{ AUTH_ISSUER: 'https://u:p@id.example.com', AUTH_AUDIENCE: 'x' }, /^AUTH_ISSUER/],
    [{ AUTH_ISSUER: 'https://id.example.com' }, /^AUTH_AUDIENCE is required/],
    [{ AUTH_AUDIENCE: 'x' }, /^AUTH_AUDIENCE needs AUTH_ISSUER/],
    [{ ...issuer, AUTH_JWKS_URL: 'ftp://x' }, /^AUTH_JWKS_URL/],
    [
      { AUTH_JWKS_URL: 'https://k.example', FIREBASE_PROJECT_ID: 'pocket-1' },
      /^AUTH_JWKS_URL cannot be set beside FIREBASE_PROJECT_ID/,
    ],
    [{ FIREBASE_PROJECT_ID: 'A!' }, /^FIREBASE_PROJECT_ID/],
    [{ API_KEY_PREFIX: 'pk_live' }, /^API_KEY_PREFIX must be \[a-z\]/],
    [{ API_KEY_PREFIX: 'abcdefgh_testing_' }, /^API_KEY_PREFIX.*16 characters/],
    ...[
      '0',
      '33',
      'true',
      'loopback',
      '0.0.0.0/0',
      '10.0.0.0/7',
      '::/0',
      '2000::/15',
      '::/16',
      '::ffff:0:0/96',
      '::ffff:10.0.0.0/103',
      '10.0.0.0/33',
      '10.0.0.0/8/8',
      'proxy.example',
    ].map((TRUST_PROXY): [NodeJS.ProcessEnv, RegExp] => [{ TRUST_PROXY }, /^TRUST_PROXY must be the number/]),
    [{ TRUST_PROXIES: '1' }, /^TRUST_PROXIES is not a variable of this service/],
    [{ AUTH_FAILURES_PER_MINUTE: '-1' }, /^AUTH_FAILURES_PER_MINUTE must be a whole number/],
    [{ INTROSPECTION_CLIENTS: 'a=secret' }, /^INTROSPECTION_CLIENTS must be .*64 hex/],
    [{ INTROSPECTION_CLIENTS: `a=${hash},a=${hash}` }, /^INTROSPECTION_CLIENTS/],
    [
      { INTROSPECTION_CLIENTS: 'a=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      /^INTROSPECTION_CLIENTS .*not the hash of an empty secret/,
    ],
    [{ API_KEY_SCOPES: 'invoices' }, /^API_KEY_SCOPES must be scopes with their descriptions/],
    [{ API_KEY_SCOPES: 'invoices:read' }, /^API_KEY_SCOPES/],
    [{ API_KEY_SCOPES: 'Invoices:read=Read invoices' }, /^API_KEY_SCOPES/],
    [{ API_KEY_SCOPES: 'a:b=One; a:b=Two' }, /^API_KEY_SCOPES/],
    [{ PUBLIC_URL: 'http://keys.example.com' }, /^PUBLIC_URL must be an https: URL without a path/],
    [{ PUBLIC_URL: 'https://keys.example.com/keys' }, /^PUBLIC_URL/],
    [{ PUBLIC_URI: 'https://keys.example.com' }, /^PUBLIC_URI is not a variable.*PUBLIC_URL/],
    [{ API_KEY_MAX_PER_ORGANIZATION: '0' }, /^API_KEY_MAX_PER_ORGANIZATION must be a whole number/],
    [{ RATE_LIMIT_PER_MINUTE: '0' }, /^RATE_LIMIT_PER_MINUTE must be a whole number from 1 to 1000000/],
    [{ RATE_LIMIT_PER_MINUTE: '1000001' }, /^RATE_LIMIT_PER_MINUTE/],
    [{ RATE_LIMIT_PER_MINUTE: '1e3' }, /^RATE_LIMIT_PER_MINUTE/],
    [
      { INTROSPECTION_RATE_LIMIT_PER_MINUTE: '10000001' },
      /^INTROSPECTION_RATE_LIMIT_PER_MINUTE must be .* to 10000000/,
    ],
    [{ RATE_LIMIT: '5' }, /^RATE_LIMIT is not a variable.*: RATE_LIMIT_PER_MINUTE/],
    [{ CORS_ORIGINS: '*' }, /^CORS_ORIGINS/],
    [{ CORS_ORIGINS: 'https://a.example/' }, /^CORS_ORIGINS.*without a path/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
    [{ AUTH_ISUER: 'x' }, /^AUTH_ISUER is not a variable.*AUTH_ISSUER/],
    [{ API_KEY_MAX: '5' }, /^API_KEY_MAX is not a variable.*API_KEY_MAX_PER_ORGANIZATION/],
    [{ ...production, DATABASE_URL: undefined }, /^DATABASE_URL is required in production/],
    [
      { ...production, DATABASE_URL: 'mysql://u:p@db/pocket' },
      /^DATABASE_URL needs an ssl-mode in production/,
    ],
    [
      { DATABASE_URL: 'mysql://u:p@db/pocket?ssl=1' },
      /^DATABASE_URL has a query parameter that is not known/,
    ],
    [
      { NODE_ENV: 'production', DATABASE_URL: 'mysql://u:p@db/pocket?ssl-mode=REQUIRED' },
      /^AUTH_ISSUER .* is required in production/,
    ],
  ])('%j is refused with one line that names the variable', (source, line) => {
    const faults = faultsOf(source);
    expect(faults).toEqual([expect.stringMatching(line)]);
    expect(faults[0]).not.toContain('\n');
  });

  it('tells all faults at once and repeats no value', () => {
    const faults = faultsOf({ PORT: 'sesame1', DATABASE_URL: 'sesame2://u:sesame3@h', LOG_LEVEL: 'sesame4' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('sesame');
  });
});
