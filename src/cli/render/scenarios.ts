// Shows scenarios: ranges side by side, the probability of the target, and what matters most.
import { Decimal } from 'decimal.js';
import type { ScenarioDocument, ScenarioList } from '../../shared/api/planning.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { figureText, plainFigure } from './figure-text.js';
import { renderTable, type Column } from './table.js';

const OUTCOMES = ['leads', 'mqls', 'sqls', 'deals', 'revenue', 'cost', 'contribution'] as const;
const right = (title: string): Column => ({ title, align: 'right' });
const rounded = (value: number): string => plainFigure(new Decimal(value).toDecimalPlaces(0).toNumber());

/** @param json the document that is printed as JSON */
export function scenariosPrintable(scenarios: readonly ScenarioDocument[], json: unknown): Printable {
  const name = (one: ScenarioDocument, i: number): string => one.name ?? (scenarios.length > 1 ? String(i + 1) : 'Scenario');
  return {
    json,
    table: () => [
      ...scenarios.map((one, i) => `${name(one, i)}: revenue ${one.from} to ${one.to} (exclusive) from leads ${one.leadsFrom} to ${one.leadsTo}${one.probability === null ? '' : `; ${figureText(one.probability, 'rate')} reach ${plainFigure(one.target)} ${one.currency}`}\n`),
      renderTable([{ title: 'Outcome' }, ...scenarios.flatMap((one, i) => [right(name(one, i)), right('80 % between')])],
        OUTCOMES.map((outcome) => [outcome, ...scenarios.flatMap((one) => [rounded(one.outcomes[outcome].p50), `${rounded(one.outcomes[outcome].p10)} – ${rounded(one.outcomes[outcome].p90)}`])])),
      ...scenarios.slice(0, 1).map((one) => renderTable([{ title: 'What matters most' }, right('Revenue low'), right('Revenue high')], one.tornado.map((bar) => [bar.input, rounded(bar.low), rounded(bar.high)]))),
      ...scenarios.flatMap((one) => one.remarks.map((remark) => `${remark}\n`)),
    ].join('\n'),
    csv: () => renderCsv(['scenario', 'outcome', 'mean', 'p10', 'p50', 'p90', 'probability'], scenarios.flatMap((one, i) => OUTCOMES.map((outcome) => {
      const { mean, p10, p50, p90 } = one.outcomes[outcome];
      return [name(one, i), outcome, mean, p10, p50, p90, outcome === 'revenue' ? one.probability : null];
    }))),
  };
}

export const scenarioListPrintable = (list: ScenarioList): Printable => ({
  json: list,
  table: () => renderTable([{ title: 'Scenario' }, right('Changes'), right('Target'), { title: 'Changed' }], list.scenarios.map((s) => [s.name, String(s.request.changes.length), plainFigure(s.request.target ?? null), s.changedAt])),
  csv: () => renderCsv(['name', 'changes', 'target', 'changed_at'], list.scenarios.map((s) => [s.name, s.request.changes.length, s.request.target ?? null, s.changedAt])),
});
