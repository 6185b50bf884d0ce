// What people say brought them beside what was tracked: how many answered, how far the two agree, a table of both that adds
// up and opens, where they differ most, and the words that stand for channels.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AttributionDocument, ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice, ModelEntry } from '../../analysis/credit-choice.js';
import { sumOf, type Measure } from '../../analysis/credit-lines.js';
import { agrees, disagreements, saidTable, type SaidColumn, type SaidRow } from '../../analysis/said-table.js';
import { creditQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { copiesOf, DataTable, parseSort, printSort, sortRows, type Column } from '../../components/tables/DataTable.js';
import { plainColumn } from '../../components/tables/table-text.js';
import { columnDigits, formatCount, formatFigure, formatRelative, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried, carriedCredit, withFilter, type View } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';
import { conversionName } from './CreditTools.js';
import { SaidRules } from './SaidRules.js';
import { Refusal } from './Refusal.js';

const TITLE = 'What they say';
/** A fitted model gives to channels as a whole: of who said what it knows nothing. */
const STAND_IN = 'last_non_direct';
const MOST_LISTED = 5;

export function WhatTheySay({ catalogue, choice }: { readonly catalogue: ModelCatalogue; readonly choice: CreditChoice }) {
  const [leading] = choice.models;
  const model = leading?.kind === 'rule' ? leading : (catalogue.models.find((m) => m.id === STAND_IN) ?? leading);
  const credit = useQuery({ ...creditQuery({ ...choice.ask, models: [model?.id ?? STAND_IN], by: ['channel', 'self_reported'] }), enabled: model !== undefined });
  if (model === undefined) return null;
  if (credit.isError) return <Section title={TITLE}><Refusal credit={credit} what="What people say" /></Section>;
  if (!credit.data) return <Section title={TITLE} busy><TableBones rows={8} /></Section>;
  if (credit.data.conversions === 0) return null;
  return <Said document={credit.data} choice={choice} model={model} standsIn={model !== leading} />;
}

interface Props {
  readonly document: AttributionDocument;
  readonly choice: CreditChoice;
  readonly model: ModelEntry;
  readonly standsIn: boolean;
}

function Said({ document, choice, model, standsIn }: Props) {
  const { settings } = useWorkspace();
  const { view, change } = useView();
  const { currency, selfReported, conversions } = document;
  const answered = selfReported?.answered.conversions ?? 0;
  const valued = Number(document.value) !== 0;
  const measure: Measure = view.measure === 'conversions' || !valued ? 'conversions' : 'value';
  const unit = measure === 'value' ? 'money' as const : 'number' as const;
  if (answered === 0) {
    return (
      <Section title={TITLE}>
        <EmptyState action={<Link to="/imports" search={carried(view)} className="link">Import a file</Link>}>Nobody who converted here said what brought them. Ask “How did you hear about us?” in your forms: the answer arrives with an import, as a column of that name.</EmptyState>
        <SaidRules />
      </Section>
    );
  }
  const few = answered < settings.fewSample;
  const { columns: said, rows, total } = saidTable(document, model.id);
  const amount = (row: SaidRow, column: string): number => { const cell = row.cells.get(column); return measure === 'value' ? Number(cell?.value ?? 0) : (cell?.credit ?? 0); };
  const amounts = rows.flatMap((r) => said.map((c) => amount(r, c.id)));
  const digits = measure === 'value' ? columnDigits('money', amounts) : amounts.every((a) => Number.isInteger(a)) ? 0 : 2;
  const show = (v: number | string): string => formatFigure(v, { unit, currency, precision: 'cell', digits });
  const given = (row: SaidRow, column: string): string | number => (measure === 'value' ? row.cells.get(column)?.value ?? '0' : row.cells.get(column)?.credit ?? 0);
  const text = (row: SaidRow, column: string): string => show(given(row, column));
  const file = (header: string, column: string) => [plainColumn<SaidRow>(header, { unit, currency }, (r) => given(r, column))];
  const opens = (tracked: string | undefined, values: readonly string[] | undefined): View => {
    const narrowed = [['channel', tracked === undefined ? [] : [tracked]], ['self_reported', values ?? []]] as const;
    return { ...narrowed.reduce((v, [dimension, of]) => (of.length === 0 ? v : withFilter(v, dimension, of)), carriedCredit(view)), models: [model.id, ...choice.models.map((m) => m.id).filter((m) => m !== model.id)] };
  };
  const door = (row: SaidRow, column: SaidColumn | undefined) => {
    const id = column?.id ?? 'total';
    if ((row.cells.get(id)?.credit ?? 0) === 0) return <span className="faint">–</span>;
    const same = column?.kind === 'named' && row.tracked !== undefined && agrees(selfReported?.alike, row.tracked, column.name);
    return <Link to="/attribution/ledger" search={opens(row.tracked, column?.values)} className={few ? 'door faint' : 'door'} data-note={`${same ? 'The two agree. ' : ''}Opens the ledger rows behind it`}>{same ? <strong>{text(row, id)}</strong> : text(row, id)}</Link>;
  };
  const columns: Column<SaidRow>[] = [
    { id: 'tracked', header: 'Tracked ↓ said →', text: (r) => r.tracked ?? 'Total', sortBy: (r) => r.tracked ?? '', cell: (r) => <bdi className={r.tracked?.startsWith('(') === true ? 'faint' : undefined}>{r.tracked ?? 'Total'}</bdi> },
    ...said.map((c): Column<SaidRow> => ({ id: c.id, header: c.name, ...(c.kind === 'others' && { note: c.values.join(', ') }), align: 'right', text: (r) => text(r, c.id), file: file(c.name, c.id), sortBy: (r) => amount(r, c.id), cell: (r) => door(r, c) })),
    { id: 'total', header: 'All', unit: unitSign(unit, currency), align: 'right', text: (r) => text(r, 'total'), file: file('All', 'total'), sortBy: (r) => amount(r, 'total'), cell: (r) => door(r, undefined) },
  ];
  const sort = parseSort(view.sort !== undefined && columns.some((c) => c.id === view.sort?.replace(/^-/, '')) ? view.sort : '-total');
  const adds = Number(sumOf([...rows.flatMap((r) => said.map((c) => r.cells.get(c.id)?.value ?? '0')), `-${document.value}`.replace('--', '')])) === 0 && Math.abs((total.cells.get('total')?.credit ?? 0) - conversions) < 1e-6;
  const widest = disagreements(document, model.id);
  const agreement = selfReported?.agreement?.find((a) => a.model === model.id);
  return (
    <Section
      title={TITLE} note={adds && <span className="better">adds up ✓</span>}
      actions={<>
        {valued && (
          <div className={styles.switch} role="group" aria-label="What of the credit, against what people say">
            {([['value', 'Value'], ['conversions', 'Conversions']] as const).map(([id, label]) => <button key={id} type="button" aria-pressed={measure === id} onClick={() => change({ measure: id === 'value' ? undefined : id }, { replace: true })}>{label}</button>)}
          </div>
        )}
        <CopyTable name={`said-${choice.conversion}-${model.id}`} {...copiesOf(columns, () => sortRows(rows, columns, sort), total)} />
      </>}
    >
      <p className={styles.said}>
        {formatCount(answered)} of {formatCount(conversions)} conversions ({formatRelative(answered / conversions)}) are of people who said what brought them before they became a lead.
        {agreement && agreement.rate !== null && agreement.rate !== undefined && ` Where both name a channel, ${model.label} gives ${formatRelative(agreement.rate)} of the credit to one that they named or can have meant.`}
        {few && <strong className="warn"> Too few to judge: read them as cases.</strong>}
        {standsIn && ` By ${model.label}: the model above gives to channels as a whole.`}
      </p>
      <DataTable caption={`${conversionName(choice.conversion)}, tracked channel against what people say, by ${model.label}`} columns={columns} rows={rows} keyOf={(r) => r.tracked ?? ''} total={total} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} tight />
      {widest.length > 0 && (
        <>
          <h3 className={styles.differHead}>Where they differ most</h3>
          <ul className={styles.differ}>{widest.slice(0, MOST_LISTED).map((d) => (
            <li key={`${d.tracked} ${d.said}`}>
              tracked <bdi>{d.tracked}</bdi>, said <bdi>{d.said}</bdi>: <Link to="/attribution/ledger" search={opens(d.tracked, [d.said])} className={few ? 'door faint' : 'door'} data-note="Opens the ledger rows behind it">{formatFigure(d.cell.credit, { unit: 'number', currency: '', digits: Number.isInteger(d.cell.credit) ? 0 : 2 })} {d.cell.credit === 1 ? 'conversion' : 'conversions'}{Number(d.cell.value) !== 0 && `, ${formatFigure(d.cell.value, { unit: 'money', currency })}`}</Link>
            </li>
          ))}</ul>
        </>
      )}
      <SaidRules />
    </Section>
  );
}
