// `leadline explain`: one figure opened to its formula, its numbers, its SQL and its rows.
import type { Command } from 'commander';
import { renderExplanation } from '../render/explanation.js';
import { addVerb, type Session } from '../verb.js';
import { addFiguresOptions, textParametersOf } from './figures-options.js';

export function addExplain(program: Command, session: Session): void {
  addFiguresOptions(addVerb(program, 'explain', 'Open a figure: formula, numbers, SQL and the rows behind it. `--format csv` prints all rows of one side.').argument('<id>', 'KPI id'))
    .option('--side <side>', 'whose rows: numerator or denominator')
    .option('--rows <n>', 'rows to list, default 50')
    .option('--offset <n>', 'rows to pass over')
    .addHelpText('after', '\nExample:\n  leadline explain cost_per_lead --from 2026-01-01 --to 2026-02-01 --where "channel_group=Paid Search" --side denominator')
    .action(async (id: string, options: Record<string, unknown>) => {
      const backend = await session.backend();
      const parameters = textParametersOf(options);
      if (session.format === 'csv') {
        const { rows: _rows, offset: _offset, ...all } = parameters;
        return session.print({ json: undefined, table: () => '', csv: () => backend.explainCsv(id, all) });
      }
      const document = await backend.explain(id, parameters);
      return session.print({ json: document, table: () => renderExplanation(document), csv: () => '' });
    });
}
