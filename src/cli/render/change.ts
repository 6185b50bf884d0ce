// Shows why a KPI changed.
import type { ChangeDocument } from '../../shared/api/change.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { figureText } from './figure-text.js';
import { renderTable, type Column } from './table.js';

const right = (title: string): Column => ({ title, align: 'right' });

export const changePrintable = (document: ChangeDocument): Printable => ({
  json: document,
  table: () => {
    const shown = (value: string | null): string => figureText(value, document.unit, document.currency);
    const { before, period } = document;
    return [
      `${document.kpi}: ${shown(document.valueBefore)} (${before.from} to ${before.to}) became ${shown(document.value)} (${period.from} to ${period.to}): ${shown(document.change)}\n`,
      renderTable([{ title: document.by }, right('Volume'), right('Mix'), right('Rate'), right('Together')], [
        ...document.segments.map((s) => [s.segment, shown(s.volume), shown(s.mix), shown(s.rate), shown(s.total)]),
        ...(document.unmatched === null || Number(document.unmatched) === 0 ? [] : [['with nothing below the line', '', '', '', shown(document.unmatched)]]),
        ['Total', shown(document.volume), shown(document.mix), shown(document.rate), shown(document.change)],
      ]),
      ...(document.remark === undefined ? [] : [`${document.remark}\n`]),
    ].join('\n');
  },
  csv: () => renderCsv(['segment', 'volume', 'mix', 'rate', 'total', 'before_numerator', 'before_denominator', 'after_numerator', 'after_denominator'],
    document.segments.map((s) => [s.segment, s.volume, s.mix, s.rate, s.total, s.before.numerator, s.before.denominator, s.after.numerator, s.after.denominator])),
});
