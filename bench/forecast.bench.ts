// How well forecasts of a month's end would have done, looking back month by month: on sample companies, and on the shared list of
// qualified leads and their deals where it is at hand. 80 % intervals should hold 70 to 90 % of the outcomes, and err less than the straight line.
import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { lookBack, monthsBefore, type LookBack } from '../src/planning/forecast/look-back.js';
import type { PlanningContext } from '../src/planning/planning-context.js';
import { addMonths, startOfDay, type DayRange } from '../src/shared/period.js';
import type { Workspace } from '../src/shared/workspace.js';
import { company, LOADED_TOUCHES, openHouse, UNTIL } from './company.js';
import { round } from './measure.js';
import { defineScenario, type Measurement } from './scenario.js';

/** Touches of the company that is looked back on. */
const TOUCHES = 100_000;
const KPIS = ['leads', 'mqls', 'sqls', 'won_deals', 'revenue'];
const OLIST = path.resolve('../shared/data/olist');
/** The demo's company, and two more by the same rules: one alone has too few months to tell 80 % from 65. */
const SEEDS = [undefined, 201, 202];
/** Forecasts of a KPI from which its own coverage is held to the bar. */
const ENOUGH = 60;
/** Origins within each month: a third and two thirds of its days gone. */
const SHARES = [0.34, 0.67];

function measurements(name: string, results: readonly LookBack[]): Measurement[] {
  const made = results.filter((r) => r.made > 0);
  const forecasts = made.reduce((sum, r) => sum + r.made, 0);
  const within = made.reduce((sum, r) => sum + r.coverage * r.made, 0);
  // Errors of KPIs in different units are compared as ratios, each KPI counting once.
  const ratio = Math.exp(made.reduce((sum, r) => sum + Math.log(r.meanError / r.straightLineError), 0) / made.length);
  return [
    { what: `${name}: 80 % intervals, off 80 % coverage`, value: round(Math.abs(within / forecasts - 0.8) * 100), unit: '%', bar: 10, note: `${round((within / forecasts) * 100, 0)} % of ${forecasts} outcomes within` },
    { what: `${name}: error ÷ the straight line's`, value: round(ratio), unit: '×', bar: 1, note: 'mean absolute error of the middle forecast, geometric mean over KPIs' },
    ...made.filter((r) => r.made >= ENOUGH).map((r): Measurement => ({ what: `${name}, ${r.kpi}: 80 % intervals, off 80 % coverage`, value: round(Math.abs(r.coverage - 0.8) * 100), unit: '%', bar: 10 })),
    ...made.map((r): Measurement => ({ what: `${name}, ${r.kpi}: error ÷ the straight line's`, value: round(r.meanError / r.straightLineError), unit: '×', note: `coverage ${round(r.coverage * 100, 0)} %, mean error ${round(r.meanError)}, straight line ${round(r.straightLineError)}, pinball ${round(r.pinball)}, ${r.made} forecasts` })),
  ];
}

/** Several companies' forecasts of a KPI as one; refused ones count apart. */
function together(results: readonly LookBack[]): LookBack[] {
  return [...new Set(results.map((r) => r.kpi))].map((kpi) => {
    const own = results.filter((r) => r.kpi === kpi && r.made > 0);
    const made = own.reduce((sum, r) => sum + r.made, 0);
    const mean = (of: (r: LookBack) => number): number => own.reduce((sum, r) => sum + of(r) * r.made, 0) / made;
    const refused = results.reduce((sum, r) => sum + (r.kpi === kpi ? r.refused : 0), 0);
    return { kpi, made, refused, coverage: mean((r) => r.coverage), meanError: mean((r) => r.meanError), straightLineError: mean((r) => r.straightLineError), pinball: mean((r) => r.pinball) };
  });
}

async function lookBackOn(context: PlanningContext, workspace: Workspace, kpis: readonly string[], months: readonly DayRange[]): Promise<LookBack[]> {
  const entries = (await context.analytics.catalogue(workspace)).kpis;
  const results: LookBack[] = [];
  for (const id of kpis) {
    const kpi = entries.find((entry) => entry.id === id);
    if (kpi !== undefined) results.push(await lookBack(context, workspace, kpi, months, SHARES));
  }
  return results;
}

/** The shared list, imported with guessed mappings into a folder of its own. */
async function olist(folder: string): Promise<LookBack[]> {
  const dataFolder = path.join(folder, 'olist');
  await rm(dataFolder, { recursive: true, force: true });
  const house = await openHouse(dataFolder);
  const workspace = await house.workspaces.set(await house.workspaces.open(), { currency: 'BRL', timeZone: 'America/Sao_Paulo', country: 'BR' });
  for (const file of ['marketing_qualified_leads.csv', 'closed_deals.csv']) {
    const { uploadId } = await house.imports.saveUpload(workspace, createReadStream(path.join(OLIST, file)), file);
    const { mapping } = await house.imports.preview(workspace, { uploadId, connector: 'csv' });
    let state = await house.imports.start(workspace, { uploadId, connector: 'csv', dryRun: false, ...(mapping !== null && { mapping }) });
    while (state.state === 'waiting' || state.state === 'running') {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      state = await house.imports.get(workspace, state.id);
    }
  }
  const context = { ...house, now: () => startOfDay('2018-12-01', 'America/Sao_Paulo') };
  // Contacts are listed from June 2017 to February 2018, deals until November 2018; beyond its end a list foretells nothing.
  const months = (from: string, count: number): DayRange[] => Array.from({ length: count }, (_, i) => ({ from: addMonths(from, i), to: addMonths(from, i + 1) }));
  const results = [...(await lookBackOn(context, workspace, ['mqls'], months('2017-09-01', 6))), ...(await lookBackOn(context, workspace, ['won_deals'], months('2018-03-01', 6)))];
  await house.close();
  return results;
}

export default defineScenario({
  title: 'Forecasts, looking back',
  async run(context) {
    const looked: LookBack[] = [];
    for (const seed of SEEDS) {
      const made = await company(context, Math.min(TOUCHES, LOADED_TOUCHES), seed);
      const house = await openHouse(made.dataFolder);
      const workspace = await house.workspaces.open();
      const reading = { ...house, now: () => startOfDay(UNTIL, workspace.settings.timeZone) };
      looked.push(...(await lookBackOn(reading, workspace, KPIS, monthsBefore(UNTIL, 14))));
      await house.close();
    }
    const results = measurements('sample companies', together(looked));
    return existsSync(OLIST) ? [...results, ...measurements('olist', await olist(context.folder))] : results;
  },
});
