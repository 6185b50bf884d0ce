// What each value of the split earned by the leading model: credit with its interval on demand, value, shares, and cost and
// return beside them; every credited number opens to its ledger rows, and the rows visibly add up.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AttributionDocument } from '../../../shared/api/attribution.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { creditAddsUp, creditLines, rankOfLine, totalLine, type CreditCell, type CreditLine } from '../../analysis/credit-lines.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { creditQuery } from '../../api/queries.js';
import { cellView } from '../../components/figures/FigureLink.js';
import { IntervalBar, scaleOf } from '../../components/figures/IntervalBar.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { ColumnChooser } from '../../components/tables/ColumnChooser.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { copiesOf, DataTable, parseSort, printSort, sortRows, type Column } from '../../components/tables/DataTable.js';
import { plainColumn } from '../../components/tables/table-text.js';
import { columnDigits, formatCount, formatFigure, unitSign, type Unit } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';
import { conversionName } from './CreditTools.js';
import { LedgerBar, LedgerDoor, splitColumns } from './credit-cells.js';

/** Columns that can be put away. */
const OPTIONAL = [
  { id: 'share', header: 'Share' }, { id: 'value', header: 'Value' }, { id: 'valueShare', header: 'Share of value' }, { id: 'cost', header: 'Cost' }, { id: 'roas', header: 'ROAS' }, { id: 'roi', header: 'Marketing ROI' }, { id: 'each', header: 'Cost per conversion' },
] as const;

interface Props {
  readonly choice: CreditChoice;
  readonly document: AttributionDocument;
}

export function CreditTable({ choice, document }: Props) {
  const { catalogue, settings } = useWorkspace();
  const { view, change } = useView();
  const { models: [leading], by } = choice;
  const wanted = view.intervals === true;
  const resampled = useQuery({ ...creditQuery({ ...choice.ask, models: [leading?.id ?? ''], by, intervals: 'fast' }), enabled: wanted });
  const answer = (wanted ? resampled.data : undefined) ?? document;
  const lines = creditLines([answer]);
  const total = totalLine([answer], lines);
  const few = answer.conversions < settings.fewSample;
  const columns = useCreditColumns({ choice, answer, lines, total, few });
  const sort = parseSort(view.sort ?? (Number(answer.value) === 0 ? '-credit' : '-value'));
  if (leading === undefined) return null;
  const names = by.map((d) => dimensionLabel(catalogue, d).toLowerCase()).join(' and ');
  const title = `${conversionName(choice.conversion)}, credited by ${names}`;
  const missing = OPTIONAL.filter(({ id }) => id === 'share' || columns.some((c) => c.id === id) || (view.hide ?? []).includes(id));
  return (
    <Section
      title={title} busy={resampled.isFetching} note={creditAddsUp(lines, total, leading.id) && <span className="better">adds up ✓</span>}
      actions={<>
        <label>
          <span className="sr-only">Model of this table</span>
          <select className={styles.select} value={leading.id} onChange={(e) => change({ models: [e.currentTarget.value, ...choice.models.map((m) => m.id).filter((m) => m !== e.currentTarget.value)] }, { replace: true })}>
            {choice.models.map((m) => <option key={m.id} value={m.id}>{m.label}</option>)}
          </select>
        </label>
        <button type="button" className="link" aria-pressed={wanted} onClick={() => change({ intervals: wanted ? undefined : true }, { replace: true })}>{wanted ? 'without intervals' : 'intervals'}</button>
        <ColumnChooser columns={missing} hidden={view.hide ?? []} onChange={(hide) => change({ hide: hide.length > 0 ? hide : undefined }, { replace: true })} />
        <CopyTable name={`credit-${choice.conversion}-${leading.id}-by-${by.join('-')}`} {...copiesOf(columns, () => sortRows(lines, columns, sort, rankOfLine), total)} />
      </>}
    >
      <p className={styles.said}>
        {formatCount(answer.conversions)} {answer.conversions === 1 ? 'conversion' : 'conversions'}{answer.withTouches !== null && <>, {formatCount(answer.withTouches)} with touches within {answer.lookbackDays} days</>}.
        {few && <strong className="warn"> Too few to judge: read them as cases, one by one, not as shares.</strong>}
        {Number(answer.value) === 0 && ' They carry no value of their own: credit is counted in conversions.'}
      </p>
      {wanted && resampled.isError && <ErrorState error={resampled.error} what="The intervals" holds="The credit below holds." onRetry={() => void resampled.refetch()} />}
      <DataTable caption={`${title}, by ${leading.label}`} columns={columns} rows={lines} keyOf={(l) => l.key} total={total} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOfLine} />
    </Section>
  );
}

interface Scene extends Pick<Props, 'choice'> {
  readonly answer: AttributionDocument;
  readonly lines: readonly CreditLine[];
  readonly total: CreditLine;
  readonly few: boolean;
}

function useCreditColumns({ choice, answer, lines, total, few }: Scene): Column<CreditLine>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const { currency } = answer;
  const model = choice.models[0]?.id ?? '';
  const models = choice.models.map((m) => m.id);
  const cellOf = (l: CreditLine): CreditCell | undefined => l.cells.get(model);
  const [whole, wholeValue] = [answer.conversions, Number(answer.value)];
  const numbers = (id: string, header: string, unit: Unit, note: string, of: (l: CreditLine) => string | number | null | undefined, door?: (l: CreditLine, text: string) => ReactNode): Column<CreditLine> => {
    const digits = id === 'credit' ? (lines.every((l) => Number.isInteger(of(l) ?? 0)) ? 0 : 2) : columnDigits(unit, lines.map((l) => of(l) ?? null));
    const text = (l: CreditLine): string => formatFigure(of(l), { unit, currency, precision: 'cell', digits });
    const value = (l: CreditLine): number | null => { const v = of(l); return v === null || v === undefined ? null : Number(v); };
    return { id, header, unit: unitSign(unit, currency), note, align: 'right', text, file: [plainColumn(header, { unit, currency }, of)], sortBy: value, cell: (l) => (value(l) === null ? <span className="faint">–</span> : door ? door(l, text(l)) : <span className={few ? 'faint' : undefined}>{text(l)}</span>) };
  };
  const credited = (l: CreditLine, text: string) => (
    <LedgerDoor view={view} model={model} models={models} line={l} few={few} note={creditNote(cellOf(l))}>{text}</LedgerDoor>
  );
  const drawn = (l: CreditLine) => ({ value: cellOf(l)?.credit ?? 0, low: cellOf(l)?.interval?.low ?? null, high: cellOf(l)?.interval?.high ?? null, status: few ? 'few' as const : 'ok' as const });
  const scale = scaleOf(lines.map(drawn));
  const withCost = lines.some((l) => l.cost !== undefined);
  const withInterval = lines.some((l) => cellOf(l)?.interval !== undefined);
  const hidden = view.hide ?? [];
  return [
    ...splitColumns(choice.by, catalogue),
    numbers('credit', 'Credit', 'count', 'Conversions credited; each opens to its ledger rows', (l) => cellOf(l)?.credit ?? 0, credited),
    { id: 'bar', header: withInterval ? 'Credit drawn with its 95 % interval' : 'Credit drawn', hiddenHeader: true, wide: true, text: () => '', cell: (l: CreditLine) => (l === total ? null : <LedgerBar view={view} model={model} models={models} line={l} note={creditNote(cellOf(l))}><IntervalBar row={drawn(l)} scale={scale} /></LedgerBar>) },
    ...(withInterval ? [intervalColumn(cellOf)] : []),
    numbers('share', 'Share', 'rate', 'Part of all conversions', (l) => (whole === 0 ? null : (cellOf(l)?.credit ?? 0) / whole)),
    ...(wholeValue === 0 ? [] : [
      numbers('value', 'Value', 'money', 'Value credited, exact to the cent; each opens to its ledger rows', (l) => cellOf(l)?.value ?? '0', credited),
      numbers('valueShare', 'Share of value', 'rate', 'Part of the value of all conversions', (l) => Number(cellOf(l)?.value ?? 0) / wholeValue),
    ]),
    ...(withCost ? [
      numbers('cost', 'Cost', 'money', 'Marketing cost of the period with these values; opens the cost', (l) => l.cost, (l, text) => <Link to="/kpis/$id" params={{ id: 'cost' }} search={cellView(view, { dims: l.dims ?? {} })} className="door">{text}</Link>),
      ...(wholeValue === 0 ? [] : [
        numbers('roas', 'ROAS', 'ratio', 'Value credited to touches on paid channels ÷ ad spend', (l) => cellOf(l)?.returnOnAdSpend),
        numbers('roi', 'Marketing ROI', 'rate', `(Value credited to marketing − cost) ÷ cost; the return is the value of ${choice.conversion}`, (l) => cellOf(l)?.marketingRoi),
      ]),
      numbers('each', 'Cost per conversion', 'money', 'Cost ÷ credit', (l) => cellOf(l)?.costPerConversion),
    ] : []),
  ].filter((c) => !hidden.includes(c.id));
}

const two = (n: number): string => formatFigure(n, { unit: 'number', currency: '', digits: 2 });
const intervalText = (cell: CreditCell | undefined): string => (cell?.interval === undefined ? '' : `${two(cell.interval.low)} – ${two(cell.interval.high)}`);
const intervalColumn = (cellOf: (l: CreditLine) => CreditCell | undefined): Column<CreditLine> => ({
  id: 'interval', header: '95 % interval', note: 'Of the credit, from 200 resamples of the conversions', align: 'right', text: (l) => intervalText(cellOf(l)),
  file: (['low', 'high'] as const).map((end) => plainColumn(`Credit, ${end} end of the 95 % interval`, { unit: 'number', currency: '' }, (l) => cellOf(l)?.interval?.[end])),
  cell: (l) => <span className="faint nowrap">{intervalText(cellOf(l))}</span>,
});

/** What a credit rests on, for its note. */
function creditNote(cell: CreditCell | undefined): string {
  const lines = ['Opens the ledger: who converted, by which touch, at what weight'];
  if (cell?.interval !== undefined) lines.push(`95 % interval ${intervalText(cell)} conversions, from resamples`);
  if (cell?.removalEffect !== undefined) lines.push(`Without it ${formatFigure(cell.removalEffect, { unit: 'rate', currency: '' })} of the conversions would be lost`);
  if (cell?.samplingError !== undefined) lines.push(`Sampled: ± ${two(cell.samplingError)} conversions`);
  return lines.join('\n');
}
