// Channels and, unfolded, their campaigns: what each cost, what it brought, what one of each cost, and what came back.
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComparedRow, FiguresDocument } from '../../../shared/api/figures.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { treeRows } from '../../analysis/tree-rows.js';
import { figuresQuery } from '../../api/queries.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { ColumnChooser } from '../../components/tables/ColumnChooser.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import { columnDigits, formatCount, formatFigure, toNumber, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CAMPAIGN, CHANNEL, CHANNEL_COLUMNS } from './channel-asks.js';
import { campaignLines, channelLines, furtherLine, rankOf, totalLine, type ChannelLine } from './channel-lines.js';
import styles from './channels.module.css';

/** Campaigns asked for and shown under a channel at first, and how many more at a time: there may be a hundred thousand. */
const STEP = 50;

export function ChannelTree({ figures, kpis }: { readonly figures: UseQueryResult<FiguresDocument>; readonly kpis: readonly string[] }) {
  const { view, period, where, credit, change } = useView();
  const { data, isError, error, isPending, refetch } = figures;
  const [most, setMost] = useState(STEP);
  const channels = data ? channelLines(data.rows) : [];
  const opened = view.open ?? [];
  const wanted = opened.filter((name) => channels.some((c) => c.name === name)).sort();
  const sort = parseSort(view.sort ?? '-cost');
  const order = sort !== undefined && kpis.includes(sort.column) ? { order: printSort(sort) } : {};
  // All unfolded channels come in one answer, so that each table of facts is read once more and not once a channel.
  const narrowed = [...where.filter((w) => w.dimension !== CHANNEL), { dimension: CHANNEL, values: wanted }];
  const campaigns = useQuery({
    ...figuresQuery({ kpis: [...kpis], from: period.from, to: period.to, by: [CHANNEL, CAMPAIGN], top: most, ...order, where: narrowed, ...credit, intervals: 'exact' }),
    enabled: wanted.length > 0, placeholderData: keepPreviousData,
  });
  const parts = campaignLines(wanted.length > 0 ? campaigns.data?.rows ?? [] : []);
  const shown = new Map([...parts].filter(([name]) => wanted.includes(name)));
  const left = new Map((campaigns.data?.further ?? []).map(({ dims, count }) => [dims[CHANNEL] ?? '', count]));
  const toggle = (name: string): void => {
    const next = opened.includes(name) ? opened.filter((o) => o !== name) : [...opened, name];
    change({ open: next.length > 0 ? next : undefined }, { replace: true });
  };
  const fold: Fold = { wanted, loading: wanted.length > 0 && campaigns.isFetching, toggle, more: () => setMost(most + STEP) };
  const columns = useChannelColumns(kpis, [...channels, ...[...shown.values()].flat()], data?.currency ?? '', fold);
  const rows = treeRows({ parents: channels, keyOf: (c) => c.name, parts: shown, order: (some) => sortRows(some, columns, sort, rankOf), left, further: furtherLine });
  const total = data ? totalLine(data.totals ?? []) : undefined;
  const every = channels.length > 0 && wanted.length === channels.length;
  return (
    <Section
      title="Channels and campaigns" note={`by the last touch before a person became a lead, direct left out; costs by what their own rows name${data?.creditedBy === undefined ? '' : `; credit by ${data.creditedBy.label.toLowerCase()}`}`} busy={isPending || fold.loading}
      actions={data && channels.length > 0 && (
        <>
          <button type="button" className="link" onClick={() => change({ open: every ? undefined : channels.map((c) => c.name) }, { replace: true })}>{every ? 'fold all' : 'unfold all'}</button>
          <ColumnChooser columns={CHANNEL_COLUMNS} hidden={view.hide ?? []} onChange={(hide) => change({ hide: hide.length > 0 ? hide : undefined }, { replace: true })} />
          <CopyTable name={data?.creditedBy === undefined ? 'channels' : `channels-${data.creditedBy.model}`} lines={() => tableText(columns, rows, total)} />
        </>
      )}
    >
      {isError ? <ErrorState error={error} what="The channels" onRetry={() => void refetch()} />
      : !data ? <TableBones rows={16} />
      : channels.length === 0 ? <EmptyState>No channel has cost, visits, leads or revenue in this period. A longer period or fewer filters may.</EmptyState>
      : (
        <>
          {campaigns.isError && <ErrorState error={campaigns.error} what="The campaigns" holds="The channels hold." onRetry={() => void campaigns.refetch()} />}
          <DataTable caption="Channels and their campaigns: cost, what they brought, cost of each, return" columns={columns} rows={rows} keyOf={(l) => JSON.stringify([l.kind, l.channel, l.name])} total={total} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} inOrder />
        </>
      )}
    </Section>
  );
}

interface Fold {
  readonly wanted: readonly string[];
  readonly loading: boolean;
  readonly toggle: (channel: string) => void;
  readonly more: () => void;
}

function useChannelColumns(kpis: readonly string[], lines: readonly ChannelLine[], currency: string, fold: Fold): Column<ChannelLine>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const first: Column<ChannelLine> = {
    id: CHANNEL, header: 'Channel', sortBy: (l) => l.name,
    text: (l) => (l.kind === 'campaign' ? `${l.channel} / ${l.name}` : l.kind === 'further' ? `${l.channel}: ${l.name} further campaigns` : l.name),
    cell: (l) => <Name line={l} fold={fold} />,
  };
  const rest = kpis.filter((id) => !(view.hide ?? []).includes(id)).flatMap((id): Column<ChannelLine>[] => {
    const kpi = findKpi(catalogue, id);
    if (!kpi) return [];
    const digits = columnDigits(kpi.unit, lines.map((l) => l.cells.get(id)?.value ?? null));
    const show = (r: ComparedRow | undefined): string => formatFigure(r?.value, { unit: kpi.unit, currency, precision: 'cell', digits });
    return [{
      id, header: CHANNEL_COLUMNS.find((c) => c.id === id)?.header ?? kpi.label, unit: unitSign(kpi.unit, currency), note: `${kpi.label}: ${kpi.description}`, align: 'right',
      text: (l) => (l.kind === 'further' ? '' : show(l.cells.get(id))), sortBy: (l) => toNumber(l.cells.get(id)?.value),
      cell: (l) => {
        const row = l.cells.get(id);
        if (l.kind === 'further') return null;
        return row ? <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(row)}</FigureLink> : <span className="faint">–</span>;
      },
    }];
  });
  return [first, ...rest];
}

function Name({ line, fold }: { readonly line: ChannelLine; readonly fold: Fold }) {
  if (line.kind === 'total') return line.name;
  if (line.kind === 'further') return <button type="button" className={`link ${styles.part ?? ''}`} onClick={fold.more}>{formatCount(Number(line.name))} further campaigns</button>;
  if (line.kind === 'campaign') return <span className={line.name === UNMATCHED ? `${styles.part ?? ''} faint` : styles.part} data-note={line.name === UNMATCHED ? 'What names no campaign of this channel' : undefined}>{line.name}</span>;
  const open = fold.wanted.includes(line.name);
  return (
    <button type="button" className={styles.fold} aria-expanded={open} data-prints="true" onClick={() => fold.toggle(line.name)} data-note={line.name === UNMATCHED ? 'Facts that name no channel. They stay in sight so that the rows add up to the total.' : undefined}>
      <span className={styles.mark} aria-hidden="true">{open ? '▾' : '▸'}</span><span className={line.name === UNMATCHED ? 'faint' : undefined}>{line.name}</span>
    </button>
  );
}
