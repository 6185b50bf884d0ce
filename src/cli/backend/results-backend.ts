// Saved attribution results as verbs ask for them, bound to one workspace: by the parts in this process, or by the server's API.
import { z } from 'zod';
import type { AttributionResults } from '../../attribution/results/attribution-results.js';
import {
  changedConversions, openedResult, repeatedResult, resultChanges, savedResult, savedResultList, saveResultRequest,
  type ChangedConversions, type OpenedResult, type RepeatedResult, type ResultChanges, type SavedResult, type SavedResultList,
} from '../../shared/api/attribution-results.js';
import { parseAttributionQuery, parseChangedConversions, parseOtherSettings } from '../../shared/api/parse-attribution-query.js';
import type { TextParameters } from '../../shared/api/parse-figures-query.js';
import { AppError } from '../../shared/errors.js';
import type { Workspace } from '../../shared/workspace.js';
import { callServer, queryOf, type HttpTarget } from './http-client.js';

export interface ResultsBackend {
  list(): Promise<SavedResultList>;
  save(name: string, parameters: TextParameters): Promise<OpenedResult>;
  open(id: string): Promise<OpenedResult>;
  repeat(id: string): Promise<RepeatedResult>;
  /** @param parameters settings other than they were */
  changes(id: string, parameters: TextParameters): Promise<ResultChanges>;
  /** @param parameters the part, a page, and settings other than they were */
  changedConversions(id: string, parameters: TextParameters): Promise<ChangedConversions>;
  remove(id: string): Promise<SavedResultList>;
  restore(id: string): Promise<SavedResult>;
}

/** @throws AppError invalid_input */
function checkedName(text: string): string {
  const request = saveResultRequest.safeParse({ name: text });
  if (!request.success) throw new AppError('invalid_input', { where: 'name', reason: 'it is empty or longer than 100 characters', remedy: 'Say in a few words what the result is of.' });
  return request.data.name;
}

export const resultsInProcess = (results: AttributionResults, open: () => Promise<Workspace>): ResultsBackend => ({
  list: async () => ({ results: await results.list(await open()) }),
  async save(name, parameters) {
    const workspace = await open();
    return results.save(workspace, checkedName(name), parseAttributionQuery(parameters, workspace.settings.timeZone));
  },
  open: async (id) => results.open(await open(), id),
  repeat: async (id) => results.repeat(await open(), id),
  changes: async (id, parameters) => results.changes(await open(), id, parseOtherSettings(parameters)),
  async changedConversions(id, parameters) {
    const { other, part, page } = parseChangedConversions(parameters);
    return results.changedConversions(await open(), id, other, part, page);
  },
  async remove(id) {
    await results.remove(await open(), id);
    return { results: await results.list(await open()) };
  },
  restore: async (id) => results.restore(await open(), id),
});

export function resultsOnServer(target: HttpTarget): ResultsBackend {
  const all = '/attribution/results';
  const one = (id: string): string => `${all}/${encodeURIComponent(id)}`;
  const list = (): Promise<SavedResultList> => callServer(target, all, savedResultList);
  return {
    list,
    save: (name, parameters) => callServer(target, `${all}?${queryOf(parameters)}`, openedResult, { method: 'POST', json: { name: checkedName(name) } }),
    open: (id) => callServer(target, one(id), openedResult),
    repeat: (id) => callServer(target, `${one(id)}/repeat`, repeatedResult),
    changes: (id, parameters) => callServer(target, `${one(id)}/changes?${queryOf(parameters)}`, resultChanges),
    changedConversions: (id, parameters) => callServer(target, `${one(id)}/changes/conversions?${queryOf(parameters)}`, changedConversions),
    async remove(id) {
      await callServer(target, one(id), z.undefined(), { method: 'DELETE' });
      return list();
    },
    restore: (id) => callServer(target, `${one(id)}/restore`, savedResult, { method: 'POST', json: {} }),
  };
}
