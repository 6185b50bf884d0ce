// The questions pages ask, as cached queries. Keys hold everything an answer depends on.
import type { ChangePart } from '../../shared/api/attribution-results.js';
import type { PersonaRuleSet } from '../../shared/api/persona-rules.js';
import type { SelfReportedRule } from '../../shared/api/self-reported-rules.js';
import type { PreviewRequest } from '../../shared/api/imports.js';
import type { RangesRequest, ReverseRequest, ScenarioRequest, WorksheetRequest } from '../../shared/api/planning.js';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  fetchAccount, fetchAccounts, fetchCatalogue, fetchChangedConversions, fetchChanges, fetchChannelRules, fetchConnectors, fetchCredit, fetchDashboard, fetchDashboards, fetchDimensionValues, fetchExplanation, fetchFigures,
  fetchFreshness, fetchGoal, fetchGoals, fetchHistory, fetchImport, fetchImports, fetchJourneys, fetchLedger, fetchModels, fetchNames, fetchPacing, fetchPerson,
  fetchPersonaRules, fetchPersonJourneys, fetchPersons, fetchResults, fetchSavedViews, fetchSettingChoices, fetchSettings, fetchStatus, fetchWatchedFolder, planReverse, planTarget,
  fetchAnswers, fetchReportLinks, fetchSelfReportedRules, compareScenarios, fetchScenarios, planInputs, planWorksheet, playScenario, previewImport, previewMerge, previewPersonaRules, type ExplainAsk, type FiguresAsk, type HistoryAsk, type JournalAsk, type Whose,
} from './api-client.js';
import type { FiguresDocument } from '../../shared/api/figures.js';
import type { CreditAsk } from './credit-query.js';

export const catalogueQuery = queryOptions({ queryKey: ['catalogue'], queryFn: ({ signal }) => fetchCatalogue(signal), staleTime: Infinity });
export const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => fetchSettings(signal) });
/** What settings can be chosen from; regions are those of a country, and only the other lists hold while another's are on their way. */
export const settingChoicesQuery = (country: string) => queryOptions({ queryKey: ['setting-choices', country], queryFn: ({ signal }) => fetchSettingChoices(country, signal), staleTime: Infinity, placeholderData: keepPreviousData });
export const channelRulesQuery = queryOptions({ queryKey: ['channel-rules'], queryFn: ({ signal }) => fetchChannelRules(signal) });
export const personaRulesQuery = queryOptions({ queryKey: ['persona-rules'], queryFn: ({ signal }) => fetchPersonaRules(signal) });
export const selfReportedRulesQuery = queryOptions({ queryKey: ['self-reported-rules'], queryFn: ({ signal }) => fetchSelfReportedRules(signal) });
export const selfReportedAnswersQuery = (rules: readonly SelfReportedRule[]) => queryOptions({ queryKey: ['self-reported-answers', rules], queryFn: ({ signal }) => fetchAnswers(rules, signal), placeholderData: keepPreviousData });
export const personaPreviewQuery = (rules: PersonaRuleSet) => queryOptions({ queryKey: ['persona-preview', rules], queryFn: ({ signal }) => previewPersonaRules(rules, signal), placeholderData: keepPreviousData });
/** Gone a minute after it was looked for: names stay in no cache. */
export const namesQuery = (text: string) => queryOptions({ queryKey: ['names', text], queryFn: ({ signal }) => fetchNames(text, signal), enabled: [...text].length > 1, gcTime: 60_000, placeholderData: keepPreviousData });
export const freshnessQuery = queryOptions({ queryKey: ['freshness'], queryFn: ({ signal }) => fetchFreshness(signal) });
export const statusQuery = queryOptions({ queryKey: ['status'], queryFn: ({ signal }) => fetchStatus(signal) });
export const connectorsQuery = queryOptions({ queryKey: ['connectors'], queryFn: ({ signal }) => fetchConnectors(signal), staleTime: Infinity });
export const importsQuery = queryOptions({ queryKey: ['imports'], queryFn: ({ signal }) => fetchImports(signal) });
export const importQuery = (id: string) => queryOptions({ queryKey: ['imports', id], queryFn: ({ signal }) => fetchImport(id, signal) });
export const watchedFolderQuery = queryOptions({ queryKey: ['watched-folder'], queryFn: ({ signal }) => fetchWatchedFolder(signal) });
export const figuresQuery = (ask: FiguresAsk) => queryOptions({ queryKey: ['figures', ask], queryFn: ({ signal }) => fetchFigures(ask, signal) });
/** Figures of which those there are stay in sight while others are on their way. @param about what both have to be about, made of a question */
export const followedFiguresQuery = (ask: FiguresAsk, about: (ask: FiguresAsk) => object) => ({
  ...figuresQuery(ask),
  placeholderData: (last: FiguresDocument | undefined, before: { queryKey: readonly unknown[] } | undefined): FiguresDocument | undefined => {
    const asked = before?.queryKey[1];
    return typeof asked === 'object' && asked !== null && JSON.stringify(about(asked as FiguresAsk)) === JSON.stringify(about(ask)) ? last : undefined;
  },
});
/** Figures of the first values of a split, whichever of its values those are. */
export const firstFiguresQuery = (ask: FiguresAsk) => followedFiguresQuery(ask, ({ top: _top, order: _order, ...split }) => split);
export const explanationQuery = (ask: ExplainAsk) => queryOptions({ queryKey: ['explanation', ask], queryFn: ({ signal }) => fetchExplanation(ask, signal) });
export const dimensionValuesQuery = (dimension: string, search: string) =>
  queryOptions({ queryKey: ['values', dimension, search], queryFn: ({ signal }) => fetchDimensionValues(dimension, search, signal) });
export const modelsQuery = queryOptions({ queryKey: ['models'], queryFn: ({ signal }) => fetchModels(signal) });
export const creditQuery = (ask: CreditAsk) => queryOptions({ queryKey: ['credit', ask], queryFn: ({ signal }) => fetchCredit(ask, signal) });
export const ledgerQuery = (ask: CreditAsk) => queryOptions({ queryKey: ['ledger', ask], queryFn: ({ signal }) => fetchLedger(ask, signal), placeholderData: keepPreviousData });
export const journeysQuery = (ask: CreditAsk) => queryOptions({ queryKey: ['journeys', ask], queryFn: ({ signal }) => fetchJourneys(ask, signal), placeholderData: keepPreviousData });
export const personJourneysQuery = (personId: string, ask: CreditAsk) => queryOptions({ queryKey: ['person-journeys', personId, ask], queryFn: ({ signal }) => fetchPersonJourneys(personId, ask, signal) });
export const personsQuery = (ask: JournalAsk) => queryOptions({ queryKey: ['persons', ask], queryFn: ({ signal }) => fetchPersons(ask, signal), placeholderData: keepPreviousData });
export const accountsQuery = (ask: JournalAsk) => queryOptions({ queryKey: ['accounts', ask], queryFn: ({ signal }) => fetchAccounts(ask, signal), placeholderData: keepPreviousData });
export const personQuery = (id: string) => queryOptions({ queryKey: ['person', id], queryFn: ({ signal }) => fetchPerson(id, signal) });
export const accountQuery = (id: string) => queryOptions({ queryKey: ['account', id], queryFn: ({ signal }) => fetchAccount(id, signal) });
/** A history, further pages as they are asked for. */
export const historyQuery = (whose: Whose, id: string, ask: HistoryAsk) =>
  infiniteQueryOptions({
    queryKey: ['history', whose, id, ask], queryFn: ({ signal, pageParam }) => fetchHistory(whose, id, { ...ask, ...(pageParam !== null && { after: pageParam }) }, signal),
    initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
export const mergePreviewQuery = (one: string, other: string) => queryOptions({ queryKey: ['merge', one, other], queryFn: ({ signal }) => previewMerge(one, other, signal), staleTime: 0 });
export const resultsQuery = queryOptions({ queryKey: ['results'], queryFn: ({ signal }) => fetchResults(signal) });
export const changesQuery = (resultId: string, other: string) => queryOptions({ queryKey: ['results', resultId, 'changes', other], queryFn: ({ signal }) => fetchChanges(resultId, other, signal) });
export const changedConversionsQuery = (resultId: string, other: string, part: ChangePart, offset: number) =>
  queryOptions({ queryKey: ['results', resultId, 'conversions', other, part, offset], queryFn: ({ signal }) => fetchChangedConversions(resultId, other, part, offset, signal), placeholderData: keepPreviousData });
export const savedViewsQuery = queryOptions({ queryKey: ['saved-views'], queryFn: ({ signal }) => fetchSavedViews(signal) });
export const dashboardsQuery = queryOptions({ queryKey: ['dashboards'], queryFn: ({ signal }) => fetchDashboards(signal) });
export const dashboardQuery = (id: string) => queryOptions({ queryKey: ['dashboards', id], queryFn: ({ signal }) => fetchDashboard(id, signal) });
export const reportLinksQuery = queryOptions({ queryKey: ['report-links'], queryFn: ({ signal }) => fetchReportLinks(signal) });
export const goalsQuery = queryOptions({ queryKey: ['goals'], queryFn: ({ signal }) => fetchGoals(signal) });
export const goalQuery = (id: string) => queryOptions({ queryKey: ['goals', id], queryFn: ({ signal }) => fetchGoal(id, signal) });
/** How all goals stand, each with its forecast: the dearest of the questions. */
export const pacingQuery = queryOptions({ queryKey: ['goals', 'pacing'], queryFn: ({ signal }) => fetchPacing(signal), staleTime: 5 * 60_000 });
export const reverseQuery = (ask: Partial<ReverseRequest>) => queryOptions({ queryKey: ['plan', 'reverse', ask], queryFn: ({ signal }) => planReverse(ask, signal), placeholderData: keepPreviousData });
export const targetQuery = queryOptions({ queryKey: ['plan', 'target'], queryFn: ({ signal }) => planTarget(signal) });
export const worksheetQuery = (ask: Partial<WorksheetRequest>) => queryOptions({ queryKey: ['plan', 'worksheet', ask], queryFn: ({ signal }) => planWorksheet(ask, signal) });
export const planInputsQuery = (ask: RangesRequest) => queryOptions({ queryKey: ['plan', 'inputs', ask], queryFn: ({ signal }) => planInputs(ask, signal) });
/** Seeded: the same question has the same answer. One that was refused would be refused again. */
export const scenarioQuery = (ask: ScenarioRequest) => queryOptions({ queryKey: ['plan', 'scenario', ask], queryFn: ({ signal }) => playScenario(ask, signal), placeholderData: keepPreviousData, retry: false });
export const scenariosQuery = queryOptions({ queryKey: ['plan', 'scenarios'], queryFn: ({ signal }) => fetchScenarios(signal) });
export const comparedScenariosQuery = (names: readonly string[]) => queryOptions({ queryKey: ['plan', 'scenarios', names], queryFn: ({ signal }) => compareScenarios(names, signal), placeholderData: keepPreviousData, retry: false });
/** How a file reads under a connector and mapping; nothing is written. The server keeps the upload, so the answer lasts. */
export const previewQuery = (ask: PreviewRequest) =>
  queryOptions({ queryKey: ['preview', ask], queryFn: ({ signal }) => previewImport(ask, signal), staleTime: Infinity, retry: false });
