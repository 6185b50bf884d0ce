// A page of a few words for whoever opens a link of ours without being in the app: it runs nothing and loads nothing.
import { html } from 'hono/html';

type Content = ReturnType<typeof html>;

/** The whole page; the title is also its heading. */
export async function wordsPage(title: string, content: Content): Promise<string> {
  const page = await html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title>
<style>body{margin:0 auto;padding:3rem 1rem;max-width:34rem;font:16px/1.5 system-ui,sans-serif;color:#1b2430;background:#fbfaf7}h1{font-size:1.4rem}button{font:inherit;padding:.5rem 1.2rem;color:#fff;background:#0f5e7d;border:0;border-radius:4px;cursor:pointer}</style></head>
<body><h1>${title}</h1>${content}</body></html>`;
  return page.toString();
}
