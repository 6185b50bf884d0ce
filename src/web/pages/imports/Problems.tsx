// Why rows were refused, the most frequent reason first, with where it begins and how to mend it.
import type { ImportDocument } from '../../../shared/api/imports.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatCount } from '../../format/format-figure.js';

type Problem = ImportDocument['problems'][number];
const columns: Column<Problem>[] = [
  { id: 'reason', header: 'Refused because', text: (p) => p.reason, cell: (p) => <>{p.column !== null && <b>{p.column} </b>}{p.reason}</> },
  { id: 'count', header: 'Rows', align: 'right', text: (p) => String(p.count), cell: (p) => formatCount(p.count) },
  { id: 'line', header: 'First at line', align: 'right', text: (p) => String(p.firstLine), cell: (p) => formatCount(p.firstLine) },
  { id: 'remedy', header: 'To mend it', wide: true, text: (p) => p.remedy, cell: (p) => <span className="muted">{p.remedy}</span> },
];

export const Problems = ({ run }: { readonly run: ImportDocument }) =>
  run.problems.length === 0 ? null : <DataTable caption={`Why rows of ${run.file} were refused`} columns={columns} rows={run.problems} keyOf={(p) => `${p.column ?? ''} ${p.reason}`} />;
