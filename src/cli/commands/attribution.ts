// `leadline attribution`: credit of conversions by model and dimension; with --ledger every touch's part, as CSV.
import { Option, type Command } from 'commander';
import { ATTRIBUTION_PARAMETERS } from '../../shared/api/parse-attribution-query.js';
import { attributionCsv, attributionTable } from '../render/attribution.js';
import { addAttributionSaved } from './attribution-saved.js';
import { addModelSettings } from './model-settings.js';
import { addVerb, type Session } from '../verb.js';

const p = ATTRIBUTION_PARAMETERS;
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
/** Options say `dimension=value` where addresses say `dimension:value`. */
const inOption = (description: string): string => description.replace('dimension:value', 'dimension=value');

export function addAttribution(program: Command, session: Session): void {
  const verb = addModelSettings(addVerb(program, 'attribution', 'Credit conversions to the touches that earned them, by one or more models.')
    .option('--conversion <kind>', p.conversion.description)
    .option('--model <models>', p.model.description, collect)
    .option('--from <day>', p.from.description)
    .option('--to <day>', p.to.description)
    .option('--by <dimensions>', p.by.description, collect)
    .option('--lookback <days>', p.lookback.description)
    .option('--account-based', p.accountBased.description.replace('true: ', ''))
    .option('--where <dimension=value>', inOption(p.where.description), collect)
    .option('--exclude <dimension=value>', inOption(p.exclude.description), collect)
    .option('--rules <version>', p.rules.description)
    .option('--intervals <kind>', p.intervals.description)
    .option('--as-of <moment>', p.asOf.description))
    .addOption(new Option('--save <name>', 'keep the answer under a name: see `leadline attribution saved`').conflicts('ledger'))
    .option('--ledger', 'print every touch\'s part in every conversion as CSV')
    .addHelpText('after', '\nExample:\n  leadline attribution --conversion won --model last_non_direct,position,markov --from 2026-01-01 --to 2026-07-01 --by channel')
    .action(async ({ ledger, save, ...options }: Record<string, unknown>) => {
      // Not required of the verbs below this one, which commander would hold to it too.
      for (const needed of ['conversion', 'from', 'to']) if (options[needed] === undefined) verb.error(`error: required option '--${needed}' not specified`, { code: 'commander.missingMandatoryOptionValue' });
      const given = Object.fromEntries(Object.keys(p).flatMap((name) => {
        const value = options[name];
        return value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String) : [String(value)]]];
      }));
      const backend = await session.backend();
      if (ledger === true) {
        for await (const chunk of backend.ledgerCsv(given)) await session.terminal.print(chunk);
        return;
      }
      const document = typeof save === 'string' ? (await backend.results.save(save, given)).answer : await backend.attribution(given);
      await session.print({ json: document, table: () => attributionTable(document), csv: () => attributionCsv(document) });
    });
  verb.enablePositionalOptions();
  addAttributionSaved(verb, session);
}
