import { html, htmlDocument } from './html.js';

const hostile = `"><script>alert('1 & 2')</script>`;
const harmless = `&quot;&gt;&lt;script&gt;alert('1 &amp; 2')&lt;/script&gt;`;

describe('a page', () => {
  it('shows what is put into it as text, between tags and in attributes', () => {
    expect(html`<a href="${hostile}">${hostile}</a>`.text).toBe(`<a href="${harmless}">${harmless}</a>`);
  });

  it('escapes once, however deep the text lies', () => {
    const parts = [hostile, '&'].map((text) => html`<i>${text}</i>`);
    expect(html`<b>${parts}</b>`.text).toBe(`<b><i>${harmless}</i><i>&amp;</i></b>`);
  });

  it('has its title and the addresses of its stylesheets escaped too', () => {
    expect(htmlDocument(hostile, [hostile], html``)).not.toContain('<script');
  });
});
