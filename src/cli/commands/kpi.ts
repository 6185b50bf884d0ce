// `leadline kpi`: figures for a period, split, filtered, stepped, compared.
import type { Command } from 'commander';
import { FIGURES_PARAMETERS } from '../../shared/api/parse-figures-query.js';
import { figuresCsv, figuresTable } from '../render/figures.js';
import { addVerb, type Session } from '../verb.js';
import { addFiguresOptions, textParametersOf } from './figures-options.js';

const { top, topOf, order } = FIGURES_PARAMETERS;

export function addKpi(program: Command, session: Session): void {
  addFiguresOptions(addVerb(program, 'kpi', 'Print KPIs of a period: all of them, or those named.').argument('[id...]', 'KPI ids, as `leadline kpi` lists them'))
    .option('--intervals <which>', 'all, or exact: without those that are resampled, which cost time')
    .option('--details <which>', 'all, or short: rates without that of a fixed horizon, times without quantiles and curve')
    .option('--compare <with>', 'none, previous (the period before) or year (the same a year before)')
    .option('--top <values>', `${top.description}, e.g. ${top.example}`)
    .option('--top-of <which>', topOf.description)
    .option('--order <kpi>', `${order.description}, e.g. ${order.example}`)
    .addHelpText('after', '\nExamples:\n  leadline kpi cost_per_lead leads --from 2026-01-01 --to 2026-04-01 --by channel_group --every month\n  leadline kpi cost leads --from 2026-01-01 --to 2026-04-01 --by campaign --top 20 --order=-cost')
    .action(async (ids: string[], options: Record<string, unknown>) => {
      const backend = await session.backend();
      const document = await backend.figures({ kpi: ids, ...textParametersOf(options) });
      const catalogue = session.format === 'json' ? undefined : await backend.catalogue();
      await session.print({ json: document, table: () => (catalogue ? figuresTable(document, catalogue) : ''), csv: () => (catalogue ? figuresCsv(document, catalogue) : '') });
    });
}
