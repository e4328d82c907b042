import { problemCodes, type ProblemCode } from '@pocket/problem-details';
import { html, htmlDocument, type Html } from './html.js';

/** One page for whoever asks: its text by media type, in the order of preference where the caller has none. */
export type Page = Record<string, string>;

/** Where the stylesheet of these pages is. */
export const stylesheetPath = '/style.css';

const documents = {
  '/docs': 'Swagger UI: read about every operation and try it',
  '/openapi.json': 'the OpenAPI 3.1 document',
  '/openapi.yaml': 'the same as YAML',
  '/openapi-3.0.json': 'the same as OpenAPI 3.0.3, for tools that do not read 3.1',
  '/problems': 'every error code: what it means and what to do',
  '/health/live': 'whether the process runs',
  '/health/ready': 'whether requests can be answered',
};

/** The way into a service, by its title. */
export function homePage(title: string): Page {
  const links = Object.entries(documents);
  return pageOf(title, {
    text: [title, '', ...links.map(([path, text]) => `${path.padEnd(20)}${text}`)],
    body: list(links.map(([path, text]) => [path, path, text])),
    json: { title, links: Object.fromEntries(links.map(([path, text]) => [path, text])) },
  });
}

/** All error codes. */
export function problemListPage(): Page {
  const problems = (Object.keys(problemCodes) as ProblemCode[]).map(problemOf);
  return pageOf('Error codes', {
    text: [
      'Error codes',
      '',
      ...problems.map(({ status, code, title }) => `${status}  ${code.padEnd(33)}${title}`),
      '',
      '/problems/<code> says what to do.',
    ],
    body: html`<p>Every error of this service carries one of these as its <code>code</code>.</p>
      ${list(problems.map(({ type, code, status, title }) => [type, code, `${status} ${title}`]))}
      <p><a href="/">All documents of this service</a></p>`,
    json: { problems },
  });
}

/** What the `type` of a problem leads to. */
export function problemPage(code: ProblemCode): Page {
  const problem = problemOf(code);
  const { status, title, meaning, remedy } = problem;
  const page = pageOf(title, {
    text: [`${status} ${title} (${code})`, '', `What it means: ${meaning}`, '', `What to do: ${remedy}`],
    body: html`<p>Status <code>${status}</code>, code <code>${code}</code></p>
      <h2>What it means</h2>
      <p>${marked(meaning)}</p>
      <h2>What to do</h2>
      <p>${marked(remedy)}</p>
      <p><a href="/problems">All error codes</a></p>`,
    json: problem,
  });
  return { ...page, 'application/problem+json': page['application/json']! };
}

function problemOf(code: ProblemCode) {
  const { title, status, meaning, remedy } = problemCodes[code];
  return { type: `/problems/${code}`, title, status, code, meaning, remedy };
}

/** HTML first, for whoever has no preference: it is what links lead to. */
function pageOf(title: string, { text, body, json }: { text: string[]; body: Html; json: object }): Page {
  return {
    'text/html': htmlDocument(
      title,
      [stylesheetPath],
      html`<main>
        <h1>${title}</h1>
        ${body}
      </main>`,
    ),
    'text/plain': `${text.join('\n')}\n`,
    'application/json': JSON.stringify(json),
  };
}

/** Addresses, their names, and what is there. */
const list = (entries: [address: string, name: string, text: string][]): Html =>
  html`<dl>
    ${entries.map(
      ([address, name, text]) =>
        html`<dt>
            <a href="${address}"><code>${name}</code></a>
          </dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;

/** What stands in backticks as code. */
const marked = (text: string): Html[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
