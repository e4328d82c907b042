import type { IncomingMessage } from 'node:http';
import { ProblemException } from '@pocket/problem-details';

/** Lines; what gateways add included, no client comes near. */
const mostHeaders = 200;

/**
 * Refuses what HTTP forbids and Node lets through (RFC 9112, sections 2.3, 3.2 and 6.1), since whoever stands in front may
 * have read it otherwise; and more headers than a person would look through. Throws 400 or 431.
 */
export function requireRulesOfHttp({ httpVersion, headers, rawHeaders }: IncomingMessage): void {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]!.toLowerCase() === 'host') hosts++;
  if (rawHeaders.length > 2 * mostHeaders)
    throw new ProblemException('request_header_fields_too_large', {
      detail: `The request has more than ${mostHeaders} headers.`,
      headers: { Connection: 'close' },
    });
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw malformed('The request is not HTTP/1.1.');
  if (hosts === 0 && httpVersion === '1.1') throw malformed('The request has no Host header.');
  if (hosts > 1) throw malformed('The request has more than one Host header.');
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && (httpVersion === '1.0' || coding.toLowerCase() !== 'chunked'))
    throw malformed('The request has a Transfer-Encoding other than chunked.');
}

const malformed = (detail: string) =>
  new ProblemException('malformed_request', { detail, headers: { Connection: 'close' } });
