import { databaseUrlForms, defaultDatabaseUrl, parseDatabaseUrl } from '@pocket/database';
import { cleanEnv, makeValidator } from 'envalid';

/** People's tokens: whose, for whom, and where the keys are. */
export interface AuthEnvironment {
  issuer: string;
  audience: string;
  /** Absent: discovered from the issuer. */
  jwksUrl?: string;
  firebase: boolean;
}

/** A service that may ask about keys; its secret is known by its SHA-256 only. */
export interface IntrospectionClient {
  id: string;
  /** Hex. */
  secretHash: string;
}

/** Everything that a service reads from its environment, checked. */
export interface Environment {
  production: boolean;
  /** Not production and no issuer configured: the service issues people's tokens itself. */
  demo: boolean;
  HOST: string;
  PORT: number;
  DATABASE_URL: string;
  auth?: AuthEnvironment;
  API_KEY_PREFIX: string;
  INTROSPECTION_CLIENTS: IntrospectionClient[];
  API_KEY_MAX_PER_ORGANIZATION: number;
  /** Of one caller; absent: without limit. */
  RATE_LIMIT_PER_MINUTE?: number;
  /** Of one service at the introspection route; absent: without limit. */
  INTROSPECTION_RATE_LIMIT_PER_MINUTE?: number;
  CORS_ORIGINS: string[];
  LOG_LEVEL: string;
}

/** One line for each variable that is wrong, naming it and the accepted form. */
export class EnvironmentError extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

const loopbackHosts = ['127.0.0.1', 'localhost', '::1'];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** A name under these that is not ours is a typing error. */
const ownPrefixes = ['AUTH_', 'API_KEY_', 'INTROSPECTION_', 'FIREBASE_', 'CORS_', 'DATABASE_', 'RATE_'];
/** Set by Google's own platforms and tools. */
const foreignNames = ['FIREBASE_CONFIG', 'FIREBASE_AUTH_EMULATOR_HOST'];

/** A variable of which `read` makes a value; `undefined` means that it does not have the accepted form. */
function variable<T>(acceptedForm: string, read: (text: string) => T | undefined) {
  return makeValidator<T>((text: string) => {
    const value = read(text);
    if (value === undefined) throw new Error(`must be ${acceptedForm}`);
    return value;
  });
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);
const wholeNumber = (min: number, max: number) => (text: string) =>
  /^\d{1,8}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;
const oneOf = (values: string[]) => (text: string) => (values.includes(text) ? text : undefined);
const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

function secureUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const isLoopback = loopbackHosts.includes(host) || /^127(\.\d{1,3}){3}$/.test(host);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && isLoopback);
  return isSecure && !username && !password && !search && !hash ? text : undefined;
}

function databaseUrl(text: string): string | undefined {
  try {
    parseDatabaseUrl(text);
    return text;
  } catch {
    return undefined;
  }
}

function origins(text: string): string[] | undefined {
  const items = list(text);
  const areOrigins = items.every(
    (item) => URL.canParse(item) && /^https?:/.test(item) && new URL(item).origin === item,
  );
  return areOrigins ? items : undefined;
}

function introspectionClients(text: string): IntrospectionClient[] | undefined {
  const items = list(text).map((item) => /^([A-Za-z0-9_-]{1,64})=([0-9a-f]{64})$/i.exec(item));
  const clients = items.flatMap((match) =>
    match ? [{ id: match[1]!, secretHash: match[2]!.toLowerCase() }] : [],
  );
  const isUnique = new Set(clients.map(({ id }) => id)).size === clients.length;
  return clients.length === items.length && isUnique ? clients : undefined;
}

const secureUrlForm = 'an https: URL without query or credentials (http: on a loopback address)';
const specs = {
  NODE_ENV: variable(
    'a word such as development or production',
    matching(/^\w+$/),
  )({ default: 'development' }),
  HOST: variable('a host name or address', matching(/^[A-Za-z0-9.:_-]+$/))({ default: '127.0.0.1' }),
  PORT: variable('a port number from 0 to 65535', wholeNumber(0, 65_535))({ default: 3000 }),
  DATABASE_URL: variable(databaseUrlForms, databaseUrl)({ default: defaultDatabaseUrl }),
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
  API_KEY_PREFIX: variable(
    '[a-z][a-z0-9]*_[a-z]+_ of at most 16 characters, such as pk_live_',
    matching(/^(?=.{1,16}$)[a-z][a-z0-9]*_[a-z]+_$/),
  )({ default: 'pk_live_' }),
  INTROSPECTION_CLIENTS: variable(
    'comma-separated id=<SHA-256 of the secret, 64 hex digits>, each id once',
    introspectionClients,
  )({ default: [] }),
  API_KEY_MAX_PER_ORGANIZATION: variable(
    'a whole number from 1 to 1000000',
    wholeNumber(1, 1_000_000),
  )({
    default: 1000,
  }),
  RATE_LIMIT_PER_MINUTE: variable(
    'a whole number from 1 to 1000000',
    wholeNumber(1, 1_000_000),
  )({ default: undefined }),
  INTROSPECTION_RATE_LIMIT_PER_MINUTE: variable(
    'a whole number from 1 to 10000000',
    wholeNumber(1, 10_000_000),
  )({ default: undefined }),
  CORS_ORIGINS: variable(
    'comma-separated origins such as https://admin.example.com, without a path',
    origins,
  )({
    default: [],
  }),
  LOG_LEVEL: variable(`one of ${logLevels.join(', ')}`, oneOf(logLevels))({ default: 'info' }),
};

/**
 * Reads and checks the environment; an empty variable counts as absent.
 * Throws {@link EnvironmentError} with every fault at once, repeating no value, since one may be a secret.
 */
export function readEnvironment(source: NodeJS.ProcessEnv, { defaultPort = 3000 } = {}): Environment {
  const { given, values, faults } = readVariables(source, specs);
  const production = given['NODE_ENV'] === 'production';
  const hasIssuer = given['AUTH_ISSUER'] !== undefined || given['FIREBASE_PROJECT_ID'] !== undefined;
  const fault = (isWrong: unknown, message: string) => isWrong && faults.push(message);

  fault(
    production && !hasIssuer,
    `AUTH_ISSUER (or FIREBASE_PROJECT_ID) is required in production: ${secureUrlForm}`,
  );
  fault(given['AUTH_ISSUER'] && !given['AUTH_AUDIENCE'], 'AUTH_AUDIENCE is required beside AUTH_ISSUER');
  for (const name of ['AUTH_AUDIENCE', 'AUTH_JWKS_URL']) {
    fault(given[name] && !hasIssuer, `${name} needs AUTH_ISSUER beside it: ${secureUrlForm}`);
  }
  for (const name of ['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_JWKS_URL']) {
    fault(
      given[name] && given['FIREBASE_PROJECT_ID'],
      `${name} cannot be set beside FIREBASE_PROJECT_ID, which implies it`,
    );
  }
  const demo = !production && !hasIssuer;
  const isLoopback = loopbackHosts.includes(given['HOST'] ?? '127.0.0.1');
  fault(
    demo && !isLoopback && !faults.some((line) => line.startsWith('HOST ')),
    `HOST must be a loopback address (${loopbackHosts.join(', ')}) in demo mode; or configure AUTH_ISSUER`,
  );
  if (faults.length > 0) throw new EnvironmentError(faults);

  const {
    AUTH_ISSUER,
    AUTH_AUDIENCE,
    AUTH_JWKS_URL,
    FIREBASE_PROJECT_ID,
    NODE_ENV: _,
    PORT,
    ...rest
  } = values;
  const own = { issuer: AUTH_ISSUER!, audience: AUTH_AUDIENCE!, jwksUrl: AUTH_JWKS_URL, firebase: false };
  const auth = FIREBASE_PROJECT_ID ? firebase(FIREBASE_PROJECT_ID) : own;
  return {
    ...rest,
    production,
    demo,
    PORT: given['PORT'] === undefined ? defaultPort : PORT,
    auth: demo ? undefined : auth,
  };
}

/** Only where the database is, for commands that need nothing else; by the same rules as {@link readEnvironment}. */
export function readDatabaseUrl(source: NodeJS.ProcessEnv): string {
  const { values, faults } = readVariables(source, { DATABASE_URL: specs.DATABASE_URL });
  if (faults.length > 0) throw new EnvironmentError(faults);
  return values.DATABASE_URL;
}

function readVariables<Specs extends Partial<typeof specs>>(source: NodeJS.ProcessEnv, read: Specs) {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const faults = unknownNames(given);
  const values = cleanEnv(given, read, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors))
        faults.push(`${name} ${error?.message ?? 'is not valid'}`);
    },
  });
  if (given['NODE_ENV'] === 'production' && !given['DATABASE_URL'])
    faults.push(`DATABASE_URL is required in production: ${databaseUrlForms}`);
  return { given, values, faults };
}

function firebase(project: string): AuthEnvironment {
  return {
    issuer: `https://securetoken.google.com/${project}`,
    audience: project,
    jwksUrl: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
    firebase: true,
  };
}

function unknownNames(given: Record<string, unknown>): string[] {
  const known = [...Object.keys(specs), ...foreignNames];
  return Object.keys(given)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)) && !known.includes(name))
    .map((name) => {
      const prefix = ownPrefixes.find((own) => name.startsWith(own))!;
      const family = Object.keys(specs).filter((other) => other.startsWith(prefix));
      return `${name} is not a variable of this service; those that start alike: ${family.join(', ')}`;
    });
}
