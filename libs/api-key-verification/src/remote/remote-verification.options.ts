import { isTrustworthyUrl } from '@pocket/validation';
import type { VerificationOptions } from '../verification.options.js';

/** Where the api is, and by which credential this service asks it. */
export interface RemoteVerificationOptions extends VerificationOptions {
  /**
   * Where the api is, such as `https://keys.example.com` or, behind a prefix, `https://example.com/keys`. `http:` on a
   * loopback address only, because the secret must not travel in clear.
   */
  url: string;
  /** The service's id in the api's `INTROSPECTION_CLIENTS`. */
  clientId: string;
  /** The secret whose SHA-256 stands there. */
  clientSecret: string;
  /**
   * The api's `PUBLIC_URL`, where its origin is not that of `url`. Answers are trusted whose `iss` is this, the origin of
   * `url`, or `pocket`, as an api without a `PUBLIC_URL` calls itself.
   */
  issuer?: string;
}

const required = {
  url: 'the address of the api, such as https://keys.example.com',
  clientId: "this service's id in the api's INTROSPECTION_CLIENTS",
  clientSecret: "the secret whose SHA-256 is in the api's INTROSPECTION_CLIENTS",
};

/** Throws a sentence for the operator where an option is missing or wrong. */
export function checkOptions(options: RemoteVerificationOptions): void {
  for (const [name, meaning] of Object.entries(required))
    if (typeof options[name as keyof typeof required] !== 'string' || !options[name as keyof typeof required])
      throw fault(`needs the option ${name}: ${meaning}.`);
  const wrong = faultOf(options.url);
  if (wrong) throw fault(`cannot use the option url${quoted(options.url)}: it must ${wrong}.`);
  const { issuer } = options;
  if (issuer !== undefined && originOf(issuer) !== issuer)
    throw fault(
      `cannot use the option issuer${quoted(issuer)}: it must be the api's PUBLIC_URL without a path and without a slash ` +
        'at its end, such as https://keys.example.com.',
    );
}

/** The origin of an http or https URL; `undefined` for any other text. */
export function originOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return /^https?:$/.test(protocol) ? origin : undefined;
}

function faultOf(url: string): string | undefined {
  if (!originOf(url)) return 'begin with https:// and name a host, such as https://keys.example.com';
  const { username, password, search, hash } = new URL(url);
  if (username || password || search || hash) return 'have no user name, password, query or fragment';
  if (!isTrustworthyUrl(url))
    return 'begin with https://, because the client secret would travel in clear; http:// is for loopback addresses only';
  return undefined;
}

const fault = (text: string) => new Error(`RemoteApiKeyVerificationModule ${text}`);

/** What was given, unless it may hold a password. */
const quoted = (text: unknown) =>
  typeof text === 'string' && !/[@?#]/.test(text) ? ` "${text.slice(0, 100)}"` : '';
