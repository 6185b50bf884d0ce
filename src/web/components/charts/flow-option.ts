// The drawing of how journeys go from one touch to the next: a Sankey from left to right, conversions in the accent.
import type { EChartsOption } from 'echarts/types/dist/shared';
import { CONVERSION, type Flow } from '../../analysis/journeys-of.js';
import { formatCount } from '../../format/format-figure.js';
import type { Ink } from './chart-ink.js';

const FONT = { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontSize: 12 };
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

export function flowOption({ nodes, links }: Flow, ink: Ink): EChartsOption {
  const named = new Map(nodes.map((n) => [n.id, n.name]));
  const name = (id: string): string => named.get(id) ?? id;
  return {
    textStyle: FONT,
    tooltip: {
      backgroundColor: ink.panel, borderColor: ink.lineStrong, textStyle: { color: ink.ink, fontSize: 12.5 }, confine: true, trigger: 'item',
      formatter: (params) => {
        const one = Array.isArray(params) ? params[0] : params;
        const link = one?.dataType === 'edge' ? links[one.dataIndex] : undefined;
        if (link) return `${escape(name(link.source))} → ${escape(name(link.target))} <strong>${formatCount(link.journeys)}</strong>`;
        return escape(name(one?.name ?? ''));
      },
    },
    series: [{
      type: 'sankey', left: 2, right: 110, top: 8, bottom: 8, nodeWidth: 8, nodeGap: 10, draggable: false, nodeAlign: 'left', layoutIterations: 32, animation: false, emphasis: { focus: 'adjacency' },
      data: nodes.map((n) => ({ name: n.id, depth: n.depth, itemStyle: { color: n.name === CONVERSION ? ink.accent : ink.before, borderWidth: 0 } })),
      links: links.map((l) => ({ source: l.source, target: l.target, value: l.journeys, lineStyle: { color: name(l.target) === CONVERSION ? ink.accent : ink.before, opacity: name(l.target) === CONVERSION ? 0.35 : 0.28 } })),
      label: { color: ink.ink2, fontSize: 11.5, formatter: ({ name: id }) => short(name(id), 18) },
    }],
  };
}
