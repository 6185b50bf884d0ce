// The report as a page: one sheet of A4 when printed, readable on a phone, without scripts and without anything loaded.
import type { ReportDocument } from '../../shared/api/report.js';
import { escapeHtml } from '../mail-html.js';
import type { ReportFile } from './report-files.js';
import { reportSheet, type SheetCell, type SheetTable } from './report-sheet.js';

const STYLE = `
@page{size:A4;margin:14mm}
body{margin:0 auto;padding:2rem 1rem;max-width:56rem;font:15px/1.45 'Segoe UI',system-ui,sans-serif;color:#1b2430;background:#fff}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}p{margin:.2rem 0}.soft{color:#5c6773}
.lead{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:1.2rem 0}.lead div{min-width:14rem}.lead b{display:block;font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:.28rem .5rem;border-bottom:1px solid #dcd8cf;text-align:right;vertical-align:top}
th.words,td.words{text-align:left}th:first-child,td:first-child{padding-left:0}td.words.good,td.words.bad{white-space:nowrap}th{font-weight:600;color:#5c6773}tr.total td{font-weight:600;border-top:2px solid #5c6773}
.good{color:#1a6b3c}.bad{color:#a3322a}.scroll{overflow-x:auto}
@media print{.screen{display:none}body{padding:0;max-width:none;font-size:9pt}h1{font-size:15pt}h2{font-size:11pt;margin:.9rem 0 .2rem}.lead{margin:.6rem 0}.lead b{font-size:17pt}th,td{padding:.1rem .35rem}h2,tr{break-inside:avoid;break-after:avoid}.scroll{overflow:visible}}
`;

/** Words stand left, numbers right. */
const classOf = (...names: string[]): string => (names.some((name) => name !== '') ? ` class="${names.filter((name) => name !== '').join(' ')}"` : '');
const cell = ({ text, tone }: SheetCell, isWords: boolean): string => `<td${classOf(isWords ? 'words' : '', tone === 'plain' ? '' : tone)}>${escapeHtml(text)}</td>`;

function table({ heading, columns, rows, total, empty, words }: SheetTable): string {
  if (rows.length === 0) return `<h2>${escapeHtml(heading)}</h2>\n<p>${escapeHtml(empty)}</p>`;
  const row = (cells: readonly SheetCell[], kind = ''): string => `<tr${kind}>${cells.map((one, i) => cell(one, words.includes(i))).join('')}</tr>`;
  const head = `<tr>${columns.map((title, i) => `<th scope="col"${classOf(words.includes(i) ? 'words' : '')}>${escapeHtml(title)}</th>`).join('')}</tr>`;
  return `<h2>${escapeHtml(heading)}</h2>\n<div class="scroll"><table><thead>${head}</thead><tbody>${rows.map((cells) => row(cells)).join('')}${total === undefined ? '' : row(total, ' class="total"')}</tbody></table></div>`;
}

/** The whole page. @param address of the same as a file */
export function renderReport(report: ReportDocument, address: (file: ReportFile) => string): string {
  const { title, subtitle, lead, tables, remarks } = reportSheet(report);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p class="soft">${escapeHtml(subtitle)}</p>
<p class="screen"><a href="${escapeHtml(address('pdf'))}" download>Download as PDF</a> · <a href="${escapeHtml(address('png'))}" download>as a picture (PNG)</a></p>
<div class="lead">${lead.map(({ label, value, note }) => `<div>${escapeHtml(label)}<b>${escapeHtml(value)}</b><span class="${note.tone === 'plain' ? 'soft' : note.tone}">${escapeHtml(note.text)}</span></div>`).join('')}</div>
${tables.map(table).join('\n')}
${remarks.length === 0 ? '' : `<h2>To know</h2>${remarks.map((remark) => `<p class="soft">${escapeHtml(remark)}</p>`).join('')}`}
</body></html>
`;
}
