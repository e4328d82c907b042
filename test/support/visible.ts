import type { Answer } from './services.js';

/** What a caller can tell two answers apart by. */
export function visible({ status, headers, text, body }: Answer) {
  const names = [...headers.keys()].filter((name) => !['date', 'x-request-id'].includes(name)).sort();
  return {
    status,
    text: text.replaceAll(String(body.request_id), ''),
    headers: names.map((name) => `${name}: ${headers.get(name)}`),
  };
}
