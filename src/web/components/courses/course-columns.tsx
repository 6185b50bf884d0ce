// The columns of a table of courses: the value, its figure in each step, and over the whole period.
import type { ComparedRow, KpiEntry, Step } from '../../../shared/api/figures.js';
import type { DayRange } from '../../../shared/period.js';
import type { Course } from '../../analysis/courses.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { formatStep } from '../../format/format-date.js';
import { columnDigits, formatFigure, toNumber, unitSign } from '../../format/format-figure.js';
import type { View } from '../../view/view-state.js';
import { FigureLink } from '../figures/FigureLink.js';
import type { Column } from '../tables/DataTable.js';
import styles from './Courses.module.css';

interface Asked {
  readonly kpi: KpiEntry;
  /** What the values are of: `Persona`. */
  readonly name: string;
  readonly courses: readonly Course[];
  readonly periods: readonly DayRange[];
  readonly every: Step;
  readonly currency: string;
  readonly view: View;
  /** Cells darker where they are larger. */
  readonly heat: boolean;
}

export function courseColumns({ kpi, name, courses, periods, every, currency, view, heat }: Asked): Column<Course>[] {
  const digits = columnDigits(kpi.unit, courses.flatMap((c) => c.rows.map((r) => r.value)));
  const show = (r: ComparedRow | undefined): string => formatFigure(r?.value, { unit: kpi.unit, currency, precision: 'cell', digits });
  const largest = Math.max(0, ...courses.flatMap((c) => c.rows.map((r) => (r.status === 'ok' ? toNumber(r.value) ?? 0 : 0))));
  const ground = (r: ComparedRow, whole: boolean) => {
    const share = largest > 0 && r.status === 'ok' ? Math.max(0, toNumber(r.value) ?? 0) / largest : 0;
    return heat && !whole && share > 0 && Object.keys(r.dims ?? {}).length > 0 ? { background: `color-mix(in srgb, var(--accent) ${String(Math.round(share * 34))}%, transparent)` } : undefined;
  };
  const column = (id: string, header: string, at: (c: Course) => ComparedRow | undefined, whole: boolean): Column<Course> => ({
    id, header, align: 'right', text: (c) => show(at(c)), ...(whole && { unit: unitSign(kpi.unit, currency) }),
    cell: (c) => {
      const row = at(c);
      return row ? <span className={styles.heat} style={ground(row, whole)}><FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(row)}</FigureLink></span> : <span className="faint">–</span>;
    },
  });
  return [
    { id: 'name', header: name, text: (c) => c.name, cell: (c) => <span className={c.name === UNMATCHED ? 'faint' : undefined}>{c.name}</span> },
    ...periods.map((part) => column(part.from, formatStep(part, every), (c) => c.rows.find((r) => r.period?.from === part.from), false)),
    column('whole', 'Whole period', (c) => c.whole, true),
  ];
}
