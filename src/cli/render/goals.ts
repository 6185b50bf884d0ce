// Shows goals: the tree, one goal with its history, what a file changed.
import type { ApplyDocument, GoalDocument, GoalList, GoalWithHistory } from '../../shared/api/goals.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { figureText } from './figure-text.js';
import { renderPairs, renderTable } from './table.js';

const targetText = (goal: GoalDocument): string => `${goal.direction === 'atMost' ? '≤ ' : ''}${figureText(goal.target, goal.unit, goal.currency)}`;
const filterText = ({ where }: Pick<GoalDocument, 'where'>): string => where.map((w) => `${w.dimension}=${w.values.join('|')}`).join(', ');

/** Parents before their children, with how deep each stands. */
function asTree(goals: readonly GoalDocument[]): { goal: GoalDocument; depth: number }[] {
  const under = (parent: string | null, depth: number): { goal: GoalDocument; depth: number }[] =>
    goals.filter((goal) => goal.parent === parent).flatMap((goal) => [{ goal, depth }, ...under(goal.id, depth + 1)]);
  return under(null, 0);
}

const CSV_HEADER = ['id', 'parent', 'name', 'kpi', 'where', 'from', 'to', 'direction', 'target', 'currency', 'owner', 'version'];
const csvRow = (g: GoalDocument) => [g.id, g.parent, g.name, g.kpi, filterText(g), g.from, g.to, g.direction, g.target, g.currency, g.owner, g.version];

export const goalsPrintable = (list: GoalList): Printable => ({
  json: list,
  table: () => renderTable([{ title: 'Goal' }, { title: 'Name' }, { title: 'KPI' }, { title: 'Filter' }, { title: 'From' }, { title: 'To (exclusive)' }, { title: 'Target', align: 'right' }, { title: 'Goals under it', align: 'right' }, { title: 'Owner' }],
    asTree(list.goals).map(({ goal, depth }) => [`${'  '.repeat(depth)}${goal.id}`, goal.name, goal.kpi, filterText(goal), goal.from, goal.to, targetText(goal), goal.childrenTarget === null ? '' : figureText(goal.childrenTarget, goal.unit, goal.currency), goal.owner])),
  csv: () => renderCsv(CSV_HEADER, list.goals.map(csvRow)),
});

export const goalPrintable = (document: GoalWithHistory): Printable => ({
  json: document,
  table: () => [
    renderPairs([
      ['Goal', document.goal.name], ['KPI', `${document.goal.kpi} ${filterText(document.goal)}`], ['Period', `${document.goal.from} to ${document.goal.to} (exclusive)`], ['Target', targetText(document.goal)],
      ['Owner', document.goal.owner], ['Parent', document.goal.parent ?? ''], ['Notes', document.goal.notes],
      ...(document.goal.warnings ?? []).map((w) => ['Warning', `${w.field}: ${w.message}`] as const),
    ]),
    ...(document.goal.activities.length === 0 ? [] : [renderTable([{ title: 'Activity' }, { title: 'Who' }, { title: 'By' }, { title: 'Done' }], document.goal.activities.map((a) => [a.what, a.who, a.by ?? '', a.done ? 'yes' : '']))]),
    renderTable([{ title: 'Version', align: 'right' }, { title: 'Changed' }, { title: 'Fields' }, { title: 'Target', align: 'right' }, { title: 'Note' }], document.history.map((v) => [String(v.version), v.changedAt, v.goal === null ? 'removed' : v.changed.join(', '), v.goal?.target ?? '', v.note])),
  ].join('\n'),
  csv: () => renderCsv(CSV_HEADER, [csvRow(document.goal)]),
});

export const appliedPrintable = (document: ApplyDocument): Printable => {
  const rows = (['added', 'changed', 'removed', 'unchanged'] as const).flatMap((what) => document[what].map((id) => [document.dryRun && what !== 'unchanged' ? `would be ${what}` : what, id]));
  return { json: document, table: () => renderTable([{ title: 'What' }, { title: 'Goal' }], rows), csv: () => renderCsv(['what', 'goal'], rows) };
};

export const goalsFilePrintable = (document: { yaml: string }): Printable => ({ json: document, table: () => document.yaml, csv: () => renderCsv(['yaml'], document.yaml.split('\n').map((line) => [line])) });
