// The parts that mails in HTML are built from. Mail clients know tables and inline styles, and no more in common:
// no style sheets, no scripts, nothing loaded from elsewhere.

/** Text that stands in HTML as what it is. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

const FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif;";
export const COLOURS = { ink: '#1b2430', soft: '#5c6773', line: '#dcd8cf', accent: '#0f5e7d', good: '#1a6b3c', bad: '#a3322a', plain: '#1b2430' } as const;
const CELL = `padding:6px 8px;border-bottom:1px solid ${COLOURS.line};font-size:14px;line-height:20px;vertical-align:top;`;

export interface HtmlCell {
  readonly html: string;
  readonly align?: 'left' | 'right';
  readonly colour?: string;
  readonly bold?: boolean;
}

export const link = (href: string, text: string): string => `<a href="${escapeHtml(href)}" style="color:${COLOURS.accent};text-decoration:underline;">${escapeHtml(text)}</a>`;

const cellHtml = (tag: 'td' | 'th', { html, align = 'left', colour = COLOURS.ink, bold = false }: HtmlCell): string =>
  `<${tag}${tag === 'th' ? ' scope="col"' : ''} align="${align}" style="${FONT}${CELL}text-align:${align};color:${colour};font-weight:${bold ? '600' : '400'};">${html}</${tag}>`;

/** A table of data; `head` may be empty. */
export function dataTable(head: readonly HtmlCell[], rows: readonly (readonly HtmlCell[])[]): string {
  const header = head.length === 0 ? '' : `<tr>${head.map((cell) => cellHtml('th', { ...cell, colour: COLOURS.soft })).join('')}</tr>`;
  return `<table cellpadding="0" cellspacing="0" border="0" width="100%" style="border-collapse:collapse;width:100%;">${header}${rows.map((row) => `<tr>${row.map((cell) => cellHtml('td', cell)).join('')}</tr>`).join('')}</table>`;
}

export const heading = (text: string): string => `<h2 style="${FONT}margin:24px 0 6px;font-size:16px;line-height:22px;color:${COLOURS.ink};">${escapeHtml(text)}</h2>`;
export const paragraph = (html: string, colour: string = COLOURS.ink): string => `<p style="${FONT}margin:4px 0;font-size:14px;line-height:20px;color:${colour};">${html}</p>`;

/** The whole mail. @param body HTML of this module's parts */
export const mailHtml = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:0;background-color:#fbfaf7;">
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" bgcolor="#fbfaf7"><tr><td align="center" style="padding:16px 8px;">
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="640" style="width:100%;max-width:640px;background-color:#ffffff;border:1px solid ${COLOURS.line};"><tr><td style="padding:20px;">
<h1 style="${FONT}margin:0 0 4px;font-size:20px;line-height:26px;color:${COLOURS.ink};">${escapeHtml(title)}</h1>
${body}
</td></tr></table></td></tr></table></body></html>
`;
