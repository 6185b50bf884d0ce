// `leadline attribution saved list|show|repeat|changes|remove|restore`: results that `leadline attribution --save` kept.
import type { Command } from 'commander';
import { OTHER_SETTINGS_PARAMETERS, PAGE_PARAMETERS, PART_PARAMETERS } from '../../shared/api/parse-attribution-query.js';
import { attributionCsv, attributionTable } from '../render/attribution.js';
import { changedConversionsPrintable, changesPrintable, savedPrintable } from '../render/attribution-results.js';
import { addModelSettings } from './model-settings.js';
import { addVerb, type Session } from '../verb.js';

const p = { ...OTHER_SETTINGS_PARAMETERS, ...PART_PARAMETERS, ...PAGE_PARAMETERS };
const ID = 'as `leadline attribution saved list` lists it';

export function addAttributionSaved(attribution: Command, session: Session): void {
  const group = attribution.command('saved').description('Results kept with `leadline attribution --save`: look at them, repeat them, and see what has changed since.');
  addVerb(group, 'list', 'List saved results, the latest first.').action(async () => {
    const document = await (await session.backend()).results.list();
    await session.print(savedPrintable(document.results, document));
  });
  addVerb(group, 'show', 'Show a result as it was given.').argument('<id>', ID).action(async (id: string) => {
    const document = await (await session.backend()).results.open(id);
    await session.print({ json: document, table: () => attributionTable(document.answer), csv: () => attributionCsv(document.answer) });
  });
  addVerb(group, 'repeat', 'Ask the same again of what had happened by then: the same answer while nothing has changed.').argument('<id>', ID).action(async (id: string) => {
    const document = await (await session.backend()).results.repeat(id);
    const said = document.same ? 'The same answer: conversions, touches and settings are as they were.' : `Not the same input: see what has changed with leadline attribution saved changes ${id}`;
    await session.print({ json: document, table: () => `${said}\n${attributionTable(document.answer)}`, csv: () => attributionCsv(document.answer) });
  });
  addModelSettings(addVerb(group, 'changes', 'Say what has changed since: new, removed and edited conversions, touches, settings; parts that add up.')
    .argument('<id>', ID)
    .option('--lookback <days>', p.lookback.description)
    .option('--account-based <true|false>', p.accountBased.description)
    .option('--rules <version>', p.rules.description))
    .option('--part <part>', 'list the conversions behind one part: new, removed, edited, touches, settings')
    .option('--rows <n>', p.rows.description)
    .option('--offset <n>', p.offset.description)
    .action(async (id: string, options: Record<string, unknown>) => {
      const given = Object.fromEntries(Object.keys(p).flatMap((name) => (options[name] === undefined ? [] : [[name, [String(options[name])]]])));
      const { results } = await session.backend();
      if (options['part'] === undefined) await session.print(changesPrintable(await results.changes(id, given)));
      else await session.print(changedConversionsPrintable(await results.changedConversions(id, given)));
    });
  addVerb(group, 'remove', 'Remove a result; it can be brought back for thirty days.').argument('<id>', ID).action(async (id: string) => {
    const document = await (await session.backend()).results.remove(id);
    await session.print(savedPrintable(document.results, document));
  });
  addVerb(group, 'restore', 'Bring a removed result back.').argument('<id>', 'the number it had').action(async (id: string) => {
    const document = await (await session.backend()).results.restore(id);
    await session.print(savedPrintable([document], document));
  });
}
