import type { DocumentedService, Exchange } from './documented-service.js';

/**
 * Run by Jest before every suite: `fetch` checks each answer of one of our services against the service's own
 * document. Whatever that does not have fails the test that provoked it; there is no switch to turn it off.
 */
const ask = globalThis.fetch;
/** By origin; whatever the support files start is here before its first answer. */
const services = new Map<string, DocumentedService | undefined>();
const byDocument = new Map<string, DocumentedService>();
const faults: string[] = [];

globalThis.fetch = async (input, init) => {
  const response = await ask(input, init);
  const copy = response.clone();
  const { method, url } =
    input instanceof Request ? input : { method: init?.method ?? 'GET', url: String(input) };
  const { status, headers } = copy;
  await checkAnswer({ method, url: new URL(url).href, status, headers, body: await copy.text() });
  return response;
};

/** For answers that did not come by `fetch`; the address is a whole one. */
export async function checkAnswer(exchange: Exchange): Promise<void> {
  const { origin } = new URL(exchange.url);
  // What a suite starts by itself is ours if it sends our header and has a document; a stranger's service has none.
  if (!services.has(origin) && exchange.headers.has('x-request-id'))
    services.set(origin, await knowService(origin).catch(() => undefined));
  const { method, url, status, body } = exchange;
  for (const fault of services.get(origin)?.faultsOf(exchange) ?? [])
    faults.push(`${method} ${url} answered ${status}: ${fault}\n${body.slice(0, 400)}`);
}

/** Reads the document of the service that has just been started at this address. */
export async function knowService(origin: string): Promise<DocumentedService> {
  const response = await ask(`${origin}/openapi.json`);
  const text = await response.text();
  if (!response.ok) throw new Error(`${origin} has no document: ${response.status} ${text}`);
  // Loaded here, because most unit suites start no service.
  const documented = await import('./documented-service.js');
  const service = byDocument.get(text) ?? new documented.DocumentedService(JSON.parse(text));
  byDocument.set(text, service);
  services.set(origin, service);
  return service;
}

/** What answers at this address from now on is not the service that did. */
export function forgetService(origin: string): void {
  services.delete(origin);
}

function failOnFaults(): void {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`Not as the OpenAPI document says:\n${found.join('\n')}`);
}

afterEach(failOnFaults);
// For what a suite asked for in its own afterAll.
afterAll(failOnFaults);
