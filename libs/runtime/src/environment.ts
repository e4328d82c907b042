import { databaseUrlFault, databaseUrlForms, defaultDatabaseUrl } from '@pocket/database';
import { leaseBounds } from '@pocket/revocation';
import { trustedProxies, trustedProxiesForm, type TrustedProxies } from './trusted-proxies.js';
import {
  EnvironmentError,
  givenOf,
  listOf,
  loopbackHosts,
  matching,
  oneOf,
  readVariables,
  secureUrl,
  secureUrlForm,
  variable,
  wholeNumber,
  type ValuesOf,
  type Variables,
} from './variables.js';

/** People's tokens: whose, for whom, and where the keys are. */
interface AuthEnvironment {
  issuer: string;
  audience: string;
  /** Absent: discovered from the issuer. */
  jwksUrl?: string;
  firebase: boolean;
}

/** What every service reads from its environment, checked. */
export interface Environment {
  production: boolean;
  /** Not production and no issuer configured: the service issues people's tokens itself. */
  demo: boolean;
  HOST: string;
  PORT: number;
  DATABASE_URL: string;
  auth?: AuthEnvironment;
  /** The proxies whose `X-Forwarded-For` is believed: how many, or their addresses; absent: none. */
  TRUST_PROXY?: TrustedProxies;
  /** Wrong credentials of one client within a minute; 0: without limit. */
  AUTH_FAILURES_PER_MINUTE: number;
  /** Of one caller; absent: without limit. */
  RATE_LIMIT_PER_MINUTE?: number;
  CORS_ORIGINS: string[];
  LOG_LEVEL: string;
  /** How long requests are still served after the signal to end. */
  SHUTDOWN_DELAY_SECONDS: number;
  /** Whether keys are verified from memory where that is as right as asking the database. */
  VERIFICATION_CACHE: boolean;
  /** Keys that are remembered at most. */
  VERIFICATION_CACHE_SIZE: number;
  /** For how long the process may go on where it cannot reach the database. */
  VERIFICATION_LEASE_MS: number;
}

/** What a service adds to the variables that all have. */
export interface OwnVariables<Own extends Variables> {
  own: Own;
  /** Variables of other services, which may stand in the same environment. */
  others?: string[];
  /** Default 3000. */
  defaultPort?: number;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** A name under these that is not ours is a typing error. */
const ownPrefixes = [
  'AUTH_',
  'API_KEY_',
  'INTROSPECTION_',
  'FIREBASE_',
  'ORGANIZATION_',
  'CORS_',
  'DATABASE_',
  'RATE_',
  'PUBLIC_',
  'TRUST_',
  'SHUTDOWN_',
  'VERIFICATION_',
];
const nodeEnvironments = ['development', 'test', 'production'];
/** Set by Google's own platforms and tools. */
const foreignNames = ['FIREBASE_CONFIG', 'FIREBASE_AUTH_EMULATOR_HOST'];

const onOrOff = (text: string) => (/^(on|off)$/.test(text) ? text === 'on' : undefined);

function origins(text: string): string[] | undefined {
  const items = listOf(text);
  const areOrigins = items.every(
    (item) => URL.canParse(item) && /^https?:/.test(item) && new URL(item).origin === item,
  );
  return areOrigins ? items : undefined;
}

const startVariables = {
  NODE_ENV: variable(
    `one of ${nodeEnvironments.join(', ')}`,
    oneOf(nodeEnvironments),
  )({ default: 'development' }),
  // Checked by faultsOfDatabase, which knows more than its form.
  DATABASE_URL: variable(databaseUrlForms, (text) => text)({ default: defaultDatabaseUrl }),
};
const shared = {
  ...startVariables,
  HOST: variable('a host name or address', matching(/^[A-Za-z0-9.:_-]+$/))({ default: '127.0.0.1' }),
  PORT: variable('a port number from 0 to 65535', portNumber)({ default: 3000 }),
  AUTH_ISSUER: variable(secureUrlForm, secureUrl)({ default: undefined }),
  AUTH_AUDIENCE: variable(
    'the audience of the issuer’s tokens',
    matching(/^\S{1,512}$/),
  )({ default: undefined }),
  AUTH_JWKS_URL: variable(secureUrlForm, secureUrl)({ default: undefined }),
  FIREBASE_PROJECT_ID: variable(
    'a Firebase project id',
    matching(/^[a-z0-9:.-]{4,64}$/),
  )({ default: undefined }),
  TRUST_PROXY: variable(trustedProxiesForm, trustedProxies)({ default: undefined }),
  AUTH_FAILURES_PER_MINUTE: wholeNumber(0, 1_000_000)({ default: 60 }),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000)({ default: undefined }),
  CORS_ORIGINS: variable(
    'comma-separated origins such as https://admin.example.com, without a path',
    origins,
  )({ default: [] }),
  LOG_LEVEL: variable(`one of ${logLevels.join(', ')}`, oneOf(logLevels))({ default: 'info' }),
  SHUTDOWN_DELAY_SECONDS: wholeNumber(0, 30)({ default: undefined }),
  VERIFICATION_CACHE: variable('on or off', onOrOff)({ default: true }),
  VERIFICATION_CACHE_SIZE: wholeNumber(1, 10_000_000)({ default: 100_000 }),
  VERIFICATION_LEASE_MS: wholeNumber(leaseBounds.least, leaseBounds.most)({ default: leaseBounds.usual }),
};

/**
 * Reads and checks the environment; an empty variable counts as absent.
 * Throws {@link EnvironmentError} with every fault at once, repeating no value, since one may be a secret.
 */
export function readEnvironment<Own extends Variables>(
  source: NodeJS.ProcessEnv,
  { own, others = [], defaultPort = 3000 }: OwnVariables<Own>,
): Environment & ValuesOf<Own> {
  const given = givenOf(source);
  const variables = { ...shared, ...own };
  const known = [...Object.keys(variables), ...others];
  const { values, faults } = readVariables(given, variables);
  faults.unshift(...unknownNames(given, known));
  faults.push(...faultsOfDatabase(given), ...faultsOfIssuer(given));
  faults.push(...faultsOfDemo(given, faults));
  if (faults.length > 0) throw new EnvironmentError(faults);

  const {
    AUTH_ISSUER,
    AUTH_AUDIENCE,
    AUTH_JWKS_URL,
    FIREBASE_PROJECT_ID,
    NODE_ENV: _,
    PORT,
    SHUTDOWN_DELAY_SECONDS,
    ...rest
  } = values as ValuesOf<typeof shared> & ValuesOf<Own>;
  const issuer = { issuer: AUTH_ISSUER!, audience: AUTH_AUDIENCE!, jwksUrl: AUTH_JWKS_URL, firebase: false };
  const auth = FIREBASE_PROJECT_ID ? firebase(FIREBASE_PROJECT_ID) : issuer;
  const demo = isDemo(given);
  return {
    ...(rest as unknown as Environment & ValuesOf<Own>),
    production: isProduction(given),
    demo,
    SHUTDOWN_DELAY_SECONDS: SHUTDOWN_DELAY_SECONDS ?? (isProduction(given) ? 3 : 0),
    PORT: given['PORT'] === undefined ? defaultPort : PORT,
    auth: demo ? undefined : auth,
  };
}

/** Only where the database is, for commands that need nothing else; by the same rules as {@link readEnvironment}. */
export function readDatabaseUrl(source: NodeJS.ProcessEnv): string {
  const given = givenOf(source);
  const { values, faults } = readVariables(given, startVariables);
  const own = Object.keys(given).filter((name) => name.startsWith('DATABASE_'));
  faults.push(
    ...unknownNames(Object.fromEntries(own.map((name) => [name, given[name]!])), Object.keys(startVariables)),
  );
  faults.push(...faultsOfDatabase(given));
  if (faults.length > 0) throw new EnvironmentError(faults);
  return values.DATABASE_URL;
}

type Given = Record<string, string>;

const isProduction = (given: Given) => given['NODE_ENV'] === 'production';
const hasIssuer = (given: Given) =>
  given['AUTH_ISSUER'] !== undefined || given['FIREBASE_PROJECT_ID'] !== undefined;
const isDemo = (given: Given) => !isProduction(given) && !hasIssuer(given);

function faultsOfDatabase(given: Given): string[] {
  const url = given['DATABASE_URL'];
  if (!url) return isProduction(given) ? [`DATABASE_URL is required in production: ${databaseUrlForms}`] : [];
  const fault = databaseUrlFault(url, isProduction(given));
  return fault === undefined ? [] : [`DATABASE_URL ${fault}`];
}

function faultsOfIssuer(given: Given): string[] {
  const faults: string[] = [];
  if (isProduction(given) && !hasIssuer(given))
    faults.push(`AUTH_ISSUER (or FIREBASE_PROJECT_ID) is required in production: ${secureUrlForm}`);
  if (given['AUTH_ISSUER'] && !given['AUTH_AUDIENCE'])
    faults.push('AUTH_AUDIENCE is required beside AUTH_ISSUER');
  for (const name of ['AUTH_AUDIENCE', 'AUTH_JWKS_URL'])
    if (given[name] && !hasIssuer(given))
      faults.push(`${name} needs AUTH_ISSUER beside it: ${secureUrlForm}`);
  for (const name of ['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL'])
    if (given[name] && given['FIREBASE_PROJECT_ID'])
      faults.push(`${name} cannot be set beside FIREBASE_PROJECT_ID, which implies it`);
  return faults;
}

/** Demo mode hands out tokens to whoever reads its output, so it keeps to this machine and to data of its own. */
function faultsOfDemo(given: Given, others: string[]): string[] {
  const isWrong = (name: string) => others.some((line) => line.startsWith(`${name} `));
  if (!isDemo(given) || isWrong('NODE_ENV')) return [];
  const faults: string[] = [];
  const way = 'or configure AUTH_ISSUER and AUTH_AUDIENCE (or FIREBASE_PROJECT_ID)';
  if (!loopbackHosts.includes(given['HOST'] ?? '127.0.0.1') && !isWrong('HOST'))
    faults.push(`HOST must be a loopback address (${loopbackHosts.join(', ')}) in demo mode; ${way}`);
  if (given['DATABASE_URL']?.startsWith('mysql:') && !isWrong('DATABASE_URL'))
    faults.push(`DATABASE_URL must be sqlite:PATH or sqlite::memory: in demo mode; ${way}`);
  return faults;
}

function firebase(project: string): AuthEnvironment {
  return {
    issuer: `https://securetoken.google.com/${project}`,
    audience: project,
    jwksUrl: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    firebase: true,
  };
}

function unknownNames(given: Given, known: string[]): string[] {
  return Object.keys(given)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !known.includes(name) && !foreignNames.includes(name))
    .map((name) => {
      const prefix = ownPrefixes.find((own) => name.startsWith(own))!;
      const family = known.filter((other) => other.startsWith(prefix));
      return `${name} is not a variable of this service; those that start alike: ${family.join(', ')}`;
    });
}

function portNumber(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}
