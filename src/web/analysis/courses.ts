// One figure's course in each value of a dimension, the largest first, the unmatched last; known values stand with 0.
import type { ComparedRow, KpiEntry } from '../../shared/api/figures.js';
import type { DayRange } from '../../shared/period.js';
import { toNumber } from '../format/format-figure.js';
import { UNMATCHED } from './find-needs.js';
import { groupBy } from './group-by.js';

export interface Course {
  /** The value of the dimension. */
  readonly name: string;
  /** One row a step. */
  readonly rows: readonly ComparedRow[];
  /** Over the whole period: computed, not added up. */
  readonly whole: ComparedRow | undefined;
}

export interface CoursesInput {
  readonly kpi: Pick<KpiEntry, 'id' | 'unit'>;
  readonly dimension: string;
  /** By the dimension and step. */
  readonly rows: readonly ComparedRow[];
  /** By the dimension; other KPIs are passed over. */
  readonly whole: readonly ComparedRow[];
  readonly periods: readonly DayRange[];
  /** Values that are listed even where nothing happened: a count of nothing is 0. */
  readonly known: readonly string[];
}

export function coursesOf({ kpi, dimension, rows, whole, periods, known }: CoursesInput): Course[] {
  const wholes = new Map(whole.filter((r) => r.kpi === kpi.id).map((r) => [r.dims?.[dimension] ?? '', r]));
  const courses = [...groupBy(rows, (r) => r.dims?.[dimension] ?? '')].map(([name, own]): Course => ({ name, rows: own, whole: wholes.get(name) }));
  const missing = kpi.unit === 'count' ? known.filter((name) => name !== UNMATCHED && !courses.some((c) => c.name === name)) : [];
  const zero = (name: string, period?: DayRange): ComparedRow => ({ kpi: kpi.id, dims: { [dimension]: name }, ...(period && { period: { ...period } }), value: 0, numerator: 0, denominator: null, sample: 0, status: 'ok' });
  const size = (c: Course): number => toNumber(c.whole?.value) ?? -1;
  const last = (c: Course): number => (c.name === UNMATCHED ? 1 : 0);
  return [...courses, ...missing.map((name): Course => ({ name, rows: periods.map((p) => zero(name, p)), whole: zero(name) }))]
    .sort((a, b) => last(a) - last(b) || size(b) - size(a) || a.name.localeCompare(b.name));
}
