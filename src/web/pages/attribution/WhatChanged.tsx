// What has changed since a result was saved: by row of the leading model in parts that add up, and the conversions behind each.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CHANGE_PARTS, type ChangedConversions, type ChangePart, type ResultChanges, type SavedResult } from '../../../shared/api/attribution-results.js';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { otherSettings, PART_WORDS } from '../../analysis/saved-result.js';
import { changedConversionsQuery, changesQuery, resultsQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';
import { formatChange, formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';

interface Props {
  readonly catalogue: ModelCatalogue;
  readonly choice: CreditChoice;
}

/** Nothing unless the address names a saved result. */
export function WhatChanged({ catalogue, choice }: Props) {
  const { view, change } = useView();
  const results = useQuery({ ...resultsQuery, enabled: view.saved !== undefined });
  if (view.saved === undefined) return null;
  const close = <button type="button" className="link" onClick={() => change({ saved: undefined, part: undefined }, { replace: true })}>close</button>;
  const result = results.data?.results.find((r) => r.id === view.saved);
  if (results.isError) return <Section title="What has changed" actions={close}><ErrorState error={results.error} what="The saved results" onRetry={() => void results.refetch()} /></Section>;
  if (!results.data) return <Section title="What has changed" busy><TableBones rows={5} /></Section>;
  if (!result) return <Section title="What has changed" actions={close}><EmptyState>This result was removed, or never was.</EmptyState></Section>;
  return <Changes result={result} other={otherSettings(view, result, catalogue)} lead={choice.models.find((m) => m.id in result.models)?.id ?? result.question.models[0] ?? ''} close={close} catalogue={catalogue} />;
}

type Row = ResultChanges['rows'][number] | ResultChanges['totals'][number];

function Changes({ result, other, lead, close, catalogue }: { readonly result: SavedResult; readonly other: string; readonly lead: string; readonly close: React.ReactNode; readonly catalogue: ModelCatalogue }) {
  const { view, change } = useView();
  const { catalogue: figures } = useWorkspace();
  const changes = useQuery(changesQuery(result.id, other));
  const title = <>What has changed since “<bdi>{result.name}</bdi>”</>;
  if (changes.isError) return <Section title={title} actions={close}><ErrorState error={changes.error} what="The comparison" onRetry={() => void changes.refetch()} /></Section>;
  if (!changes.data) return <Section title={title} busy actions={close}><TableBones rows={6} /></Section>;
  const { data } = changes;
  const { currency, question: { by } } = result;
  // Kinds without a value are compared by their number.
  const valued = Number(data.value.then) !== 0 || Number(data.value.now) !== 0;
  const amount = (of: { credit: number; value: string } | undefined): number => (of === undefined ? 0 : valued ? Number(of.value) : of.credit);
  const format = { unit: valued ? 'money' as const : 'number' as const, currency, digits: 2, ...(valued && { precision: 'cell' as const }) };
  const plain = (of: { credit: number; value: string }): string => formatFigure(valued ? of.value : of.credit, format);
  const signed = (of: { credit: number; value: string } | undefined): string => (amount(of) === 0 ? '–' : formatChange(amount(of), format));
  const rows = data.rows.filter((r) => r.model === lead);
  const total = data.totals.find((t) => t.model === lead);
  const parts = CHANGE_PARTS.filter((part) => rows.some((r) => amount(r.parts[part]) !== 0));
  const nameOf = (r: Row, d: string, i: number): string => ('dims' in r ? r.dims[d] ?? '' : i === 0 ? 'Total' : '');
  const columns: Column<Row>[] = [
    ...by.map((d, i): Column<Row> => ({ id: d, header: dimensionLabel(figures, d), text: (r) => nameOf(r, d, i), cell: (r) => <bdi>{nameOf(r, d, i)}</bdi> })),
    { id: 'then', header: 'Then', align: 'right', text: (r) => plain(r.then), cell: (r) => plain(r.then) },
    { id: 'now', header: 'Now', align: 'right', text: (r) => plain(r.now), cell: (r) => plain(r.now) },
    { id: 'change', header: 'Change', align: 'right', text: (r) => signed(r.change), cell: (r) => <strong>{signed(r.change)}</strong> },
    ...parts.map((part): Column<Row> => ({ id: part, header: PART_WORDS[part].label, note: PART_WORDS[part].note, align: 'right', text: (r) => signed(r.parts[part]), cell: (r) => signed(r.parts[part]) })),
  ];
  const open = CHANGE_PARTS.find((p) => p === view.part && data.parts.some((of) => of.part === p));
  const label = catalogue.models.find((m) => m.id === lead)?.label ?? lead;
  return (
    <Section
      title={title} note={`by ${label}; saved ${formatInstant(result.savedAt, result.timeZone)}`}
      actions={<>{rows.length > 0 && !data.same && <CopyTable name={`changes-${result.name}`} lines={() => tableText(columns, rows, total)} />}{close}</>}
    >
      <p className={styles.said}>
        {data.same ? 'The same fingerprint: conversions, touches and settings are as they were, and so is the answer.'
        : `${formatCount(data.conversions.then)} conversions${valued ? ` worth ${formatFigure(data.value.then, { unit: 'money', currency })}` : ''} then, ${formatCount(data.conversions.now)}${valued ? ` worth ${formatFigure(data.value.now, { unit: 'money', currency })}` : ''} now.${data.parts.length === 0 ? ' What is otherwise changes no credit.' : ''}`}
      </p>
      {data.settings.map((s) => <p key={s.what} className="small">{s.what}: {s.then} then, {s.now} now</p>)}
      {data.remarks.map((r) => <p key={r} className="small warn">{r}</p>)}
      {data.parts.length > 0 && (
        <p className={`${styles.tools} no-print`} role="group" aria-label="Conversions behind the changes">
          {data.parts.map(({ part, conversions, value }) => (part === 'others' || (conversions === null && part !== 'settings') ? null : (
            <button key={part} type="button" className="link small" aria-expanded={open === part} data-note={PART_WORDS[part].note} onClick={() => change({ part: open === part ? undefined : part, skip: undefined }, { replace: true })}>
              {part === 'settings' ? 'settings: which conversions' : PART_WORDS[part].label.toLowerCase()}{conversions !== null && ` ${formatCount(conversions)}`}{Number(value) !== 0 && ` (${formatChange(Number(value), { unit: 'money', currency })})`}
            </button>
          )))}
        </p>
      )}
      {!data.same && data.parts.length > 0 && <DataTable<Row> caption="What has changed, in parts that add up" columns={columns} rows={rows} keyOf={(r) => ('dims' in r ? JSON.stringify(r.dims) : 'total')} {...(total && { total })} inOrder />}
      {open && <Conversions id={result.id} other={other} part={open} />}
    </Section>
  );
}

const PAGE = 50;

function Conversions({ id, other, part }: { readonly id: string; readonly other: string; readonly part: ChangePart }) {
  const { view, change } = useView();
  const offset = view.skip ?? 0;
  const found = useQuery(changedConversionsQuery(id, other, part, offset));
  if (found.isError) return <ErrorState error={found.error} what="The conversions" onRetry={() => void found.refetch()} />;
  if (!found.data) return <TableBones rows={5} />;
  const { data } = found;
  type Line = ChangedConversions['rows'][number];
  const state = (of: Line['then']): string => (of === null ? '–' : `${formatInstant(of.at, data.timeZone)}, ${Number(of.value) === 0 ? '' : `${formatFigure(of.value, { unit: 'money', currency: data.currency, digits: 2 })}, `}${formatCount(of.touches)} ${of.touches === 1 ? 'touch' : 'touches'}`);
  const columns: Column<Line>[] = [
    { id: 'id', header: 'Conversion', text: (r) => r.id, cell: (r) => <bdi>{r.id}</bdi> },
    { id: 'person', header: 'Person', text: (r) => r.person ?? '', cell: (r) => (r.person === null ? <span className="faint">–</span> : <Link to="/leads/$id" params={{ id: r.person }} search={carried(view)} className="door">{r.person}</Link>) },
    { id: 'then', header: 'Then', text: (r) => state(r.then), cell: (r) => state(r.then) },
    { id: 'now', header: 'Now', text: (r) => state(r.now), cell: (r) => state(r.now) },
  ];
  const page = (to: number): void => change({ skip: to > 0 ? to : undefined }, { replace: true });
  return (
    <div className={found.isPlaceholderData ? styles.stale : undefined}>
      <DataTable caption={`${PART_WORDS[part].label}: ${PART_WORDS[part].note}`} columns={columns} rows={data.rows} keyOf={(r) => r.id} tight />
      {data.totalRows > PAGE && (
        <nav className={`${styles.pager} no-print`} aria-label="Pages of the conversions">
          <span>{formatCount(data.offset + 1)}–{formatCount(data.offset + data.rows.length)} of {formatCount(data.totalRows)}</span>
          <button type="button" disabled={offset === 0} onClick={() => page(Math.max(0, offset - PAGE))}>← earlier rows</button>
          <button type="button" disabled={offset + data.rows.length >= data.totalRows} onClick={() => page(offset + PAGE)}>further rows →</button>
        </nav>
      )}
    </div>
  );
}
