// The ledger behind a credited number: each touch's part in each conversion, paged, downloadable, and open to the journey and the person.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CreditEntry, LedgerDocument, ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice, ModelEntry } from '../../analysis/credit-choice.js';
import { narrowingWords, pathSplit, WHOLE } from '../../analysis/journey-filter.js';
import { ledgerCsvUrl } from '../../api/api-client.js';
import { ledgerQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { momentText } from '../../format/moment-text.js';
import { useView } from '../../view/use-view.js';
import { carried, carriedCredit, type View } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';
import { conversionName, CreditTools } from './CreditTools.js';
import { touchColumns } from './touch-columns.js';
import { Refusal } from './Refusal.js';
import { useCredit } from './use-credit.js';

const PAGE = 50;

export function LedgerPage() {
  const { models, choice } = useCredit();
  return (
    <Page title="Credit ledger" bar={<FilterBar withCompare={false} />}>
      {models.isError ? <Section title="Ledger"><ErrorState error={models.error} what="The models" onRetry={() => void models.refetch()} /></Section>
      : !models.data || !choice ? <Section title="Ledger" busy><TableBones rows={10} /></Section>
      : <Ledger catalogue={models.data} choice={choice} />}
    </Page>
  );
}

function Ledger({ catalogue, choice }: { readonly catalogue: ModelCatalogue; readonly choice: CreditChoice }) {
  const { view, change } = useView();
  const model = choice.models[0];
  const choose = (id: string): void => change({ models: [id, ...choice.models.map((m) => m.id).filter((m) => m !== id)], skip: undefined }, { replace: true });
  return (
    <>
      <CreditTools catalogue={catalogue} choice={choice} here="/attribution/ledger">
        <label>
          <span className="sr-only">Model</span>
          <select className={styles.select} value={model?.id} onChange={(e) => choose(e.currentTarget.value)}>
            {catalogue.models.filter((m) => m.id !== 'custom' || view.weights !== undefined).map((m) => <option key={m.id} value={m.id}>{m.label}</option>)}
          </select>
        </label>
      </CreditTools>
      {model && (model.kind === 'fitted' ? <Whole model={model} onLinear={() => choose('linear')} /> : <Rows catalogue={catalogue} choice={choice} model={model} />)}
    </>
  );
}

/** A fitted model gives to channels as a whole. */
const Whole = ({ model, onLinear }: { readonly model: ModelEntry; readonly onLinear: () => void }) => {
  const { view } = useView();
  return (
    <Section title={`${model.label}: no single touches`}>
      <EmptyState action={<span className={styles.back}><Link to="/attribution/journeys" search={carriedCredit(view)} className="link">The journeys it is fitted to</Link><button type="button" className="link" onClick={onLinear}>The same conversions by the linear model</button></span>}>
        {model.label} is fitted to all journeys together, those without a conversion as well: it gives credit to channels as a whole, so there are no rows of single touches behind it.
      </EmptyState>
    </Section>
  );
};

function Rows({ catalogue, choice, model }: { readonly catalogue: ModelCatalogue; readonly choice: CreditChoice; readonly model: ModelEntry }) {
  const { view, change } = useView();
  const { extent } = useWorkspace();
  const offset = view.skip ?? 0;
  const narrowed = narrowingWords(view);
  const { journey: path, touches, days, step } = view;
  const ask = { ...choice.ask, models: [model.id], ...(narrowed.length > 0 && { by: pathSplit(choice, catalogue), path, touches, days, step }) };
  const ledger = useQuery(ledgerQuery({ ...ask, rows: PAGE, offset }));
  const { data } = ledger;
  const columns = data ? ledgerColumns(data, view) : [];
  const [total] = data?.totals ?? [];
  const page = (to: number): void => change({ skip: to > 0 ? to : undefined }, { replace: true });
  return (
    <Section
      title={`${conversionName(choice.conversion)}, credited by ${model.label}`} busy={ledger.isFetching}
      note={data && total && <>together {formatFigure(total.credit, { unit: 'number', currency: '', digits: 2 })} conversions{Number(total.value) !== 0 && `, ${formatFigure(total.value, { unit: 'money', currency: data.currency })}`}</>}
      actions={data && data.totalRows > 0 && <><CopyTable name={`ledger-${choice.conversion}-${model.id}`} lines={() => tableText(columns, data.rows)} /><a className="link" href={ledgerCsvUrl(ask)} download>all {formatCount(data.totalRows)} as CSV</a></>}
    >
      {narrowed.length > 0 && (
        <p className={`${styles.back ?? ''} ${styles.narrowed ?? ''}`}>
          <span>Only conversions with <b><bdi>{narrowed.join(', ')}</bdi></b></span>
          <button type="button" className="link" onClick={() => change({ ...WHOLE, skip: undefined })}>all conversions</button>
        </p>
      )}
      {ledger.isError ? <Refusal credit={ledger} what="The ledger" />
      : !data ? <TableBones rows={12} />
      : data.totalRows === 0 && extent === null ? <EmptyState action={<Link to="/imports" search={carried(view)} className="link">Bring files in</Link>}>There are no data yet: credit comes with visits or other touches, and with leads or deals.</EmptyState>
      : data.totalRows === 0 ? <EmptyState>No credit was given here: no conversion of the period fits these filters. Take one away, or a longer period.</EmptyState>
      : (
        <div className={ledger.isPlaceholderData ? styles.stale : undefined}>
          <DataTable caption="Credit, one row a touch and conversion" columns={columns} rows={data.rows} keyOf={(r) => String(data.rows.indexOf(r))} tight />
          <nav className={`${styles.pager} no-print`} aria-label="Pages of the ledger">
            <span>{formatCount(data.offset + 1)}–{formatCount(data.offset + data.rows.length)} of {formatCount(data.totalRows)}</span>
            <button type="button" disabled={offset === 0} onClick={() => page(Math.max(0, offset - PAGE))}>← earlier rows</button>
            <button type="button" disabled={offset + data.rows.length >= data.totalRows} onClick={() => page(offset + PAGE)}>further rows →</button>
          </nav>
        </div>
      )}
    </Section>
  );
}

function ledgerColumns({ timeZone, currency }: LedgerDocument, view: View): Column<CreditEntry>[] {
  const money = (v: string): string => formatFigure(v, { unit: 'money', currency, precision: 'cell', digits: 2 });
  const when = (r: CreditEntry): string => momentText(r.conversion, timeZone);
  return [
    {
      id: 'conversion', header: 'Converted', note: 'Opens the journey: all touches before this conversion, in their order', text: when,
      cell: (r) => (r.conversion.person === null ? <span data-note="A deal without a person: only the account’s touches count for it" tabIndex={0}>{when(r)}</span> : <Link to="/attribution/journeys/$id" params={{ id: r.conversion.person }} search={carriedCredit(view)} hash={r.conversion.id} className="door">{when(r)}</Link>),
    },
    { id: 'person', header: 'Person', text: (r) => r.conversion.person ?? '', cell: (r) => (r.conversion.person === null ? <span className="faint">–</span> : <Link to="/leads/$id" params={{ id: r.conversion.person }} search={carried(view)} className="door">{r.conversion.person}</Link>) },
    { id: 'weight', header: 'Weight', note: 'This row’s part of the conversion; all rows of one conversion make 1', align: 'right', text: (r) => formatFigure(r.credit, { unit: 'number', currency: '', digits: 4 }), cell: (r) => formatFigure(r.credit, { unit: 'number', currency: '', digits: 4 }) },
    { id: 'value', header: 'Credited', unit: unitSign('money', currency), align: 'right', text: (r) => money(r.value), cell: (r) => money(r.value) },
    { id: 'worth', header: 'of', unit: unitSign('money', currency), note: 'Value of the whole conversion', align: 'right', text: (r) => money(r.conversion.value), cell: (r) => <span className="faint">{money(r.conversion.value)}</span> },
    ...touchColumns<CreditEntry>(timeZone),
  ];
}
