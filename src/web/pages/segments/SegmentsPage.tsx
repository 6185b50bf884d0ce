// Who the leads are: qualified leads by persona, segment, company size or industry over time, and what each group brings; for personas
// the rules of who belongs.
import { useQuery } from '@tanstack/react-query';
import { dimensionLabel, existing } from '../../analysis/catalogue-names.js';
import { dimensionValuesQuery, firstFiguresQuery } from '../../api/queries.js';
import { Courses } from '../../components/courses/Courses.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { parseSort, printSort } from '../../components/tables/DataTable.js';
import { furtherOf } from '../../components/tables/further-of.js';
import { useFirst } from '../../view/use-first.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { GroupingSwitch } from './GroupingSwitch.js';
import { PersonaRules } from './PersonaRules.js';
import { DEFAULT_DRAWN, DEFAULT_SORT, GROUPINGS, SEGMENT_COLUMNS } from './segment-asks.js';
import { WorthTable } from './WorthTable.js';

export function SegmentsPage() {
  const { catalogue } = useWorkspace();
  const { view, period, where, compare, basis } = useView();
  const dimension = GROUPINGS.find((g) => g === view.by?.[0]) ?? GROUPINGS[0];
  const kpis = existing(catalogue, SEGMENT_COLUMNS.map((c) => c.id));
  const first = useFirst();
  const sort = parseSort(view.sort ?? DEFAULT_SORT);
  const order = sort !== undefined && kpis.includes(sort.column) ? { order: printSort(sort) } : {};
  const figures = useQuery(firstFiguresQuery({ kpis, from: period.from, to: period.to, by: [dimension], top: first.top, ...order, where, compare, basis, intervals: 'exact' }));
  const values = useQuery(dimensionValuesQuery(dimension, ''));
  // What a filter leaves out is not a group with nothing in it.
  const allowed = where.find((w) => w.dimension === dimension)?.values;
  const known = (values.data?.values ?? []).map((v) => v.value).filter((v) => allowed?.includes(v) ?? true);
  return (
    <Page title={`Personas and segments, by ${dimensionLabel(catalogue, dimension).toLowerCase()}`} heading="hidden" bar={<FilterBar withBasis><GroupingSwitch now={dimension} /></FilterBar>}>
      <Courses dimension={dimension} kpis={kpis} drawn={DEFAULT_DRAWN} figures={figures} known={known} open />
      <WorthTable dimension={dimension} kpis={kpis} figures={figures} further={furtherOf(figures.data, first)} />
      {/* Kept while another grouping is looked at: a draft of rules is in there. */}
      <div hidden={dimension !== 'persona'}><PersonaRules known={dimension === 'persona' ? known : []} /></div>
    </Page>
  );
}
