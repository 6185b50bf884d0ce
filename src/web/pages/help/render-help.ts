// A document's Markdown as HTML for the help pages: links between documents lead to their pages, those into the
// repository's code become plain words, and nothing but Markdown is let through.
import { Marked } from 'marked';

/** Of every picture that a document shows, CSS pixels: its place is kept while it loads. */
const PICTURE = { width: 1440, height: 900 };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const slug = (text: string): string => text.toLowerCase().replace(/<[^>]+>/g, '').replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s+/g, '-');

/**
 * @param id the document's path under docs/ without `.md`: its relative links start there
 * @param exists which documents have a page
 * @returns a page's address, an outside address as it is, '' for what has no page
 */
export function helpAddress(href: string, id: string, exists: (id: string) => boolean): string {
  if (/^(https?:|mailto:|#)/.test(href)) return href;
  const [path = '', hash] = href.split('#');
  const target = new URL(path, `file:///docs/${id}`).pathname;
  const found = target.startsWith('/docs/') ? target.slice('/docs/'.length).replace(/\.md$/, '') : '';
  return exists(found) ? `/help/${found}${hash === undefined ? '' : `#${hash}`}` : '';
}

/**
 * @param exists which documents have a page
 * @param pictures addresses of the documents' pictures, by their name under docs/images; one that is missing is told in words
 */
export function renderHelp(text: string, id: string, exists: (id: string) => boolean, pictures: Readonly<Record<string, string>> = {}): string {
  const marked = new Marked({
    gfm: true,
    renderer: {
      html: () => '',
      image: ({ href, text: instead }) => {
        const name = href.replace(/^(\.\.\/)*images\//, '');
        const address = Object.hasOwn(pictures, name) ? pictures[name] : undefined;
        return address === undefined ? escaped(instead) : `<img src="${escaped(address)}" alt="${escaped(instead)}" width="${PICTURE.width}" height="${PICTURE.height}" loading="lazy">`;
      },
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        return `<h${depth} id="${escaped(slug(inner))}">${inner}</h${depth}>`;
      },
      // Wide tables and lines of code are moved by keyboard too.
      code: ({ text: code }) => `<pre tabindex="0"><code>${escaped(code)}</code></pre>`,
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        const address = helpAddress(href, id, exists);
        return address === '' ? inner : `<a href="${escaped(address)}"${/^https?:/.test(address) ? ' rel="noreferrer" target="_blank"' : ''}>${inner}</a>`;
      },
    },
  });
  const html = marked.parse(text, { async: false });
  return html.replaceAll('<table>', '<div class="scroll" tabindex="0"><table>').replaceAll('</table>', '</table></div>');
}
