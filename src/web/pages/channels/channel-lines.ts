// The lines of the channel tree: a channel or one of its campaigns with its figure of each KPI.
import type { ComparedRow } from '../../../shared/api/figures.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { groupBy } from '../../analysis/group-by.js';
import { CAMPAIGN, CHANNEL } from './channel-asks.js';

export interface ChannelLine {
  readonly kind: 'channel' | 'campaign' | 'further' | 'total';
  readonly channel: string;
  /** What the line is called: the channel's or the campaign's name. */
  readonly name: string;
  readonly cells: ReadonlyMap<string, ComparedRow>;
}

const cellsOf = (rows: readonly ComparedRow[]): ReadonlyMap<string, ComparedRow> => new Map(rows.map((r) => [r.kpi, r]));

export const channelLines = (rows: readonly ComparedRow[]): ChannelLine[] =>
  [...groupBy(rows, (r) => r.dims?.[CHANNEL] ?? '')].map(([name, own]) => ({ kind: 'channel', channel: name, name, cells: cellsOf(own) }));

/** Campaigns by channel. One in which nothing happened is left out: the server lists every pair it has met. */
export function campaignLines(rows: readonly ComparedRow[]): Map<string, ChannelLine[]> {
  const pairs = groupBy(rows, (r) => JSON.stringify([r.dims?.[CHANNEL] ?? '', r.dims?.[CAMPAIGN] ?? '']));
  const lines = [...pairs.values()].flatMap((own): ChannelLine[] => {
    const dims = own[0]?.dims;
    const lives = own.some((r) => r.sample > 0 || (r.value !== null && Number(r.value) !== 0));
    return dims && lives ? [{ kind: 'campaign', channel: dims[CHANNEL] ?? '', name: dims[CAMPAIGN] ?? '', cells: cellsOf(own) }] : [];
  });
  return groupBy(lines, (l) => l.channel);
}

export const totalLine = (totals: readonly ComparedRow[]): ChannelLine => ({ kind: 'total', channel: '', name: 'Total', cells: new Map(totals.map((r) => [r.kpi, { ...r, dims: {} }])) });

export const furtherLine = (parent: ChannelLine, count: number): ChannelLine => ({ kind: 'further', channel: parent.channel, name: String(count), cells: new Map() });

/** What no touch earned. */
const NONE = '(none)';

/** The unmatched and what no touch earned stay at the end of their level in any order. */
export const rankOf = (line: ChannelLine): number => (line.name === UNMATCHED ? 1 : line.name === NONE ? 2 : 0);
