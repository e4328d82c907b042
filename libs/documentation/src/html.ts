/** Finished markup. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = string | number | Html | Html[];

/** Markup from a template; what is put into it is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(String.raw({ raw: parts }, ...contents.map(escaped)));
}

function escaped(content: Content): string {
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(({ text }) => text).join('');
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return String(content).replace(/[&<>"]/g, (character) => entities[character]!);
}

const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>" +
  "<g fill='none' stroke='%23345' stroke-width='2'><circle cx='5' cy='8' r='3'/><path d='M8 8h7v3m-3-3v2'/></g></svg>";

/** A whole page. No script and no style stands in it, so that the strictest content security policy holds. */
export function htmlDocument(title: string, stylesheets: string[], body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="${icon}" />
        ${stylesheets.map((address) => html`<link rel="stylesheet" href="${address}" /> `)}
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}
