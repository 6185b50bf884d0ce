// The registry of attribution models: what lies in attribution-models/.
import { unknownName } from '../shared/nearest.js';
import { loadRegistry } from '../shared/registry.js';
import type { AttributionModel } from './model.js';

export type Models = ReadonlyMap<string, AttributionModel>;

const KINDS = ['rule', 'winner', 'fitted'];
const isModel = (value: unknown): value is AttributionModel =>
  typeof value === 'object' && value !== null && 'id' in value && 'kind' in value && KINDS.some((kind) => kind === value.kind);

/** All models by id, in the order in which they are shown: rules before fitted ones, by name of file. */
export async function loadModels(): Promise<Models> {
  const models = await loadRegistry(new URL('../attribution-models/', import.meta.url), isModel);
  const sorted = [...models.filter((m) => m.kind !== 'fitted'), ...models.filter((m) => m.kind === 'fitted')];
  const byId = new Map(sorted.map((m) => [m.id, m]));
  if (byId.size !== sorted.length) throw new TypeError('two attribution models share an id');
  return byId;
}

/** @throws AppError unknown_model with the nearest by spelling and all that are valid */
export function findModel(models: Models, id: string, valid: readonly string[] = [...models.keys()]): AttributionModel {
  const found = valid.includes(id) ? models.get(id) : undefined;
  if (found === undefined) throw unknownName('unknown_model', id, valid);
  return found;
}
