// A digest as HTML for mail clients.
import { COLOURS, dataTable, escapeHtml, heading, link, mailHtml, paragraph, type HtmlCell } from '../mail-html.js';
import type { DigestWords, Line } from './digest-words.js';

const right = (text: string, more: Partial<HtmlCell> = {}): HtmlCell => ({ html: escapeHtml(text), align: 'right', ...more });
const lineRow = ({ name, text, link: href }: Line): HtmlCell[] => [{ html: `${link(href, name)}<br>${escapeHtml(text)}` }];

/** @param unsubscribeUrl null where nobody is subscribed: in a preview */
export function renderHtml(words: DigestWords, unsubscribeUrl: string | null): string {
  const figures = dataTable(
    [{ html: 'Figure' }, right('Value'), right('Before'), right('Change'), right('This month')],
    words.figures.map((f) => [{ html: link(f.link, f.label) }, right(f.value, { bold: true }), right(f.before), right(f.change, { colour: COLOURS[f.tone] }), right(f.monthToDate)]),
  );
  const goals = dataTable([], words.goals.map((goal) => [...lineRow(goal), { html: escapeHtml(goal.status).replaceAll(' ', '&nbsp;'), align: 'right', colour: COLOURS[goal.tone], bold: true }]));
  const lines = (some: readonly Line[], none: string): string => (some.length === 0 ? paragraph(escapeHtml(none)) : dataTable([], some.map(lineRow)));
  return mailHtml(words.title, [
    paragraph(escapeHtml(words.period), COLOURS.soft),
    heading('Figures'), figures,
    heading('Goals'), words.goals.length === 0 ? paragraph('No goal is running.') : goals,
    heading('What moved'), lines(words.moved, words.nothingMoved),
    heading('What needs a look'), lines(words.look, 'Nothing.'),
    paragraph(`${link(words.link, 'Open Leadline')}${unsubscribeUrl === null ? '' : ` · ${link(unsubscribeUrl, 'No more of these mails')}`}`, COLOURS.soft),
  ].join('\n'));
}
