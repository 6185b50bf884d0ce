// The drawings of the explorer: one KPI as lines over time, one for each cell of the split, named at their ends; or as bars.
import type { EChartsOption } from 'echarts/types/dist/shared';
import type { Step } from '../../../shared/api/figures.js';
import { valueOf, type PivotLine, type Series } from '../../analysis/pivot-figures.js';
import { formatRange, formatStep } from '../../format/format-date.js';
import { formatFigure, toNumber, type Unit } from '../../format/format-figure.js';
import type { Ink } from './chart-ink.js';

export interface Drawn {
  readonly kpi: string;
  readonly unit: Unit;
  readonly currency: string;
  readonly ink: Ink;
}

const FONT = { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontSize: 12 };
/** Lines differ by colour and by dash, so that colour never stands alone. */
const DASHES: ('solid' | 'dashed' | 'dotted' | number[])[] = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 2], [10, 4]];

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const tooltip = (ink: Ink) => ({ backgroundColor: ink.panel, borderColor: ink.lineStrong, textStyle: { color: ink.ink, fontSize: 12.5 }, confine: true });

/** @param series the largest first; at most as many as there are colours */
export function seriesOption(periods: readonly { readonly from: string; readonly to: string }[], series: readonly Series[], every: Step, { unit, currency, ink }: Drawn): EChartsOption {
  const show = (v: number | string | null): string => formatFigure(v, { unit, currency });
  const colours = [ink.accent, ...ink.series];
  return {
    grid: { left: 8, right: series.length > 1 ? 150 : 64, top: 14, bottom: 4, containLabel: true },
    textStyle: FONT,
    tooltip: {
      ...tooltip(ink), trigger: 'axis', axisPointer: { lineStyle: { color: ink.lineStrong } },
      formatter: (params) => {
        const index = (Array.isArray(params) ? params[0] : params)?.dataIndex;
        const period = index === undefined ? undefined : periods[index];
        return index === undefined || !period ? '' : [escape(formatRange(period)), ...series.map((s) => `${escape(s.name || 'all')} <strong>${show(valueOf(s.rows[index]))}</strong>`)].join('<br/>');
      },
    },
    xAxis: { type: 'category', data: periods.map((p) => formatStep(p, every)), boundaryGap: periods.length < 3, axisTick: { show: false }, axisLine: { lineStyle: { color: ink.lineStrong } }, axisLabel: { color: ink.ink3, hideOverlap: true } },
    yAxis: { type: 'value', splitNumber: 4, splitLine: { lineStyle: { color: ink.line } }, axisLabel: { color: ink.ink3, formatter: (v: number) => formatFigure(v, { unit, currency, precision: 'short', digits: unit === 'rate' ? 0 : Math.abs(v) < 10 && v % 1 !== 0 ? 1 : 0 }) } },
    series: series.map((s, i) => {
      const color = colours[i % colours.length] ?? ink.ink2;
      const values = s.rows.map((r) => toNumber(valueOf(r)));
      // The name stands at the last point that has a value. At the very end names make room for each other; an end without a value has no place.
      const end = values.findLastIndex((v) => v !== null);
      const named = { show: series.length > 1, formatter: short(s.name, 22), color, fontSize: 12, fontWeight: 550 as const, distance: 8 };
      return {
        type: 'line', name: s.name, symbol: 'circle', symbolSize: periods.length <= 40 ? 4 : 1,
        data: values.map((value, n) => (n === end && end < values.length - 1 ? { value, label: { ...named, position: 'right' } } : value)), emphasis: { disabled: true },
        lineStyle: { color, width: 2, type: DASHES[i % DASHES.length] ?? 'solid' }, itemStyle: { color },
        // A name that is moved along a line which begins with gaps has no place at first.
        animation: false, ...(end === values.length - 1 && { endLabel: named }), labelLayout: { moveOverlap: 'shiftY' },
      };
    }),
  };
}

/** @param lines in the order drawn, from the top */
export function barsOption(lines: readonly PivotLine[], { kpi, unit, currency, ink }: Drawn): EChartsOption {
  const show = (l: PivotLine | undefined): string => formatFigure(valueOf(l?.cells.get(kpi)), { unit, currency });
  return {
    grid: { left: 8, right: 90, top: 4, bottom: 4, containLabel: true },
    textStyle: FONT,
    tooltip: {
      ...tooltip(ink), trigger: 'item',
      formatter: (params) => {
        const line = lines[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
        return line ? `${escape(line.dims.join(' · '))} <strong>${show(line)}</strong>${line.cells.get(kpi)?.status === 'few' ? '<br/>too few to judge' : ''}` : '';
      },
    },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', inverse: true, data: lines.map((l) => short(l.dims.join(' · ') || 'all', 40)), axisTick: { show: false }, axisLine: { lineStyle: { color: ink.lineStrong } }, axisLabel: { color: ink.ink2, fontSize: 12 } },
    series: [{
      type: 'bar', barMaxWidth: 15, emphasis: { disabled: true },
      data: lines.map((l) => {
        const row = l.cells.get(kpi);
        return { value: toNumber(valueOf(row)), itemStyle: { color: row?.status === 'few' ? ink.before : ink.accent } };
      }),
      label: { show: true, position: 'right', color: ink.ink2, fontSize: 12, formatter: ({ dataIndex }) => show(lines[dataIndex]) },
    }],
  };
}
