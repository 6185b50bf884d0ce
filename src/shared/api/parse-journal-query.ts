// The one parser of questions to the journal: what a query string says leaves as a JournalQuery or a HistoryQuery.
import { EXITS } from '../stages.js';
import { AppError } from '../errors.js';
import { unknownName } from '../nearest.js';
import { FIGURES_PARAMETERS, Reader, type ParameterHelp, type TextParameters } from './parse-figures-query.js';
import { CONTACT, HISTORY_KINDS, HISTORY_ORDERS, historyQuery, JOURNAL_SORTS, journalQuery, type HistoryQuery, type JournalQuery } from './persons.js';

const LIST_PARAMETERS = {
  search: { description: 'Only whom this text stands in: name, e-mail, phone or company; several words must all be found', example: 'novak' },
  stage: { description: 'Only those who stand there now: stages, exits, or contact; repeated or separated by commas', example: 'mql,sal', repeatable: true },
  where: { ...FIGURES_PARAMETERS.where, description: 'Filter as dimension:value, as of becoming a lead; the same dimension again adds a value, another one narrows' },
  from: { description: 'First day on which they became a lead, in the workspace\'s time zone', example: '2026-01-01' },
  to: { description: 'Day after the last one: exclusive', example: '2026-04-01' },
  sort: { description: 'newest or oldest to become a lead first, or the most deal value', example: 'value', values: JOURNAL_SORTS },
  after: { description: 'Where the page before ended: its `next`', example: 'bmV3ZXN0OjE3' },
  limit: { description: 'At most so many, 1 to 200; 50 when left out', example: '50' },
} as const satisfies Record<string, ParameterHelp>;

/** What a request for accounts may name. */
export const ACCOUNTS_PARAMETERS = LIST_PARAMETERS;
/** What a request for persons may name. */
export const PERSONS_PARAMETERS = { ...LIST_PARAMETERS, account: { description: 'Only people of this account', example: 'A-12' } } as const satisfies Record<string, ParameterHelp>;
export const HISTORY_PARAMETERS = {
  kind: { description: 'Only these kinds of events', example: 'stage,deal', repeatable: true, values: HISTORY_KINDS },
  order: { description: 'newest or oldest first', example: 'oldest', values: HISTORY_ORDERS },
  after: LIST_PARAMETERS.after,
  limit: { description: 'At most so many, 1 to 500; 100 when left out', example: '100' },
} as const satisfies Record<string, ParameterHelp>;

/**
 * A question for a list. @param stages of the workspace, in order
 * @throws AppError unknown_parameter, unknown_stage, unknown_unit, invalid_input, invalid_range
 */
export function parseJournalQuery(given: TextParameters, stages: readonly string[], known: Readonly<Record<string, ParameterHelp>>): JournalQuery {
  const read = new Reader(given, known);
  const asked = read.list('stage');
  const valid = [...stages, ...EXITS.filter((exit) => exit !== 'rejected'), CONTACT];
  for (const stage of asked) if (!valid.includes(stage)) throw unknownName('unknown_stage', stage, valid);
  const [from, to] = read.one('from') === undefined && read.one('to') === undefined ? [undefined, undefined] : [read.day('from'), read.day('to')];
  if (from !== undefined && to !== undefined && from >= to) throw new AppError('invalid_range', { from, to });
  const search = read.one('search') ?? '';
  if (search.length > 200) throw new AppError('invalid_input', { where: 'search', reason: 'is longer than 200 characters', remedy: 'Search for a part of a name, an e-mail or a company.' });
  return journalQuery.parse({ search, stages: asked, where: read.filters(), from, to, account: read.one('account'), sort: read.choice('sort', JOURNAL_SORTS), after: read.one('after'), limit: read.whole('limit', 1, 200) });
}

/** A question for a history. @throws AppError unknown_parameter, unknown_unit, invalid_input */
export function parseHistoryQuery(given: TextParameters): HistoryQuery {
  const read = new Reader(given, HISTORY_PARAMETERS);
  const kinds = read.list('kind');
  for (const kind of kinds) if (!HISTORY_KINDS.some((k) => k === kind)) throw unknownName('unknown_unit', kind, HISTORY_KINDS);
  return historyQuery.parse({ kinds, order: read.choice('order', HISTORY_ORDERS), after: read.one('after'), limit: read.whole('limit', 1, 500) });
}
