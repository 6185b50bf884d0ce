// Shows plans: funnels, targets, months, worksheets, each in the three forms a verb can print.
import type { CompareMonthsDocument, ReverseDocument, TargetDocument, WorksheetDocument } from '../../shared/api/planning.js';
import { WORKSHEET_MEASURES } from '../../shared/planning/worksheet.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { figureText, plainFigure } from './figure-text.js';
import { renderTable, type Column } from './table.js';

const right = (title: string): Column => ({ title, align: 'right' });
const RATES = new Set(['closeRate', 'mqlToSqlRate', 'leadToMqlRate', 'visitorToLeadRate', 'websiteShare']);

export function reversePrintable(document: ReverseDocument): Printable {
  const { stages, inputs, missing, currency } = document;
  const money = (stage: string): string => (stage === 'revenue' || stage === 'budget' ? ` ${currency}` : '');
  const shown = (input: string, value: string | number | undefined): string => (value === undefined ? '' : RATES.has(input) ? figureText(value, 'rate') : plainFigure(value));
  return {
    json: document,
    table: () => [
      renderTable([{ title: 'Stage' }, right('Needed'), right('Exact'), { title: 'Needed from' }, { title: 'Until (exclusive)' }],
        stages.map((s) => [s.stage, `${plainFigure(s.needed)}${money(s.stage)}`, plainFigure(s.exact), s.neededBy?.from ?? '', s.neededBy?.to ?? ''])),
      renderTable([{ title: 'Figure' }, right('Value'), right('95 %'), right('Cases'), right('Half by day'), { title: 'From' }],
        inputs.map((i) => [i.input, shown(i.input, i.value), i.low === undefined ? '' : `${shown(i.input, i.low)} – ${shown(i.input, i.high)}`, plainFigure(i.sample ?? null), plainFigure(i.lagDays ?? null), i.origin])),
      ...(missing.length === 0 ? [] : [renderTable([{ title: 'Missing' }, { title: 'Why' }, { title: 'Enough would be' }], missing.map((m) => [m.input, m.reason, m.enough]))]),
    ].join('\n'),
    csv: () => renderCsv(['stage', 'needed', 'exact', 'rounded', 'needed_from', 'needed_to'], stages.map((s) => [s.stage, s.needed, s.exact, s.rounded, s.neededBy?.from, s.neededBy?.to])),
  };
}

export function targetPrintable(document: TargetDocument): Printable {
  const { history, growths, meanGrowth, growth, target, currency, parts = [], remarks } = document;
  return {
    json: document,
    table: () => [
      renderTable([{ title: 'Year' }, right('Revenue'), right('Growth')], [
        ...history.map((revenue, i) => [`${i - history.length + 1 || 'last'}`, plainFigure(revenue), i === 0 ? '' : figureText(growths[i - 1] ?? null, 'rate')]),
        ['mean', '', figureText(meanGrowth, 'rate')], ['target', `${plainFigure(target)} ${currency}`, figureText(growth, 'rate')],
      ]),
      ...(parts.length === 0 ? [] : [renderTable([{ title: 'From' }, right('Share'), right('Target')], parts.map((p) => [p.from, figureText(p.share, 'rate'), plainFigure(p.target)]))]),
      ...remarks.map((remark) => `${remark}\n`),
    ].join('\n'),
    csv: () => renderCsv(['from', 'to', 'share', 'target', 'currency'], parts.length === 0 ? [[document.year.from, document.year.to, 1, target, currency]] : parts.map((p) => [p.from, p.to, p.share, p.target, currency])),
  };
}

export function monthsPrintable(document: CompareMonthsDocument): Printable {
  const { from, to, uplift, stages, country } = document;
  return {
    json: document,
    table: () => [
      `${from.month} has ${from.businessDays} business days, ${to.month} has ${to.businessDays} (${country === '' ? 'weekdays' : `without the public holidays of ${country}`}): a day of ${to.month} must bring ${figureText(uplift, 'rate')} ${uplift < 0 ? '(less)' : 'more'}.\n`,
      ...(stages.length === 0 ? [] : [renderTable([{ title: 'KPI' }, right(from.month), right('a day'), right(to.month), right('a day'), right('Change a day')],
        stages.map((s) => [s.kpi, plainFigure(s.from.value), plainFigure(s.from.perBusinessDay), plainFigure(s.to.value), plainFigure(s.to.perBusinessDay), figureText(s.change, 'rate')]))]),
    ].join('\n'),
    csv: () => renderCsv(['kpi', 'from', 'from_per_business_day', 'to', 'to_per_business_day', 'change'], [
      ['business_days', from.businessDays, null, to.businessDays, null, uplift],
      ...stages.map((s) => [s.kpi, s.from.value, s.from.perBusinessDay, s.to.value, s.to.perBusinessDay, s.change]),
    ]),
  };
}

const RATIOS = ['costPerVisit', 'costPerLead', 'costPerMql', 'costPerSql', 'costPerCustomer', 'returnOnCost'] as const;

export function worksheetPrintable(document: WorksheetDocument): Printable {
  const { rows, totals, checks } = document;
  return {
    json: document,
    table: () => [
      renderTable([{ title: 'Channel' }, { title: 'Programme' }, ...WORKSHEET_MEASURES.map(right), ...RATIOS.map(right)], [
        ...rows.map((row) => [row.channel, row.programme, ...WORKSHEET_MEASURES.map((m) => plainFigure(row[m])), ...RATIOS.map((r) => (r === 'returnOnCost' ? figureText(row[r], 'rate') : plainFigure(row[r])))]),
        ['Total', '', ...WORKSHEET_MEASURES.map((m) => plainFigure(totals[m])), ...RATIOS.map((r) => (r === 'returnOnCost' ? figureText(totals[r], 'rate') : plainFigure(totals[r])))],
      ]),
      ...(checks.length === 0 ? [] : [renderTable([{ title: 'Goal' }, right('Goal'), right('Planned'), right('Difference'), { title: 'State' }], checks.map((c) => [c.measure, plainFigure(c.goal), plainFigure(c.planned), plainFigure(c.difference), c.state]))]),
    ].join('\n'),
    csv: () => renderCsv(['channel', 'programme', ...WORKSHEET_MEASURES, ...RATIOS], rows.map((row) => [row.channel, row.programme, ...WORKSHEET_MEASURES.map((m) => row[m]), ...RATIOS.map((r) => row[r])])),
  };
}
