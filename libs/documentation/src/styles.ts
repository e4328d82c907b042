/** Of the pages that are read. */
export const pagesStyle = `
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; }
main { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; }
h2 { margin-top: 2rem; font-size: 1.1rem; }
a { color: #0b5cad; }
a code { color: inherit; }
code { padding: 0.1em 0.3em; border-radius: 0.25em; background: #eef1f4; overflow-wrap: anywhere; }
dd { margin: 0 0 0.75rem; }
@media (max-width: 30rem) { main { margin-top: 1.5rem; } }
`;

/** On top of Swagger UI's own: warnings that nobody overlooks, and screens as narrow as a telephone's. */
export const swaggerUiStyle = `
.swagger-ui .info { margin: 1.5rem 0; }
.swagger-ui .scheme-container { margin: 0 0 1rem; padding: 1rem 0; }
.swagger-ui .renderedMarkdown, .swagger-ui .renderedMarkdown :is(p, li) { line-height: 1.5; }
.swagger-ui .renderedMarkdown code { padding: 0.1em 0.3em; color: #1f2933; background: #e4e9ee; overflow-wrap: anywhere; }
.swagger-ui :is(.renderedMarkdown blockquote, .shown-once) {
  margin: 0.75rem 0; padding: 0.75rem 1rem; border: 1px solid #f08c00; border-left-width: 0.5rem; border-radius: 0.25rem;
  color: #1f2933; background: #fff3bf;
}
.swagger-ui .renderedMarkdown blockquote > :is(:first-child, :last-child) { margin-block: 0; }
.swagger-ui .folded-error { padding: 0; border: 0; color: inherit; background: none; font: inherit; text-align: start; cursor: pointer; }
.swagger-ui .folded-error::before { content: '▸ '; }
.swagger-ui .folded-error:is(:hover, :focus-visible) { text-decoration: underline; }
/* The documents have no links. */
.swagger-ui .response-col_links { display: none !important; }
.swagger-ui .auth-container input[type] { width: 100%; max-width: none; margin-inline: 0; }
.swagger-ui .auth-btn-wrapper { justify-content: start; padding-left: 0; }
/* The buttons lie over the end of the text, which may be a secret. */
.swagger-ui .highlight-code:has(.download-contents, .copy-to-clipboard) > pre { padding-bottom: 3rem !important; }

@media (max-width: 40rem) {
  .swagger-ui .wrapper { padding: 0 0.75rem; }
  .swagger-ui .info .title { font-size: 1.6rem; }
  .swagger-ui .info ol { padding-left: 1.5rem; }
  .swagger-ui .servers > label { display: block; margin-right: 0; }
  .swagger-ui .filter .operation-filter-input { width: 100%; max-width: none; margin: 0.5rem 0; }
  .swagger-ui .opblock-tag { flex-wrap: wrap; }
  .swagger-ui :is(.opblock-summary-control, .btn, .close-modal, select, input[type]) { min-height: 2.75rem; }
  .swagger-ui .btn.authorize { display: inline-flex; align-items: center; }
  .swagger-ui .btn.authorize span { float: none; padding-top: 0; }
  .swagger-ui .close-modal { min-width: 2.75rem; }
  .swagger-ui .opblock .opblock-summary-path { max-width: none; }
  .swagger-ui :is(.opblock-section-header, .response-controls) { flex-wrap: wrap; height: auto; }
  /* One under the other, so that no table is wider than the screen. */
  .swagger-ui :is(table.parameters, table.responses-table), .swagger-ui :is(table.parameters, table.responses-table) > tbody,
  .swagger-ui :is(table.parameters, table.responses-table) > tbody > tr,
  .swagger-ui :is(table.parameters, table.responses-table) > tbody > tr > td { display: block; width: auto; max-width: 100%; }
  .swagger-ui :is(table.parameters, table.responses-table) > thead { display: none !important; }
  .swagger-ui :is(.parameters-col_description, .response-col_description) :is(input[type], select, textarea) { width: 100%; max-width: 100%; }
  .swagger-ui :is(.headers-wrapper, .model-box, .json-schema-2020-12) { max-width: 100%; overflow-x: auto; }
  .swagger-ui .headers-wrapper thead { display: none; }
  .swagger-ui .headers-wrapper :is(table, tbody, tr, td) { display: block; padding: 0.1rem 0; }
  .swagger-ui .response-col_status { padding-bottom: 0; border-top: 1px solid #b8c4ce; font-weight: bold; }
  .swagger-ui .modal-ux { width: calc(100vw - 1rem); min-width: 0; }
  .swagger-ui .modal-ux-content { max-height: calc(100vh - 8rem); padding: 0.5rem; }
}
`;
