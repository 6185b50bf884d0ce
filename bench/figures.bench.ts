// All KPIs over twelve months by channel against plain aggregates, one card with its comparison, and the
// time it takes to load such a company and to rebuild its read models.
import { z } from 'zod';
import type { FactsStore } from '../src/database/facts-store.js';
import { figuresQuery } from '../src/shared/api/figures.js';
import { company, openHouse, sizeOf, UNTIL } from './company.js';
import { inTurns, median, repeat, round } from './measure.js';
import { plainQueries } from './plain-aggregates.js';
import { defineScenario, type Measurement } from './scenario.js';

const YEAR = { from: '2025-10-01', to: UNTIL };
const MONTH = { from: '2026-09-01', to: UNTIL };
/** Cards of the overview whose slowest must keep its bar. */
const CARDS = ['visitors', 'leads', 'cost_per_lead', 'mqls', 'pipeline', 'revenue', 'marketing_roi', 'mrr', 'lead_to_customer_rate', 'email_click_rate'];

const rows = z.record(z.string(), z.unknown());

async function runAll(facts: FactsStore, statements: Awaited<ReturnType<typeof plainQueries>>): Promise<void> {
  for (const { statement } of statements) await facts.query(rows, statement);
}

export default defineScenario({
  title: 'Figures',
  async run(context) {
    const made = await company(context, context.touches);
    const house = await openHouse(made.dataFolder);
    const workspace = await house.workspaces.open();
    await house.analytics.refresh(workspace);
    const size = sizeOf(made);
    const measured: Measurement[] = [
      { what: 'load a company through the import runner', value: round(made.loadedFacts / made.seconds, 0), unit: 'rows/s', note: `${made.loadedFacts.toLocaleString('en')} facts in ${round(made.seconds, 1)} s, of it about ${round(made.generateSeconds, 1)} s to generate them` },
      ...(made.factor > 1 ? [{ what: 'copy it in the store', value: round(made.multiplySeconds, 1), unit: 's' as const, note: `${made.factor - 1} times, by INSERT … SELECT` }] : []),
      { what: 'build the read models', value: round(made.rebuildSeconds, 1), unit: 's', note: `${size}; peak memory of all this ${round(made.peakMegabytes, 0)} MB` },
    ];

    const query = figuresQuery.parse({ ...YEAR, every: 'month', by: ['channel'] });
    const plain = await plainQueries(workspace, query, 'channel');
    context.say(`all KPIs, ${plain.length} plain queries with ${plain.reduce((n, p) => n + p.measures, 0)} measures`);
    const lean = figuresQuery.parse({ ...YEAR, every: 'month', by: ['channel'], intervals: 'exact' });
    const times = await inTurns(context.runs, () => house.analytics.figures(workspace, lean), () => runAll(house.facts, plain));
    const ratio = median(times.ours) / median(times.plain);
    const { rows: answered } = await house.analytics.figures(workspace, lean);
    measured.push(
      { what: 'all KPIs, 12 months × channel', value: round(median(times.ours), 0), unit: 'ms', runs: times.ours, note: `${size}; ${answered.length.toLocaleString('en')} figures with intervals, curves, totals and a year before` },
      { what: 'plain aggregates, one per read model', value: round(median(times.plain), 0), unit: 'ms', runs: times.plain, note: `the same measures, as exact; one after the other` },
      { what: 'all KPIs ÷ plain aggregates', value: round(ratio), unit: '×', bar: 1.5 },
    );
    // Credit is dear on both sides, and hides what the others cost: once more without it.
    const uncredited = (await house.analytics.catalogue(workspace)).kpis.filter((kpi) => kpi.credited !== true).map((kpi) => kpi.id);
    const without = figuresQuery.parse({ ...YEAR, every: 'month', by: ['channel'], intervals: 'exact', kpis: uncredited });
    const others = await inTurns(context.runs, () => house.analytics.figures(workspace, without), () => runAll(house.facts, plain.filter(({ model }) => model !== 'credits')));
    measured.push(
      { what: `the ${uncredited.length} KPIs that take no credit`, value: round(median(others.ours), 0), unit: 'ms', runs: others.ours },
      { what: 'the same ÷ plain aggregates', value: round(median(others.ours) / median(others.plain)), unit: '×', bar: 1.5, note: `${round(median(others.plain), 0)} ms` },
    );
    const resampled = await repeat(context.runs, () => house.analytics.figures(workspace, query));
    measured.push({ what: 'all KPIs with resampled intervals too', value: round(median(resampled), 0), unit: 'ms', runs: resampled, note: 'each sum of money drawn 200 times' });

    for (const card of CARDS) {
      const asked = figuresQuery.parse({ ...MONTH, kpis: [card], compare: 'previous' });
      const cardTimes = await repeat(context.runs, () => house.analytics.figures(workspace, asked));
      measured.push({ what: `card ${card}, a month and the one before`, value: round(median(cardTimes), 0), unit: 'ms', bar: 150, runs: cardTimes });
    }
    await house.close();
    return measured;
  },
});
