// The drawing of a time: what share had converted by day, as steps.
import type { EChartsOption } from 'echarts/types/dist/shared';
import type { FigureRow } from '../../../shared/api/figures.js';
import { formatFigure } from '../../format/format-figure.js';
import type { Ink } from './chart-ink.js';

/** @param days how far to draw; a converting later than that is not shown */
export function incidenceOption(incidence: NonNullable<FigureRow['incidence']>, ink: Ink, days: number): EChartsOption {
  const share = (v: number): string => formatFigure(v, { unit: 'rate', currency: '', digits: 0 });
  const points = incidence.curve.filter((p) => p.day <= days);
  const last = points.at(-1);
  const data = [[0, points[0]?.day === 0 ? points[0].share : 0], ...points.map((p) => [p.day, p.share]), ...(last && last.day < days ? [[days, last.share]] : [])];
  const marks = [30, 90, 180].filter((d) => d <= days);
  return {
    grid: { left: 8, right: 56, top: 14, bottom: 4, containLabel: true },
    textStyle: { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontSize: 12 },
    tooltip: {
      trigger: 'axis', backgroundColor: ink.panel, borderColor: ink.lineStrong, textStyle: { color: ink.ink, fontSize: 12.5 }, confine: true,
      formatter: (params) => {
        const value = (Array.isArray(params) ? params[0] : params)?.value;
        return Array.isArray(value) ? `<strong>${formatFigure(Number(value[1]), { unit: 'rate', currency: '' })}</strong> within ${Number(value[0])} days` : '';
      },
    },
    xAxis: { type: 'value', min: 0, max: days, axisTick: { show: false }, splitLine: { show: false }, axisLine: { lineStyle: { color: ink.lineStrong } }, axisLabel: { color: ink.ink3, formatter: (v: number) => `${v} d`, hideOverlap: true } },
    yAxis: { type: 'value', min: 0, max: (v: { max: number }) => Math.min(1, Math.max(0.2, Math.ceil(v.max * 11) / 10)), splitNumber: 4, splitLine: { lineStyle: { color: ink.line } }, axisLabel: { color: ink.ink3, formatter: share } },
    series: [{
      type: 'line', step: 'end', symbol: 'none', data, lineStyle: { color: ink.accent, width: 2 }, areaStyle: { color: ink.accent, opacity: 0.08 }, emphasis: { disabled: true },
      endLabel: { show: last !== undefined, formatter: last ? share(last.share) : '', color: ink.accent, fontWeight: 600, fontSize: 12.5 },
      markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: ink.lineStrong, type: 'dashed' }, data: marks.map((xAxis) => ({ xAxis })) },
    }],
  };
}
