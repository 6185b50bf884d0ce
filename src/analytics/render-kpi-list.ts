// The list of KPIs as Markdown, for the README: written from the registry, never by hand.
import type { KpiCatalogue } from '../shared/api/figures.js';

const GROUPS: Record<string, string> = {
  traffic: 'Traffic', leads: 'Leads', funnel: 'Funnel', time: 'Times', cost: 'Cost', revenue: 'Revenue', attribution: 'Credit by an attribution model', recurring: 'Recurring revenue', sales: 'Sales', email: 'E-mail',
};

/** One line a group; a KPI's description and formula are a hover, a page or `leadline kpi` away. */
export function renderKpiList(catalogue: KpiCatalogue): string {
  const lines = Object.entries(GROUPS).flatMap(([group, label]) => {
    const ids = catalogue.kpis.filter((k) => k.group === group).map((k) => `\`${k.id}\``);
    return ids.length === 0 ? [] : [`- **${label}**: ${ids.join(', ')}`];
  });
  const families = catalogue.families.map((f) => `\`${f.example}\``);
  return [...lines, `- **Between any two stages**: ${families.join(', ')}`, '- **Own series**, any number by day that you import: `series:linkedin_followers`, `series:shares:sum`, `series:search_position:mean`'].join('\n');
}
