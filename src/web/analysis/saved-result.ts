// A saved attribution result as an address, and what an address asks for otherwise than a result.
import type { ChangePart, SavedResult } from '../../shared/api/attribution-results.js';
import type { ModelCatalogue } from '../../shared/api/attribution.js';
import { printModelSettings } from '../../shared/api/parse-model-settings.js';
import { addDays } from '../../shared/period.js';
import { prune, type View } from '../view/view-state.js';

/** The address of a result's question, with the result beside it. Touches left out (`--exclude`) and seeds have no place in an address. */
export function resultView({ id, question: q }: SavedResult, catalogue: Pick<ModelCatalogue, 'lookbackDays'>): View {
  const told = printModelSettings(q);
  return prune({
    period: `${q.from}..${addDays(q.to, -1)}`, filters: q.where.length > 0 ? q.where : undefined, by: q.by, conversion: q.conversion, models: q.models,
    lookback: q.lookbackDays === catalogue.lookbackDays ? undefined : q.lookbackDays, accounts: q.accountBased ? true : undefined,
    weights: told['weights'], halfLife: told['halfLife'], memory: told['order'], stageShares: told['stageShares'], rules: q.rules === 'first' ? undefined : String(q.rules), saved: id,
  });
}

/** What an address sets otherwise than a result has it, as the query string of a comparison; '' where nothing is. */
export function otherSettings(view: View, result: SavedResult, catalogue: Pick<ModelCatalogue, 'lookbackDays'>): string {
  const as = resultView(result, catalogue);
  const q = new URLSearchParams();
  if (view.lookback !== as.lookback) q.set('lookback', `${view.lookback ?? catalogue.lookbackDays}d`);
  if (view.accounts !== as.accounts) q.set('accountBased', view.accounts === true ? 'true' : 'false');
  if (view.rules !== as.rules) q.set('rules', view.rules ?? 'first');
  const told = [['weights', 'weights'], ['halfLife', 'halfLife'], ['memory', 'order'], ['stageShares', 'stageShares']] as const;
  if (told.some(([field]) => view[field] !== as[field])) {
    for (const [field, name] of told) if (view[field] !== undefined) q.set(name, view[field]);
    // Said even where it is usual: settings of models are taken as a whole.
    if (view.halfLife === undefined) q.set('halfLife', '7d');
  }
  return q.toString();
}

export const PART_WORDS: Readonly<Record<ChangePart, { readonly label: string; readonly note: string }>> = {
  new: { label: 'New', note: 'Conversions that were not there' },
  removed: { label: 'Gone', note: 'Conversions that are there no more: lost again, deleted, or out of the period' },
  edited: { label: 'Edited', note: 'Known conversions whose date, value, person or earlier stages are another now' },
  touches: { label: 'Touches', note: 'Known conversions whose touches changed: late ones, or some that went' },
  others: { label: 'Others’ paths', note: 'Fitted models alone: paths of people who did not convert' },
  settings: { label: 'Settings', note: 'Models, channel rules, lookback and what else is set' },
};
