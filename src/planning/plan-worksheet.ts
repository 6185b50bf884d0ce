// The worksheet by channel and programme: start values from the workspace's own history, or what was typed or pasted, checked.
import { figuresQuery } from '../shared/api/figures.js';
import { worksheetRequest, type WorksheetDocument, type WorksheetRequest } from '../shared/api/planning.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { AppError } from '../shared/errors.js';
import { dayRange, type DayRange } from '../shared/period.js';
import { Exact } from '../shared/planning/exact.js';
import { checkWorksheet, WORKSHEET_MEASURES, type WorksheetRow } from '../shared/planning/worksheet.js';
import { parseWorksheet, worksheetToText } from '../shared/planning/worksheet-text.js';
import type { Workspace } from '../shared/workspace.js';
import { currencyOf, lastTwelveMonths, type PlanningContext } from './planning-context.js';

/** What was reached in the range, as rows to start from: the most revenue first. */
async function startValues({ analytics }: PlanningContext, workspace: Workspace, range: DayRange, programmes: boolean): Promise<WorksheetRow[]> {
  const available = new Set((await analytics.catalogue(workspace)).kpis.map((kpi) => kpi.id));
  const kpis = WORKSHEET_MEASURES.filter((measure) => available.has(measure));
  const { rows } = await analytics.figures(workspace, figuresQuery.parse({ ...range, kpis, by: programmes ? ['channel', 'campaign'] : ['channel'], intervals: 'exact' }));
  const found = new Map<string, Record<string, string | null> & { channel: string; programme: string }>();
  for (const row of rows) {
    const [channel = '', programme = ''] = [row.dims?.['channel'], row.dims?.['campaign']];
    const key = JSON.stringify([channel, programme]);
    const entry = found.get(key) ?? { channel, programme };
    entry[row.kpi] = row.value === null ? null : new Exact(row.value).toFixed();
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => new Exact(b['revenue'] ?? 0).comparedTo(a['revenue'] ?? 0) || new Exact(b['leads'] ?? 0).comparedTo(a['leads'] ?? 0));
}

/** @throws AppError invalid_input at row and column */
export async function planWorksheet(context: PlanningContext, workspace: Workspace, given: WorksheetRequest): Promise<WorksheetDocument> {
  const request = parseRequest(worksheetRequest, given);
  if (request.rows !== undefined && request.text !== undefined) throw new AppError('invalid_input', { where: 'text', reason: 'stands beside rows', remedy: 'Give one of them.' });
  if (request.history !== undefined) dayRange(request.history.from, request.history.to);
  const { currency, digits } = currencyOf(workspace);
  const typed = request.text !== undefined ? parseWorksheet(request.text, request.decimal) : request.rows?.map((row) => ({ ...row, programme: row.programme }));
  const rows = typed ?? (await startValues(context, workspace, request.history ?? lastTwelveMonths(context, workspace), request.programmes));
  const bare = rows.map((row): WorksheetRow => ({ channel: row.channel, programme: row.programme, ...Object.fromEntries(WORKSHEET_MEASURES.flatMap((m) => (row[m] === undefined ? [] : [[m, row[m]]]))) }));
  const goal = Object.fromEntries(WORKSHEET_MEASURES.flatMap((m) => (request.goal[m] === undefined ? [] : [[m, request.goal[m]]])));
  const checked = checkWorksheet(bare, goal, digits);
  return { currency, origin: typed === undefined ? 'history' : 'typed', rows: checked.rows.map((row) => ({ ...row })), totals: { ...checked.totals }, checks: checked.checks.map((check) => ({ ...check })), text: worksheetToText(bare) };
}
