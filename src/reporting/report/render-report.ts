// The report as a page: one sheet of A4 when printed, readable on a phone, without scripts and without anything loaded.
import type { Figure } from '../../shared/api/figures.js';
import type { ReportDocument, ReportFigure } from '../../shared/api/report.js';
import { goalText, GOAL_STATUS, toneOf } from '../goal-in-mail.js';
import { escapeHtml } from '../mail-html.js';
import { createWriter, spanText, type Writer } from '../reader-locale.js';

const STYLE = `
@page{size:A4;margin:14mm}
body{margin:0 auto;padding:2rem 1rem;max-width:56rem;font:15px/1.45 'Segoe UI',system-ui,sans-serif;color:#1b2430;background:#fff}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}p{margin:.2rem 0}.soft{color:#5c6773}
.lead{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:1.2rem 0}.lead div{min-width:14rem}.lead b{display:block;font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:.28rem .5rem;border-bottom:1px solid #dcd8cf;text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left;padding-left:0}th{font-weight:600;color:#5c6773}tr.total td{font-weight:600;border-top:2px solid #5c6773}
.good{color:#1a6b3c}.bad{color:#a3322a}.scroll{overflow-x:auto}
@media print{body{padding:0;max-width:none;font-size:9pt}h1{font-size:15pt}h2{font-size:11pt;margin:.9rem 0 .2rem}.lead{margin:.6rem 0}.lead b{font-size:17pt}th,td{padding:.1rem .35rem}h2,tr{break-inside:avoid;break-after:avoid}.scroll{overflow:visible}}
`;

const cell = (text: string, tone = ''): string => `<td${tone === '' ? '' : ` class="${tone}"`}>${escapeHtml(text)}</td>`;
const head = (titles: readonly string[]): string => `<tr>${titles.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')}</tr>`;
const table = (titles: readonly string[], rows: readonly string[]): string => `<div class="scroll"><table><thead>${head(titles)}</thead><tbody>${rows.join('')}</tbody></table></div>`;

/** Shares change by points: 40 % after 30 % are ten more, not a third. */
const changeText = ({ changeRate, better, unit, value, before }: ReportFigure, writer: Writer): { text: string; tone: string } => ({ text: unit === 'rate' ? writer.points(value, before) : writer.change(changeRate), tone: toneOf(changeRate, better) });

function leadFigure(figure: ReportFigure, writer: Writer): string {
  const change = changeText(figure, writer);
  const said = figure.value === null ? 'No value: what it is made of is not there for these days.' : `${change.text} against ${writer.figure(figure.before, figure.unit)} in the period before`;
  return `<div>${escapeHtml(figure.label)}<b>${escapeHtml(writer.figure(figure.value, figure.unit))}</b><span class="${figure.value === null ? 'soft' : change.tone}">${escapeHtml(said)}</span></div>`;
}

/** The whole page. */
export function renderReport(report: ReportDocument): string {
  const writer = createWriter(report.locale, report.currency);
  const [first, second, ...others] = report.figures;
  const house = report.workspace === 'default' ? 'Leadline' : `Leadline ${report.workspace}`;
  const title = `${house}: report of ${spanText(report.period, writer)}`;
  const remarks = report.figures.filter((figure) => figure.remark !== '');
  const shown = (values: readonly Figure[]): string => values.map((value, i) => cell(writer.figure(value, report.channels.columns[i]?.unit ?? 'number'))).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p class="soft">Compared with ${escapeHtml(spanText(report.before, writer))}, and a year before with ${escapeHtml(spanText(report.yearBefore, writer))}. Days of ${escapeHtml(report.timeZone)}; read ${escapeHtml(report.asOf.slice(0, 16).replace('T', ' '))} UTC.</p>
<div class="lead">${[first, second].flatMap((figure) => (figure === undefined ? [] : [leadFigure(figure, writer)])).join('')}</div>
<h2>Figures</h2>
${table(['Figure', 'Period', 'Before', 'Change', 'Year before'], others.map((figure) => {
    const change = changeText(figure, writer);
    return `<tr>${cell(`${figure.label}${figure.few ? ' (few cases)' : ''}`)}${cell(writer.figure(figure.value, figure.unit))}${cell(writer.figure(figure.before, figure.unit))}${cell(change.text, change.tone)}${cell(writer.figure(figure.yearBefore, figure.unit))}</tr>`;
  }))}
<h2>By channel</h2>
${report.channels.rows.length === 0 ? '<p>Nothing came in these days.</p>' : table(['Channel', ...report.channels.columns.map((column) => column.label)], [
    ...report.channels.rows.map((row) => `<tr>${cell(row.channelGroup)}${shown(row.values)}</tr>`), `<tr class="total">${cell('All')}${shown(report.channels.total)}</tr>`,
  ])}
<h2>Goals</h2>
${report.goals.length === 0 ? '<p>No goal touches these days.</p>' : table(['Goal', 'Status', 'In numbers'], report.goals.map((goal) => {
    const { word, tone } = GOAL_STATUS[goal.status];
    return `<tr>${cell(goal.owner === '' ? goal.name : `${goal.name} (${goal.owner})`)}${cell(word, tone)}${cell(goalText(goal, writer))}</tr>`;
  }))}
${remarks.length === 0 ? '' : `<h2>To know</h2>${remarks.map((figure) => `<p class="soft">${escapeHtml(figure.label)}: ${escapeHtml(figure.remark)}</p>`).join('')}`}
</body></html>
`;
}
