// Talks to the server: one function per document, each answer parsed with the schema it shares with the server.
// What goes wrong arrives as one ApiError with a message and a way to mend it.
import { z } from 'zod';
import type { ErrorCode } from '../../shared/errors.js';
import { attributionDocument, journeysDocument, ledgerDocument, modelCatalogue } from '../../shared/api/attribution.js';
import { explainDocument, figuresDocument, figuresTogether, kpiCatalogue, type ExplainQuery, type FiguresDocument, type FiguresQuery, type FiguresTogetherRequest } from '../../shared/api/figures.js';
import { connectorList, importDocument, importList, previewDocument, unpackedUploads, uploadReceipt, type ImportRequest, type PreviewRequest, type UploadReceipt } from '../../shared/api/imports.js';
import {
  accountDocument, accountList, historyDocument, mergePreview, mergeReceipt, personDocument, personList, type HistoryQuery, type JournalQuery,
} from '../../shared/api/persons.js';
import { changedConversions, openedResult, resultChanges, savedResult, savedResultList, type ChangePart } from '../../shared/api/attribution-results.js';
import { savedView, savedViewList, type ViewPage } from '../../shared/api/saved-views.js';
import { dashboard, dashboardExport, dashboardList, type ChangeDashboardRequest, type CreateDashboardRequest, type ImportDashboardRequest } from '../../shared/api/dashboards.js';
import { madeShare, reportShareList, type ReportPeriod, type ShareRequest } from '../../shared/api/report.js';
import { channelRulesDocument, type ChangeChannelRulesRequest } from '../../shared/api/channel-rules.js';
import { selfReportedAnswers, selfReportedRulesDocument, type ChangeSelfReportedRulesRequest, type SelfReportedRule } from '../../shared/api/self-reported-rules.js';
import { personaPreview, personaRulesDocument, type ChangePersonaRulesRequest, type PersonaRuleSet } from '../../shared/api/persona-rules.js';
import { foundNames } from '../../shared/api/search.js';
import { freshnessDocument } from '../../shared/api/freshness.js';
import { settingChoices } from '../../shared/api/setting-choices.js';
import { goalList, goalsFile, goalWithHistory, type GoalChange } from '../../shared/api/goals.js';
import { pacingList } from '../../shared/api/pacing.js';
import {
  inputsDocument, reverseDocument, scenarioComparison, scenarioDocument, scenarioList, targetDocument, worksheetDocument, type RangesRequest, type ReverseRequest, type ScenarioRequest, type WorksheetRequest,
} from '../../shared/api/planning.js';
import { settings, type Settings } from '../../shared/api/settings.js';
import { watchedFolder } from '../../shared/api/watched-folder.js';
import { dimensionValues, statusDocument } from '../../shared/api/status.js';
import { takeAsked } from './asked-early.js';
import { creditQueryOf, type CreditAsk } from './credit-query.js';
import { createAsker, type Send } from './figures-together.js';

const BASE = '/api/v1';

/** A refusal or failure, with what the server says about mending it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(message: string, readonly code: ErrorCode | 'unreachable' | 'unreadable', readonly hint: string, readonly details: Readonly<Record<string, unknown>> = {}) {
    super(message);
  }
}

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string().default(''), details: z.record(z.string(), z.unknown()).default({}) }) });

const unreachable = (): ApiError => new ApiError('Leadline does not answer.', 'unreachable', 'Is it still running? Start it again with `npm start`, then try again.');
const tooLong = (): ApiError => new ApiError('What is asked is too long for an address.', 'unreadable', 'Take values out of the filters.');
const unreadable = (what: string, details: Readonly<Record<string, unknown>> = {}): ApiError =>
  new ApiError(`The answer to ${what} could not be read.`, 'unreadable', 'The page and the server may be of different versions: reload the page.', details);

/** The error a response carries, whatever its body is. */
export function errorOf(path: string, status: number, body: string): ApiError {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return status === 502 || status === 504 ? unreachable() : status === 414 || status === 431 ? tooLong() : unreadable(path, { status });
  return errorIn(parsed.data.error);
}

/** A newer server may know codes that this page does not; their words serve all the same. */
const errorIn = ({ code, message, hint, details = {} }: { readonly code: string; readonly message: string; readonly hint: string; readonly details?: Readonly<Record<string, unknown>> | undefined }): ApiError =>
  new ApiError(message, code as ErrorCode, hint, details);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly signal?: AbortSignal;
}

async function call<T>(path: string, schema: z.ZodType<T>, { method = 'GET', json, signal }: Call = {}): Promise<T> {
  let response: Response;
  let body: string;
  try {
    response = await ((method === 'GET' ? takeAsked(path) : undefined) ?? fetch(BASE + path, {
      method,
      headers: { accept: 'application/json', ...(json !== undefined && { 'content-type': 'application/json' }) },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(signal && { signal }),
    }));
    // An answer can break off half way, too.
    body = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable();
  }
  if (!response.ok) throw errorOf(path, response.status, body);
  const parsed = schema.safeParse(parseJson(body));
  if (!parsed.success) throw unreadable(path, { issues: parsed.error.issues.slice(0, 3) });
  return parsed.data;
}

/** What a question for figures must say; the rest takes the server's defaults. */
export type FiguresAsk = Pick<FiguresQuery, 'kpis' | 'from' | 'to'> & Partial<Omit<FiguresQuery, 'kpis' | 'from' | 'to'>>;
export type ExplainAsk = Pick<ExplainQuery, 'kpi' | 'from' | 'to'> & Partial<Omit<ExplainQuery, 'kpi' | 'from' | 'to'>>;

type Asked = Partial<Omit<FiguresAsk, 'kpis'> & Omit<ExplainAsk, 'kpi'>> & { readonly kpis?: readonly string[] };

/** A question as a query string, without what is default. */
export function queryOf({ kpis, from, to, by, top, topOf, order, every, where, basis, horizon, model, lookbackDays, asOf, knownAt, compare, intervals, details, side, rows, offset }: Asked): string {
  const q = new URLSearchParams();
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) q.append(name, String(value));
  };
  put('kpi', kpis && kpis.length > 0 ? kpis.join(',') : undefined);
  put('from', from);
  put('to', to);
  put('by', by && by.length > 0 ? by.join(',') : undefined);
  put('top', top);
  put('topOf', topOf === 'each' ? undefined : topOf);
  put('order', order);
  put('every', every);
  for (const { dimension, values } of where ?? []) for (const value of values) q.append('where', `${dimension}:${value}`);
  put('basis', basis);
  put('horizon', horizon);
  put('model', model);
  put('lookback', lookbackDays);
  put('asOf', asOf);
  put('knownAt', knownAt);
  put('compare', compare === 'none' ? undefined : compare);
  put('intervals', intervals === 'all' ? undefined : intervals);
  put('details', details === 'all' ? undefined : details);
  put('side', side);
  put('rows', rows);
  put('offset', offset);
  return q.toString();
}

const id = encodeURIComponent;

export const fetchCatalogue = (signal?: AbortSignal) => call('/kpis', kpiCatalogue, { ...(signal && { signal }) });

/** Characters of an address that every server takes: filters with many values can be longer. */
const LONGEST_ADDRESS = 4000;

/** Questions for figures: one alone by its address, several in one request. */
const sendFigures: Send = async (questions, signal) => {
  const [only, ...others] = questions;
  if (only !== undefined && others.length === 0 && only.length <= LONGEST_ADDRESS) return Promise.allSettled([call(`/kpis?${only}`, figuresDocument, { signal })]);
  const { answers } = await call('/kpis/together', figuresTogether, { method: 'POST', json: { questions: [...questions] } satisfies FiguresTogetherRequest, signal });
  return answers.map((answer) => ('error' in answer ? { status: 'rejected', reason: errorIn(answer.error) } : { status: 'fulfilled', value: answer }));
};
const askForFigures = createAsker(sendFigures);
export const fetchFigures = (ask: FiguresAsk, signal?: AbortSignal): Promise<FiguresDocument> => askForFigures(queryOf(ask), signal);
export const fetchExplanation = ({ kpi, ...ask }: ExplainAsk, signal?: AbortSignal) => call(`/kpis/${id(kpi)}/explain?${queryOf(ask)}`, explainDocument, { ...(signal && { signal }) });
/** Where all rows behind one side of a figure download as CSV. */
export const explanationCsvUrl = ({ kpi, ...ask }: ExplainAsk): string => `${BASE}/kpis/${id(kpi)}/explain.csv?${queryOf(ask)}`;
export const fetchDimensionValues = (dimension: string, search: string, signal?: AbortSignal) =>
  call(`/dimensions/${id(dimension)}/values?${new URLSearchParams({ ...(search && { search }), limit: '50' })}`, dimensionValues, { ...(signal && { signal }) });

export const fetchModels = (signal?: AbortSignal) => call('/attribution/models', modelCatalogue, { ...(signal && { signal }) });
export const fetchCredit = (ask: CreditAsk, signal?: AbortSignal) => call(`/attribution?${creditQueryOf(ask)}`, attributionDocument, { ...(signal && { signal }) });
export const fetchLedger = (ask: CreditAsk, signal?: AbortSignal) => call(`/attribution/ledger?${creditQueryOf(ask)}`, ledgerDocument, { ...(signal && { signal }) });
/** Where the whole ledger downloads as CSV. */
export const ledgerCsvUrl = (ask: CreditAsk): string => `${BASE}/attribution/ledger.csv?${creditQueryOf(ask)}`;
export const fetchJourneys = (ask: CreditAsk, signal?: AbortSignal) => call(`/attribution/journeys?${creditQueryOf(ask)}`, journeysDocument, { ...(signal && { signal }) });
export const fetchPersonJourneys = (personId: string, ask: CreditAsk, signal?: AbortSignal) => call(`/attribution/journeys/${id(personId)}?${creditQueryOf(ask)}`, ledgerDocument, { ...(signal && { signal }) });

export type JournalAsk = Partial<JournalQuery>;
export type HistoryAsk = Partial<HistoryQuery>;

function journalQueryOf({ search, stages, where, from, to, account, sort, after, limit }: JournalAsk): string {
  const q = new URLSearchParams();
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') q.append(name, String(value));
  };
  put('search', search);
  put('stage', stages?.join(','));
  for (const { dimension, values } of where ?? []) for (const value of values) q.append('where', `${dimension}:${value}`);
  put('from', from);
  put('to', to);
  put('account', account);
  put('sort', sort === 'newest' ? undefined : sort);
  put('after', after);
  put('limit', limit);
  return q.toString();
}

const historyQueryOf = ({ kinds, order, after, limit }: HistoryAsk): string =>
  new URLSearchParams({ ...(kinds && kinds.length > 0 && { kind: kinds.join(',') }), ...(order && { order }), ...(after !== undefined && { after }), ...(limit !== undefined && { limit: String(limit) }) }).toString();

/** Whose history or page: the first part of its address in the API. */
export type Whose = 'persons' | 'accounts';
export const fetchPersons = (ask: JournalAsk, signal?: AbortSignal) => call(`/persons?${journalQueryOf(ask)}`, personList, { ...(signal && { signal }) });
export const fetchAccounts = (ask: JournalAsk, signal?: AbortSignal) => call(`/accounts?${journalQueryOf(ask)}`, accountList, { ...(signal && { signal }) });
export const fetchPerson = (personId: string, signal?: AbortSignal) => call(`/persons/${id(personId)}`, personDocument, { ...(signal && { signal }) });
export const fetchAccount = (accountId: string, signal?: AbortSignal) => call(`/accounts/${id(accountId)}`, accountDocument, { ...(signal && { signal }) });
export const fetchHistory = (whose: Whose, ofId: string, ask: HistoryAsk, signal?: AbortSignal) => call(`/${whose}/${id(ofId)}/history?${historyQueryOf(ask)}`, historyDocument, { ...(signal && { signal }) });
export const previewMerge = (one: string, other: string, signal?: AbortSignal) => call(`/persons/${id(one)}/merge?${new URLSearchParams({ with: other })}`, mergePreview, { ...(signal && { signal }) });
export const mergePersons = (one: string, other: string, reason: string) => call(`/persons/${id(one)}/merge`, mergeReceipt, { method: 'POST', json: { with: other, reason } });
export const undoMerge = (mergeId: string, reason: string) => call(`/merges/${id(mergeId)}/undo`, z.undefined(), { method: 'POST', json: { reason } });

/** Saved attribution results. @param other settings other than they were, as a query string */
export const fetchResults = (signal?: AbortSignal) => call('/attribution/results', savedResultList, { ...(signal && { signal }) });
export const saveResult = (name: string, ask: CreditAsk) => call(`/attribution/results?${creditQueryOf(ask)}`, openedResult, { method: 'POST', json: { name } });
export const removeResult = (resultId: string) => call(`/attribution/results/${id(resultId)}`, z.undefined(), { method: 'DELETE' });
export const restoreResult = (resultId: string) => call(`/attribution/results/${id(resultId)}/restore`, savedResult, { method: 'POST', json: {} });
export const fetchChanges = (resultId: string, other: string, signal?: AbortSignal) => call(`/attribution/results/${id(resultId)}/changes?${other}`, resultChanges, { ...(signal && { signal }) });
export const fetchChangedConversions = (resultId: string, other: string, part: ChangePart, offset: number, signal?: AbortSignal) =>
  call(`/attribution/results/${id(resultId)}/changes/conversions?${other}&part=${part}&offset=${offset}`, changedConversions, { ...(signal && { signal }) });

export const fetchSavedViews = (signal?: AbortSignal) => call('/views', savedViewList, { ...(signal && { signal }) });
export const saveView = (page: ViewPage, name: string, query: string) => call('/views', savedView, { method: 'POST', json: { page, name, query } });
export const changeView = (viewId: string, change: { name?: string; query?: string }) => call(`/views/${id(viewId)}`, savedView, { method: 'PATCH', json: change });
export const removeView = (viewId: string) => call(`/views/${id(viewId)}`, z.undefined(), { method: 'DELETE' });
export const restoreView = (viewId: string) => call(`/views/${id(viewId)}/restore`, savedView, { method: 'POST', json: {} });

export const fetchDashboards = (signal?: AbortSignal) => call('/dashboards', dashboardList, { ...(signal && { signal }) });
export const fetchDashboard = (dashboardId: string, signal?: AbortSignal) => call(`/dashboards/${id(dashboardId)}`, dashboard, { ...(signal && { signal }) });
export const createDashboard = (ask: CreateDashboardRequest) => call('/dashboards', dashboard, { method: 'POST', json: ask });
export const changeDashboard = (dashboardId: string, change: ChangeDashboardRequest) => call(`/dashboards/${id(dashboardId)}`, dashboard, { method: 'PATCH', json: change });
export const removeDashboard = (dashboardId: string) => call(`/dashboards/${id(dashboardId)}`, z.undefined(), { method: 'DELETE' });
export const restoreDashboard = (dashboardId: string) => call(`/dashboards/${id(dashboardId)}/restore`, dashboard, { method: 'POST', json: {} });
export const fetchDashboardFile = (dashboardId: string) => call(`/dashboards/${id(dashboardId)}/export`, dashboardExport);
export const importDashboard = (ask: ImportDashboardRequest) => call('/dashboards/import', dashboard, { method: 'POST', json: ask });

/** The report as a page, and as a file to take away. */
export const reportPageUrl = (period: ReportPeriod): string => `/report?${new URLSearchParams(period).toString()}`;
export const reportFileUrl = (kind: 'pdf' | 'png', period: ReportPeriod): string => `${BASE}/report.${kind}?${new URLSearchParams(period).toString()}`;
export const fetchReportLinks = (signal?: AbortSignal) => call('/report/shares', reportShareList, { ...(signal && { signal }) });
export const makeReportLink = (ask: ShareRequest) => call('/report/shares', madeShare, { method: 'POST', json: ask });
export const revokeReportLink = (linkId: string) => call(`/report/shares/${id(linkId)}`, reportShareList, { method: 'DELETE' });

export const fetchGoals = (signal?: AbortSignal) => call('/goals', goalList, { ...(signal && { signal }) });
export const fetchGoal = (goalId: string, signal?: AbortSignal) => call(`/goals/${id(goalId)}`, goalWithHistory, { ...(signal && { signal }) });
export const fetchPacing = (signal?: AbortSignal) => call('/goals/pacing', pacingList, { ...(signal && { signal }) });
export const fetchGoalsFile = () => call('/goals/export', goalsFile);
export const setGoal = (change: GoalChange) => call(`/goals/${id(change.goal.id)}`, goalWithHistory, { method: 'PUT', json: change });
export const removeGoal = (goalId: string) => call(`/goals/${id(goalId)}`, goalList, { method: 'DELETE' });

/** Nothing is stored by these: they answer what is typed and, for the rest, what history says. */
export const planReverse = (ask: Partial<ReverseRequest>, signal?: AbortSignal) => call('/plan/reverse', reverseDocument, { method: 'POST', json: ask, ...(signal && { signal }) });
export const planTarget = (signal?: AbortSignal) => call('/plan/target', targetDocument, { method: 'POST', json: {}, ...(signal && { signal }) });
export const planWorksheet = (ask: Partial<WorksheetRequest>, signal?: AbortSignal) => call('/plan/worksheet', worksheetDocument, { method: 'POST', json: ask, ...(signal && { signal }) });

export const planInputs = (ask: RangesRequest, signal?: AbortSignal) => call('/plan/inputs', inputsDocument, { method: 'POST', json: ask, ...(signal && { signal }) });
export const playScenario = (ask: ScenarioRequest, signal?: AbortSignal) => call('/plan/scenario', scenarioDocument, { method: 'POST', json: ask, ...(signal && { signal }) });

export const fetchScenarios = (signal?: AbortSignal) => call('/plan/scenarios', scenarioList, { ...(signal && { signal }) });
export const compareScenarios = (names: readonly string[], signal?: AbortSignal) => call('/plan/scenarios/compare', scenarioComparison, { method: 'POST', json: { names }, ...(signal && { signal }) });
export const keepScenario = (name: string, request: ScenarioRequest) => call(`/plan/scenarios/${id(name)}`, scenarioDocument, { method: 'PUT', json: request });
export const removeScenario = (name: string) => call(`/plan/scenarios/${id(name)}`, scenarioList, { method: 'DELETE' });

export const fetchSettings = (signal?: AbortSignal) => call('/settings', settings, { ...(signal && { signal }) });
export const changeSettings = (changed: Partial<Settings>) => call('/settings', settings, { method: 'PATCH', json: changed });
/** @param country whose regions are wanted; '' for none */
export const fetchSettingChoices = (country: string, signal?: AbortSignal) => call(`/settings/choices?${new URLSearchParams(country === '' ? {} : { country })}`, settingChoices, { ...(signal && { signal }) });
export const fetchChannelRules = (signal?: AbortSignal) => call('/channel-rules', channelRulesDocument, { ...(signal && { signal }) });
export const changeOwnChannelRules = (change: ChangeChannelRulesRequest) => call('/channel-rules/own', channelRulesDocument, { method: 'PUT', json: change });
export const fetchPersonaRules = (signal?: AbortSignal) => call('/persona-rules', personaRulesDocument, { ...(signal && { signal }) });
/** What rules would change; nothing is saved. */
export const previewPersonaRules = (rules: PersonaRuleSet, signal?: AbortSignal) => call('/persona-rules/preview', personaPreview, { method: 'POST', json: rules, ...(signal && { signal }) });
export const changePersonaRules = (change: ChangePersonaRulesRequest) => call('/persona-rules', personaRulesDocument, { method: 'PUT', json: change });
export const fetchSelfReportedRules = (signal?: AbortSignal) => call('/self-reported-rules', selfReportedRulesDocument, { ...(signal && { signal }) });
/** What people answered, and what rules would make of it; nothing is saved. */
export const fetchAnswers = (rules: readonly SelfReportedRule[], signal?: AbortSignal) => call('/self-reported-rules/preview', selfReportedAnswers, { method: 'POST', json: { rules }, ...(signal && { signal }) });
export const changeSelfReportedRules = (change: ChangeSelfReportedRulesRequest) => call('/self-reported-rules', selfReportedRulesDocument, { method: 'PUT', json: change });
/** Persons and companies by the beginning of what they are called. */
export const fetchNames = (text: string, signal?: AbortSignal) => call(`/search?${new URLSearchParams({ q: text })}`, foundNames, { ...(signal && { signal }) });
export const fetchFreshness = (signal?: AbortSignal) => call('/freshness', freshnessDocument, { ...(signal && { signal }) });
export const fetchStatus = (signal?: AbortSignal) => call('/status', statusDocument, { ...(signal && { signal }) });

export const fetchConnectors = (signal?: AbortSignal) => call('/connectors', connectorList, { ...(signal && { signal }) });
export const fetchImports = (signal?: AbortSignal) => call('/imports', importList, { ...(signal && { signal }) });
export const fetchImport = (importId: string, signal?: AbortSignal) => call(`/imports/${id(importId)}`, importDocument, { ...(signal && { signal }) });
/** Stores the files of an archive that was sent, each for itself. */
export const unpackUpload = (uploadId: string, signal?: AbortSignal) => call(`/uploads/${id(uploadId)}/unpack`, unpackedUploads, { method: 'POST', ...(signal && { signal }) });
export const previewImport = (ask: PreviewRequest, signal?: AbortSignal) =>
  call('/imports/preview', previewDocument, { method: 'POST', json: ask, ...(signal && { signal }) });
export const startImport = (ask: Omit<ImportRequest, 'dryRun'> & { dryRun?: boolean }) => call('/imports', importDocument, { method: 'POST', json: ask });
export const actOnImport = (importId: string, act: 'cancel' | 'resume' | 'undo') => call(`/imports/${id(importId)}/${act}`, importDocument, { method: 'POST', json: {} });
export const fetchWatchedFolder = (signal?: AbortSignal) => call('/watched-folder', watchedFolder, { ...(signal && { signal }) });
export const rejectsUrl = (importId: string): string => `${BASE}/imports/${id(importId)}/rejects`;
export const importEventsUrl = (importId: string): string => `${BASE}/imports/${id(importId)}/events`;

/** Sends a file as it is. `onProgress` gets the share sent, 0 to 1: fetch can't tell it, XMLHttpRequest can. */
export function uploadFile(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<UploadReceipt> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${BASE}/uploads?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    request.onload = () => {
      if (request.status >= 400) return reject(errorOf('the upload', request.status, request.responseText));
      const parsed = uploadReceipt.safeParse(parseJson(request.responseText));
      return parsed.success ? resolve(parsed.data) : reject(unreadable('the upload'));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
