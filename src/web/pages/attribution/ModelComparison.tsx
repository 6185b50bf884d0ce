// The models side by side, and where the leading one and one other disagree: by how much, drawn, and in a sentence.
import { useMemo } from 'react';
import type { AttributionDocument } from '../../../shared/api/attribution.js';
import type { CreditChoice, ModelEntry } from '../../analysis/credit-choice.js';
import { amountOf, creditAddsUp, differences, movedShare, rankOfLine, type CreditLine, type Measure } from '../../analysis/credit-lines.js';
import { Section } from '../../components/Section.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { copiesOf, DataTable, parseSort, printSort, sortRows, type Column } from '../../components/tables/DataTable.js';
import { plainColumn } from '../../components/tables/table-text.js';
import { columnDigits, formatChange, formatFigure, formatRelative, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';
import { LedgerDoor, splitColumns } from './credit-cells.js';
import { DifferenceBars } from './DifferenceBars.js';

const MOST_BARS = 12;

interface Props {
  readonly choice: CreditChoice;
  /** One of the answers: what all have in common. */
  readonly document: Pick<AttributionDocument, 'currency' | 'conversions' | 'value'>;
  readonly lines: readonly CreditLine[];
  readonly total: CreditLine;
  /** Dimensions of touches; all others are of who converted. */
  readonly touchDimensions: readonly string[];
}

export function ModelComparison({ choice, document, lines, total, touchDimensions }: Props) {
  const { catalogue, settings } = useWorkspace();
  const { view, change } = useView();
  const answered = choice.models.filter((m) => total.cells.has(m.id));
  const valued = Number(document.value) !== 0;
  const measure: Measure = view.measure === 'conversions' || !valued ? 'conversions' : 'value';
  const unit = measure === 'value' ? 'money' as const : 'number' as const;
  const { currency } = document;
  const few = document.conversions < settings.fewSample;
  const models = choice.models.map((m) => m.id);
  const amounts = answered.flatMap((m) => lines.map((l) => amountOf(l, total, m.id, measure)));
  const digits = measure === 'value' ? columnDigits('money', amounts) : 2;
  const show = (v: number | string | null): string => formatFigure(v, { unit, currency, precision: 'cell', digits });
  const gapOf = (l: CreditLine): number | null => {
    const known = answered.map((m) => amountOf(l, total, m.id, measure)).filter((v) => v !== null);
    return known.length < 2 ? null : Math.max(...known) - Math.min(...known);
  };
  const columns: Column<CreditLine>[] = [
    ...splitColumns(choice.by, catalogue),
    ...answered.map((m): Column<CreditLine> => {
      // Money is shown as the decimal it is.
      const given = (l: CreditLine): string | number => (measure === 'value' ? l.cells.get(m.id)?.value ?? '0' : l.cells.get(m.id)?.credit ?? 0);
      const text = (l: CreditLine): string => show(given(l));
      return {
        id: m.id, header: m.label, unit: unitSign(unit, currency), note: m.description, align: 'right', text, file: [plainColumn(m.label, { unit, currency }, given)], sortBy: (l) => amountOf(l, total, m.id, measure),
        cell: (l) => <LedgerDoor view={view} model={m.id} models={models} line={l} few={few} note={`${m.label}: opens the ledger rows behind it`}>{text(l)}</LedgerDoor>,
      };
    }),
    ...(answered.length < 2 ? [] : [{
      id: 'gap', header: 'Widest gap', unit: unitSign(unit, currency), note: 'Between the model that gives most and the one that gives least', align: 'right' as const, text: (l: CreditLine) => (l === total ? '' : show(gapOf(l))), file: [plainColumn('Widest gap', { unit, currency }, (l: CreditLine) => (l === total ? null : gapOf(l)))], sortBy: gapOf, cell: (l: CreditLine) => (l === total ? null : <span className={few ? 'faint' : undefined}>{show(gapOf(l))}</span>),
    }]),
  ];
  const sort = parseSort(view.sort !== undefined && columns.some((c) => c.id === view.sort?.replace(/^-/, '')) ? view.sort : `-${answered[0]?.id ?? ''}`);
  const add = answered.every((m) => creditAddsUp(lines, total, m.id));
  return (
    <Section
      title="Models side by side" note={add && <span className="better">each adds up ✓</span>}
      actions={<>
        {valued && (
          <div className={styles.switch} role="group" aria-label="What of the credit">
            {([['value', 'Value'], ['conversions', 'Conversions']] as const).map(([id, label]) => <button key={id} type="button" aria-pressed={measure === id} onClick={() => change({ measure: id === 'value' ? undefined : id }, { replace: true })}>{label}</button>)}
          </div>
        )}
        <CopyTable name={`models-${choice.conversion}-by-${choice.by.join('-')}`} {...copiesOf(columns, () => sortRows(lines, columns, sort, rankOfLine), total)} />
      </>}
    >
      <div className={styles.compared}>
        <DataTable caption="Credit by each model" columns={columns} rows={lines} keyOf={(l) => l.key} total={total} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOfLine} />
        {answered.length > 1 && <Disagreement answered={answered} choice={choice} lines={lines} total={total} measure={measure} document={document} touchDimensions={touchDimensions} />}
      </div>
    </Section>
  );
}

function Disagreement({ answered, choice, lines, total, measure, document, touchDimensions }: Props & { readonly answered: readonly ModelEntry[]; readonly measure: Measure }) {
  const { view, change } = useView();
  const [first, second] = answered;
  const other = answered.find((m) => m.id === view.against && m !== first) ?? second;
  const { currency } = document;
  const unit = measure === 'value' ? 'money' as const : 'number' as const;
  const found = useMemo(() => (first && other ? differences(lines, total, first.id, other.id, measure) : []), [lines, total, first, other, measure]);
  const drawn = useMemo(() => found.slice(0, MOST_BARS), [found]);
  if (!first || !other) return null;
  const moved = movedShare(found, measure === 'value' ? Number(document.value) : document.conversions);
  const [widest] = found;
  const signed = (amount: number): string => formatChange(amount, { unit, currency, ...(unit === 'money' ? { precision: 'short' } : { digits: 2 }) });
  const named = widest && choice.by.map((d) => widest.line.dims?.[d] ?? '').join(', ');
  const what = measure === 'value' ? 'value' : 'conversions';
  const sameForAll = choice.by.every((d) => !touchDimensions.includes(d));
  const words = widest === undefined || moved === null ? `${other.label} and ${first.label} give the same${sameForAll ? ': the split is of who converted, and every model divides each conversion whole' : ''}.` : `${other.label} gives ${formatRelative(moved)} of the ${what} to others than ${first.label} does; widest at ${named ?? ''}: ${signed(widest.amount).replace('+', '+\u2060')}.`;
  return (
    <div>
      <h3>
        <label>
          <span className="sr-only">Compared with {first.label}</span>
          <select className={styles.select} value={other.id} onChange={(e) => change({ against: e.currentTarget.value }, { replace: true })}>
            {answered.filter((m) => m !== first).map((m) => <option key={m.id} value={m.id}>{m.label}</option>)}
          </select>
        </label>{' '}
        against {first.label}
      </h3>
      <p className={styles.said}>{words}</p>
      {drawn.length > 0 && <DifferenceBars label={`Difference of ${what}, ${other.label} less ${first.label}. ${words} The table beside it has every value.`} found={drawn} choice={choice} other={other} unit={unit} currency={currency} />}
      {found.length > MOST_BARS && <p className="tiny faint">the widest {MOST_BARS}; {found.length - MOST_BARS} more in the table</p>}
    </div>
  );
}
