import { DocumentedService, type Exchange } from './documented-service.js';

/**
 * Run by Jest before every suite: `fetch` checks each answer of one of our services against the service's own
 * document. Whatever that does not have fails the test that provoked it; there is no way around it.
 */
const ask = globalThis.fetch;
const services = new Map<string, DocumentedService>();
const byDocument = new Map<string, DocumentedService>();
const faults: string[] = [];

globalThis.fetch = async (input, init) => {
  const response = await ask(input, init);
  const copy = response.clone();
  const body = await copy.text();
  const { method, url } =
    input instanceof Request ? input : { method: init?.method ?? 'GET', url: String(input) };
  await checkAnswer({
    method,
    url: new URL(url).href,
    status: copy.status,
    headers: copy.headers,
    body,
  });
  return response;
};

/** For answers that did not come by `fetch`; the address is a whole one. */
export async function checkAnswer(exchange: Exchange): Promise<void> {
  const { origin } = new URL(exchange.url);
  // All our services send it, others' don't: their documents are not asked for.
  if (!services.has(origin) && !exchange.headers.has('x-request-id')) return;
  let found = services.get(origin)?.faultsOf(exchange) ?? ['unknown service'];
  if (found.length > 0) {
    // A port is used again by another service, or by the same one with another document.
    const service = await documentedService(origin);
    if (!service) return;
    services.set(origin, service);
    found = service.faultsOf(exchange);
  }
  const { method, url, status, body } = exchange;
  for (const fault of found)
    faults.push(`${method} ${url} answered ${status}: ${fault}\n${body.slice(0, 400)}`);
}

/** The service at this address, with what has been seen of its document. */
export async function documentedService(origin: string): Promise<DocumentedService | undefined> {
  const response = await ask(`${origin}/openapi.json`).catch(() => undefined);
  if (!response?.ok) return undefined;
  const text = await response.text();
  const service = byDocument.get(text) ?? new DocumentedService(JSON.parse(text));
  byDocument.set(text, service);
  return service;
}

function failOnFaults(): void {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`Not as the OpenAPI document says:\n${found.join('\n')}`);
}

afterEach(failOnFaults);
// For what a suite asked for in its own afterAll.
afterAll(failOnFaults);
