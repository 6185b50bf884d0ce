// The drawing of where two models disagree: one bar a value, to the right what the other model gives more, to the left what it gives less.
import type { EChartsOption } from 'echarts/types/dist/shared';
import { formatChange, type Unit } from '../../format/format-figure.js';
import type { Ink } from './chart-ink.js';

export interface DrawnDifference {
  readonly name: string;
  readonly amount: number;
}

const FONT = { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontSize: 12 };
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** @param found in the order drawn, from the top */
export function differenceOption(found: readonly DrawnDifference[], { unit, currency, ink }: { readonly unit: Unit; readonly currency: string; readonly ink: Ink }): EChartsOption {
  // Room for the numbers beside the longest bars.
  const reach = Math.max(0, ...found.map((d) => Math.abs(d.amount))) * 2 || 1;
  return {
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    textStyle: FONT,
    xAxis: { type: 'value', show: false, min: -reach, max: reach },
    yAxis: { type: 'category', inverse: true, data: found.map((d) => short(d.name, 26)), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: ink.ink2, fontSize: 12 } },
    series: [{
      type: 'bar', barMaxWidth: 15, emphasis: { disabled: true },
      data: found.map(({ amount }) => ({ value: amount, itemStyle: { color: amount < 0 ? ink.before : ink.accent }, label: { show: true, position: amount < 0 ? 'left' : 'right', color: ink.ink2, fontSize: 12 } })),
      label: { formatter: ({ dataIndex }) => formatChange(found[dataIndex]?.amount, { unit, currency, ...(unit === 'money' ? { precision: 'short' } : { digits: 2 }) }) },
      markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: ink.lineStrong, type: 'solid', width: 1 }, data: [{ xAxis: 0 }] },
    }],
  };
}
