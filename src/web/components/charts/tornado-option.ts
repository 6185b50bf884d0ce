// The drawing of what matters most: one bar a figure, from expected revenue with it low to expected revenue with it high, widest on top.
import type { EChartsOption } from 'echarts/types/dist/shared';
import { formatFigure } from '../../format/format-figure.js';
import type { Ink } from './chart-ink.js';

export interface TornadoRow {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

const FONT = { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontSize: 12 };

/** @param rows in the order drawn, from the top; both ends of a bar are parts of one stack on either side of the mean */
export function tornadoOption(rows: readonly TornadoRow[], { mean, currency, ink }: { readonly mean: number; readonly currency: string; readonly ink: Ink }): EChartsOption {
  const reach = Math.max(0, ...rows.flatMap(({ low, high }) => [mean - low, high - mean])) * 1.5 || 1;
  const show = (value: number): string => formatFigure(value, { unit: 'money', currency, precision: 'short' });
  const side = (end: 'low' | 'high') => ({
    type: 'bar' as const, stack: 'one', barMaxWidth: 16, emphasis: { disabled: true }, silent: true,
    // Ends on the wrong side of the mean, as a skewed figure may have them, are drawn as none.
    data: rows.map((row) => ({ value: end === 'low' ? Math.min(0, row.low - mean) : Math.max(0, row.high - mean), itemStyle: { color: end === 'low' ? ink.before : ink.accent } })),
    label: { show: true, position: end === 'low' ? 'left' as const : 'right' as const, color: ink.ink2, fontSize: 12, formatter: ({ dataIndex }: { dataIndex: number }) => { const row = rows[dataIndex]; return !row || row.high - row.low < 0.005 ? '' : show(row[end]); } },
  });
  return {
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    textStyle: FONT,
    xAxis: { type: 'value', show: false, min: -reach, max: reach },
    yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.name), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: ink.ink2, fontSize: 12 } },
    series: [side('low'), { ...side('high'), markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: ink.lineStrong, type: 'solid', width: 1 }, data: [{ xAxis: 0 }] } }],
  };
}
