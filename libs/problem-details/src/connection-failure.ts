import type { Failure } from './failure-log.js';
import { errorChain } from './unavailable-errors.js';

/** By Node's codes for sockets, names, TLS and HTTP; the first pattern that fits. */
const adviceByCode: [RegExp, (address: string) => string][] = [
  [
    /^ECONNREFUSED$/,
    (address) => `Nothing listens there: check ${address}, and that what it names is running.`,
  ],
  [
    /^(ENOTFOUND$|EAI_)/,
    (address) => `The host name cannot be resolved: check ${address}, and the DNS of this machine.`,
  ],
  [
    /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
    () => 'The connection broke off: check what listens there, and the proxies in front of it.',
  ],
  [/^(EPROTO|ERR_SSL_.*)$/, (address) => `TLS failed: check scheme and port of ${address}.`],
  [
    /^HPE_/,
    (address) =>
      `The answer broke off, or what listens there does not speak HTTP/1.1: check scheme and port of ${address}.`,
  ],
  [
    /CERT|LEAF_SIGNATURE|CRL|_CA$/,
    () =>
      'The certificate is not trusted: check that it is valid and names this host; tell Node of a private CA by the ' +
      'variable NODE_EXTRA_CA_CERTS.',
  ],
];

/** A request that got no answer, or not all of it. `address` is what the operator has set, such as `the option url`. */
export function connectionFailure(error: unknown, address: string): Failure {
  const chain = errorChain(error);
  // undici names no code for an answer that is not HTTP.
  const isParserError = chain.some(({ name }) => name === 'HTTPParserError');
  const code = chain.find((link) => link.code)?.code ?? (isParserError ? 'HPE_INVALID_RESPONSE' : undefined);
  const advice = adviceByCode.find(([pattern]) => pattern.test(code ?? ''))?.[1](address);
  const what = code ?? chain.at(-1)?.message ?? 'No answer';
  return {
    code: code ?? 'UNKNOWN',
    message: `${what}. ${advice ?? `Check ${address}, and the network.`}`,
  };
}
