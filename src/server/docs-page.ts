// The readable page of the OpenAPI document: rendered here, loads nothing, works without scripts.
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html, raw } from 'hono/html';
import { z } from 'zod';
import { schemaText } from './schema-text.js';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type Html = ReturnType<typeof html>;

const media = z.record(z.string(), z.object({ schema: z.unknown().optional() }));
const operation = z.object({
  summary: z.string().default(''),
  description: z.string().optional(),
  tags: z.array(z.string()).default([]),
  'x-allow': z.string().optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), description: z.string().optional(), example: z.unknown().optional(), schema: z.unknown().optional() })).default([]),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: media.optional() })),
});
type Operation = z.infer<typeof operation> & { readonly method: string; readonly path: string };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Operations by their first tag, in the order of the document. */
function operationsByTag(document: OpenApiDocument): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      if (item[method] === undefined) continue;
      const found = { ...operation.parse(item[method]), method: method.toUpperCase(), path };
      const tag = found.tags[0] ?? 'Other';
      groups.set(tag, [...(groups.get(tag) ?? []), found]);
    }
  }
  return groups;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#5c6773;--paper:#fbfaf7;--line:#dcd8cf;--accent:#0f5e7d}
@media(prefers-color-scheme:dark){:root{--ink:#e4e1d8;--soft:#9aa4ae;--paper:#14191f;--line:#2c343d;--accent:#7cc4e0}}
body{margin:0 auto;padding:2rem 1rem 6rem;max-width:60rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.6rem;margin:0}h2{margin:3rem 0 .5rem;border-bottom:1px solid var(--line)}h3{margin:2rem 0 .2rem;font:600 1rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
p{margin:.3rem 0}a{color:var(--accent)}.soft{color:var(--soft)}b.method{display:inline-block;min-width:3.5rem;color:var(--accent)}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.92em}td,th{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line)}
pre{overflow-x:auto;padding:.7rem .9rem;border:1px solid var(--line);border-radius:4px;font-size:.85em;white-space:pre-wrap;overflow-wrap:anywhere}code{font-size:.92em}
@media(max-width:40rem){table{display:block;overflow-x:auto}}
`;

const schemaExample = (schema: unknown): unknown => z.object({ example: z.unknown() }).partial().catch({}).parse(schema).example;

const exampleText = (example: unknown): string => (example === undefined ? '' : typeof example === 'string' ? example : JSON.stringify(example));

function parameterTable(op: Operation): Html | string {
  if (op.parameters.length === 0) return '';
  return html`<table><thead><tr><th>Parameter</th><th>Takes</th><th>Meaning</th><th>Example</th></tr></thead><tbody>${op.parameters.map(
    (p) => html`<tr><td><code>${p.name}</code>${p.required ? ' *' : ''}</td><td>${p.in === 'path' ? 'path' : schemaText(p.schema)}</td><td>${p.description ?? ''}</td><td><code>${exampleText(p.example ?? schemaExample(p.schema))}</code></td></tr>`,
  )}</tbody></table>`;
}

/** Text in which what stands between backticks is code. */
const prose = (text: string): Html[] => text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

/** Schemas as text in which the names of documents lead to them. */
type Shape = (schema: unknown) => Html[];
const shapeWith = (names: readonly string[]): Shape => {
  const name = new RegExp(`\\b(${names.join('|')})\\b`);
  return (schema) => schemaText(schema).split(name).map((part, i) => (i % 2 === 1 ? html`<a href="#${part}">${part}</a>` : html`${part}`));
};

const contentBlock = (shape: Shape, label: string, content: z.infer<typeof media> | undefined): Html[] =>
  Object.entries(content ?? {}).map(([type, { schema }]) => html`<p class="soft">${label} <code>${type}</code></p><pre>${shape(schema)}</pre>`);

function operationSection(op: Operation, shape: Shape): Html {
  const answers = Object.entries(op.responses).filter(([status]) => /^2/.test(status));
  return html`<section><h3><b class="method">${op.method}</b> ${op.path}</h3><p>${op.summary}</p>${op.description === undefined ? '' : html`<p class="soft">${prose(op.description)}</p>`}
<p class="soft">For ${op['x-allow'] === 'anyone' ? 'anyone' : `a caller who may ${op['x-allow'] ?? 'do nothing'}`}.</p>
${parameterTable(op)}${contentBlock(shape, 'Body', op.requestBody?.content)}${answers.flatMap(([status, answer]) =>
    answer.content === undefined ? [html`<p class="soft">${status}: ${answer.description}</p>`] : contentBlock(shape, `${status}: ${answer.description},`, answer.content),
  )}</section>`;
}

/** The whole page. */
export async function docsPage(document: OpenApiDocument): Promise<string> {
  const groups = [...operationsByTag(document)];
  const schemas = Object.entries(document.components?.schemas ?? {});
  const shape = shapeWith(schemas.map(([name]) => name));
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${document.info.title}</title><style>${raw(STYLE)}</style></head><body>
<h1>${document.info.title}</h1><p class="soft">Version ${document.info.version} · <a href="/api/v1/openapi.json">OpenAPI 3.1</a></p><p>${document.info.description ?? ''}</p>
<p>${groups.map(([tag]) => html`<a href="#${tag}">${tag}</a> · `)}<a href="#documents">Documents</a></p>
${groups.map(([tag, operations]) => html`<h2 id="${tag}">${tag}</h2>${operations.map((op) => operationSection(op, shape))}`)}
<h2 id="documents">Documents</h2>${schemas.map(([name, schema]) => html`<h3 id="${name}">${name}</h3><pre>${shape(schema)}</pre>`)}
</body></html>`;
  return (await page).toString();
}
