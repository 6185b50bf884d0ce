// Shows how goals stand.
import type { PacingDocument } from '../../shared/api/pacing.js';
import { addDays } from '../../shared/period.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { figureText } from './figure-text.js';
import { renderTable, type Column } from './table.js';

const WORDS: Readonly<Record<PacingDocument['status'], string>> = { notStarted: 'not begun', onTrack: 'on track', atRisk: 'at risk', off: 'OFF', reached: 'reached', missed: 'missed', noData: 'no data' };
const right = (title: string): Column => ({ title, align: 'right' });

/** @param json the document that is printed as JSON */
export const pacingPrintable = (goals: readonly PacingDocument[], json: unknown): Printable => ({
  json,
  table: () => {
    const shown = (goal: PacingDocument, value: string | number | null): string => figureText(typeof value === 'number' && goal.unit === 'count' ? Math.round(value) : value, goal.unit, goal.currency);
    return [
      renderTable([{ title: 'Goal' }, { title: 'Status' }, right('So far'), right('Until'), right('Expected'), right('Target'), right('Likely'), right('80 % between'), right('Chance'), { title: 'Owner' }],
        goals.map((goal) => [goal.goal, WORDS[goal.status], shown(goal, goal.value), goal.valueUntil !== null ? addDays(goal.valueUntil, -1) : goal.value === null ? '' : 'now', shown(goal, goal.expected), `${goal.direction === 'atMost' ? '≤ ' : ''}${shown(goal, goal.target)}`, shown(goal, goal.forecast?.p50 ?? null),
          goal.forecast === null ? '' : `${shown(goal, goal.forecast.p10)} – ${shown(goal, goal.forecast.p90)}`, figureText(goal.forecast?.probability ?? null, 'rate'), goal.owner])),
      ...goals.map((goal) => `${goal.goal}: ${goal.reason}\n`),
    ].join('\n');
  },
  csv: () => renderCsv(['goal', 'kpi', 'from', 'to', 'status', 'value', 'expected', 'target', 'direction', 'p10', 'p50', 'p90', 'probability', 'owner', 'reason', 'valueUntil'],
    goals.map((g) => [g.goal, g.kpi, g.from, g.to, g.status, g.value, g.expected, g.target, g.direction, g.forecast?.p10, g.forecast?.p50, g.forecast?.p90, g.forecast?.probability, g.owner, g.reason, g.valueUntil])),
});
