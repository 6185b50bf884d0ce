// Draws an ECharts option into its box. Loaded only when a chart is shown; takes in only the parts of ECharts that are used.
import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { useEffect, useRef, type RefObject } from 'react';

use([BarChart, LineChart, SankeyChart, GridComponent, TooltipComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

export interface ChartCanvasProps {
  readonly option: EChartsOption;
  /** CSS pixels. */
  readonly height: number;
  readonly onPoint?: ((index: number) => void) | undefined;
  /** Filled with the way to the drawing as SVG text, for pictures. */
  readonly picture?: RefObject<(() => string) | null> | undefined;
}

export default function ChartCanvas({ option, height, onPoint, picture }: ChartCanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    if (picture) picture.current = () => made.renderToSVGString();
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
      if (picture) picture.current = null;
    };
  }, [picture]);
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.current?.setOption({ ...option, animation: !still, animationDuration: 120, animationDurationUpdate: 120 }, { notMerge: true });
  }, [option]);
  useEffect(() => {
    const surface = chart.current?.getZr();
    if (!surface || !onPoint) return;
    const click = (event: { offsetX: number; offsetY: number }): void => {
      const index = chart.current?.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY])[0];
      if (index !== undefined && Number.isFinite(index)) onPoint(Math.round(index));
    };
    surface.on('click', click);
    return () => surface.off('click', click);
  }, [onPoint]);
  return <div ref={box} style={{ height, width: '100%', ...(onPoint && { cursor: 'pointer' }) }} />;
}
