// The options that `kpi` and `explain` share, passed on as text: the one parser of questions reads them,
// on whichever side of the API it runs.
import type { Command } from 'commander';
import { FIGURES_PARAMETERS, type TextParameters } from '../../shared/api/parse-figures-query.js';

const { from, to, by, every, basis, horizon, model, lookback, asOf, knownAt } = FIGURES_PARAMETERS;

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
const OF_QUESTION = ['from', 'to', 'by', 'every', 'where', 'basis', 'horizon', 'model', 'lookback', 'asOf', 'knownAt', 'compare', 'intervals', 'details', 'top', 'topOf', 'order', 'side', 'rows', 'offset'] as const;

export function addFiguresOptions(verb: Command): Command {
  return verb
    .requiredOption('--from <day>', from.description)
    .requiredOption('--to <day>', to.description)
    .option('--by <dimensions>', `${by.description}, e.g. channel_group,country`, collect)
    .option('--every <step>', `${every.description}: ${every.values.join(', ')}`)
    .option('--where <dimension=value>', 'Filter; the same dimension again adds a value, another one narrows', collect)
    .option('--basis <basis>', `${basis.description} (${basis.values.join(', ')})`)
    .option('--horizon <days>', `${horizon.description}, e.g. ${horizon.example}`)
    .option('--model <id>', `${model.description}, e.g. ${model.example}`)
    .option('--lookback <days>', lookback.description)
    .option('--as-of <moment>', asOf.description)
    .option('--known-at <moment>', knownAt.description);
}

/** The question's parameters among a verb's options, as text. */
export function textParametersOf(options: Readonly<Record<string, unknown>>): TextParameters {
  return Object.fromEntries(
    OF_QUESTION.flatMap((name) => {
      const value = options[name];
      if (value === undefined) return [];
      return [[name, Array.isArray(value) ? value.map(String) : [String(value)]]];
    }),
  );
}
