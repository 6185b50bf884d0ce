// The parser of a request to attribute a table of paths: which models, how they are set, what separates channels.
import type { ModelSettings } from './attribution.js';
import { Reader, type ParameterHelp, type TextParameters } from './parse-figures-query.js';
import { MODEL_PARAMETERS, readModelSettings } from './parse-model-settings.js';

const { stageShares: _stageShares, halfLife: _halfLife, ...ON_PATHS } = MODEL_PARAMETERS;

export const PATHS_PARAMETERS = {
  model: { description: 'Models, repeated or separated by commas; all that such a table allows when left out', example: 'first,markov', repeatable: true },
  separator: { description: 'What stands between the channels of a path; ">" when left out', example: '>' },
  ...ON_PATHS,
} as const satisfies Record<string, ParameterHelp>;

export interface PathsQuery {
  readonly models: readonly string[];
  readonly separator: string;
  readonly settings: ModelSettings;
}

/** @throws AppError unknown_parameter, invalid_input */
export function parsePathsQuery(given: TextParameters): PathsQuery {
  const read = new Reader(given, PATHS_PARAMETERS);
  // A separator may be a blank: it is taken as it comes.
  return { models: read.list('model'), separator: given['separator']?.[0] ?? '>', settings: readModelSettings(read) };
}
