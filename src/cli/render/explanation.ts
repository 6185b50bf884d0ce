// Shows an opened figure as text: the figure, how it comes about, and a page of the rows behind it.
import type { ExplainDocument } from '../../shared/api/figures.js';
import { creditText } from './figures.js';
import { plainFigure } from './figure-text.js';
import { renderPairs, renderTable } from './table.js';

const indent = (text: string): string => text.trim().split('\n').map((line) => `    ${line}`).join('\n');

export function renderExplanation(document: ExplainDocument): string {
  const { figure, measures, columns, rows } = document;
  const head = renderPairs([
    [document.kpi, document.label],
    ['', document.description],
    ['Period', `${document.from} to ${document.to} (exclusive), ${document.timeZone}, ${document.basis} basis`],
    ['As of', document.asOf],
    ...(document.creditedBy === undefined ? [] : [['Credit by', creditText(document.creditedBy)] as const]),
    ['Formula', document.formula],
    ['Numbers', document.numbers],
    ['Status', figure.remark === undefined ? figure.status : `${figure.status}: ${figure.remark}`],
  ]);
  const parts = measures.map((measure) =>
    `${measure.side}: ${measure.factor === 1 ? '' : `${measure.factor} × `}${measure.id} = ${plainFigure(measure.value)}\n    ${measure.description}\n${indent(measure.sql)}\n`);
  const table = renderTable(
    [...columns.map((title) => ({ title })), { title: 'contribution', align: 'right' as const }],
    rows.map((row) => [...row.cells.map((cell) => (cell === null ? '' : String(cell))), String(row.contribution)]),
  );
  const last = document.offset + rows.length;
  const shown = rows.length === 0 ? 'none listed' : `${document.offset + 1} to ${last}`;
  return `${head}\n${parts.join('\n')}\nRows of the ${document.side}: ${shown} of ${document.totalRows}; all of them add up to ${plainFigure(document.sum)}\n\n${table}`;
}
