// Help: links between documents, and what of a document is let through.
import { describe, expect, it } from 'vitest';
import { helpAddress, renderHelp } from './render-help.js';

const exists = (id: string): boolean => ['mapping', 'imports/csv', 'glossary'].includes(id);

describe('a link of a document', () => {
  it.each([
    ['glossary.md', 'mapping', '/help/glossary'],
    ['../mapping.md#who', 'imports/csv', '/help/mapping#who'],
    ['csv.md', 'imports/hubspot', '/help/imports/csv'],
    ['../src/main.ts', 'mapping', ''],
    ['../../src/main.ts', 'imports/csv', ''],
    ['missing.md', 'mapping', ''],
    ['https://example.org/a', 'mapping', 'https://example.org/a'],
    ['#options', 'mapping', '#options'],
  ])('%s in %s leads to %s', (href, id, address) => {
    expect(helpAddress(href, id, exists)).toBe(address);
  });
});

describe('a document', () => {
  it('keeps its headings, tables and code, and names its headings', () => {
    const html = renderHelp('# Any table\n\n## Who is who\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx < y\n```\n', 'mapping', exists);
    expect(html).toContain('<h2 id="who-is-who">Who is who</h2>');
    expect(html).toContain('<div class="scroll" tabindex="0"><table>');
    expect(html).toContain('x &lt; y');
  });

  it('shows its pictures from where they lie, and says in words what one would show that is missing', () => {
    const pictures = { 'a.webp': '/assets/a-1.webp' };
    expect(renderHelp('![Rows & "sums"](../images/a.webp)', 'imports/csv', exists, pictures)).toContain('<img src="/assets/a-1.webp" alt="Rows &amp; &quot;sums&quot;" width="1440" height="900" loading="lazy">');
    expect(renderHelp('![Rows](images/gone.webp) ![x](https://example.org/toString)', 'mapping', exists, pictures)).not.toContain('<img');
  });

  it('lets no markup of its own through', () => {
    expect(renderHelp('<script>alert(1)</script>\n\na <b>b</b> [c](javascript:alert(1))', 'mapping', exists)).not.toMatch(/<script|<b>|javascript:/);
  });
});
