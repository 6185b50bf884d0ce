// The drawing of a trend: the figure with its interval as a pale band, the compared period in grey, parts that are not
// whole yet dashed, the last whole value written at its end.
import type { EChartsOption, LineSeriesOption } from 'echarts/types/dist/shared';
import type { ComparedRow, Step } from '../../../shared/api/figures.js';
import { formatRange, formatStep } from '../../format/format-date.js';
import { formatFigure, toNumber, type Unit } from '../../format/format-figure.js';
import { isPartial } from '../../view/period-presets.js';
import type { Ink } from './chart-ink.js';

export interface TrendPoint {
  readonly period: { readonly from: string; readonly to: string };
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly before: number | null;
  readonly partial: boolean;
  readonly row: ComparedRow;
}

/** The points of a series; a time's value is the median of those who converted. */
export const trendPoints = (rows: readonly ComparedRow[], every: Step): TrendPoint[] =>
  rows.flatMap((row) => (row.period ? [{ period: row.period, value: toNumber(row.value ?? row.converted?.median), low: toNumber(row.low), high: toNumber(row.high), before: toNumber(row.before?.value), partial: isPartial(row.period, every), row }] : []));

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

interface Drawn {
  readonly unit: Unit;
  readonly currency: string;
  readonly every: Step;
  readonly ink: Ink;
  readonly fromZero: boolean;
  readonly label: string;
  /** What each point needs for its goal; null where it has none. */
  readonly goal?: readonly (number | null)[];
}

export function trendOption(points: readonly TrendPoint[], { unit, currency, every, ink, fromZero, label, goal = [] }: Drawn): EChartsOption {
  const show = (v: number | null): string => formatFigure(v, { unit, currency, precision: 'short' });
  const whole = points.map((p) => (p.partial ? null : p.value));
  // A part joins its neighbours by a dashed line.
  const dashed = points.map((p, i) => (p.partial || points[i - 1]?.partial || points[i + 1]?.partial ? p.value : null));
  const lastWhole = points.findLastIndex((p) => !p.partial && p.value !== null);
  // A lone interval of a part would dwarf the rest: bands are drawn for whole parts, and cut at three times the largest value.
  const largest = Math.max(0, ...points.map((p) => p.value ?? 0));
  const band = points.map((p) => (p.low === null || p.high === null || p.partial ? null : { low: Math.min(p.low, largest * 3), width: Math.max(0, Math.min(p.high, largest * 3) - p.low) }));
  const plain: LineSeriesOption = { type: 'line', symbol: 'none', silent: true, emphasis: { disabled: true } };
  return {
    grid: { left: 8, right: 64, top: 14, bottom: 4, containLabel: true },
    textStyle: { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontSize: 12 },
    tooltip: {
      trigger: 'axis', backgroundColor: ink.panel, borderColor: ink.lineStrong, textStyle: { color: ink.ink, fontSize: 12.5 }, axisPointer: { lineStyle: { color: ink.lineStrong } }, confine: true,
      formatter: (params) => {
        const index = (Array.isArray(params) ? params[0] : params)?.dataIndex;
        const p = index === undefined ? undefined : points[index];
        return p ? tooltip(p, { unit, currency, label, goal: goal[index ?? -1] ?? null }) : '';
      },
    },
    xAxis: { type: 'category', data: points.map((p) => formatStep(p.period, every)), boundaryGap: points.length < 3, axisTick: { show: false }, axisLine: { lineStyle: { color: ink.lineStrong } }, axisLabel: { color: ink.ink3, hideOverlap: true } },
    yAxis: { type: 'value', scale: !fromZero, splitNumber: 4, splitLine: { lineStyle: { color: ink.line } }, axisLabel: { color: ink.ink3, formatter: (v: number) => axisLabel(v, unit, currency) } },
    series: [
      { ...plain, data: band.map((b) => b?.low ?? null), stack: 'band', lineStyle: { opacity: 0 }, stackStrategy: 'all' },
      { ...plain, data: band.map((b) => b?.width ?? null), stack: 'band', lineStyle: { opacity: 0 }, areaStyle: { color: ink.accent, opacity: 0.11 }, stackStrategy: 'all' },
      { ...plain, data: points.map((p) => p.before), lineStyle: { color: ink.before, width: 1.5 } },
      ...(goal.every((g) => g === null) ? [] : [{
        ...plain, step: 'middle' as const, lineStyle: { color: ink.ink2, width: 1.4, type: [2, 4] }, data: [...goal],
        // A line of one point has no length.
        ...(goal.filter((g) => g !== null).length === 1 && { symbol: 'rect', symbolSize: [22, 2], itemStyle: { color: ink.ink2 } }),
      }]),
      { ...plain, data: dashed, lineStyle: { color: ink.accent, width: 1.6, type: [3, 3], opacity: 0.7 } },
      {
        ...plain, symbol: points.length <= 40 ? 'circle' : 'none', symbolSize: 5, lineStyle: { color: ink.accent, width: 2 }, itemStyle: { color: ink.paper, borderColor: ink.accent, borderWidth: 1.6 },
        data: whole.map((value, i) => (i === lastWhole ? { value, label: { show: true, position: i === points.length - 1 ? 'right' : 'top', distance: 8, formatter: show(value), color: ink.accent, fontWeight: 600, fontSize: 12.5 } } : value)),
      },
    ],
  };
}

function axisLabel(v: number, unit: Unit, currency: string): string {
  if (unit === 'rate') return formatFigure(v, { unit, currency, digits: v !== 0 && Math.abs(v) < 0.02 ? 1 : 0 });
  return Math.abs(v) >= 10_000 ? new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 }).format(v) : new Intl.NumberFormat(undefined, { maximumFractionDigits: Math.abs(v) < 10 && v % 1 !== 0 ? 2 : 0 }).format(v);
}

function tooltip(p: TrendPoint, { unit, currency, label, goal }: { unit: Unit; currency: string; label: string; goal: number | null }): string {
  const format = { unit, currency };
  const lines = [`<strong>${escape(label)} ${formatFigure(p.row.value ?? p.row.converted?.median ?? null, format)}</strong>`, `${escape(formatRange(p.period))}${p.partial ? ', not whole' : ''}`];
  if (p.low !== null && p.high !== null) lines.push(`95 %: ${formatFigure(p.row.low ?? null, format)} – ${formatFigure(p.row.high ?? null, format)}`);
  if (goal !== null) lines.push(`goal: ${formatFigure(goal, { ...format, precision: 'short' })}`);
  if (p.row.before) lines.push(`compared: ${formatFigure(p.row.before.value, format)}`);
  lines.push(p.row.status === 'few' ? `${p.row.sample} cases, too few to judge` : `${p.row.sample} cases`);
  return lines.join('<br/>');
}
