// `npm run docs`: writes what the documentation takes from the registries.
import { readFile, writeFile } from 'node:fs/promises';
import { describe, loadRegistries } from '../src/analytics/catalogue.js';
import { createMeasureResolver } from '../src/analytics/measure-resolver.js';
import { renderKpiList } from '../src/analytics/render-kpi-list.js';
import { DEFAULT_STAGES } from '../src/shared/stages.js';

const BEGIN = '<!-- kpis: written by `npm run docs` -->';
const END = '<!-- /kpis -->';

/** The README with the list of KPIs as the registry has it now. */
export async function withKpiList(readme: string): Promise<string> {
  const registries = await loadRegistries();
  const list = renderKpiList(describe(registries, { stages: DEFAULT_STAGES, series: [] }, createMeasureResolver(registries.measures, DEFAULT_STAGES)));
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error('the README lacks the marks of the KPI list');
  return `${before}${BEGIN}\n${list}\n${END}${after}`;
}

if (process.argv[1]?.endsWith('write-docs.ts') === true) {
  const file = new URL('../README.md', import.meta.url);
  await writeFile(file, await withKpiList(await readFile(file, 'utf8')));
}
