// Shows dashboards: the list, one with its cards, and the file of one.
import type { Dashboard, DashboardCard, DashboardExport, DashboardList } from '../../shared/api/dashboards.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { renderTable } from './table.js';

const right = (title: string) => ({ title, align: 'right' }) as const;

export const dashboardsPrintable = (list: DashboardList): Printable => ({
  json: list,
  table: () => renderTable([{ title: 'Dashboard' }, { title: 'Name' }, right('Cards'), right('Version'), { title: 'Changed' }], list.dashboards.map((d) => [d.id, d.name, String(d.cards), String(d.version), d.changedAt])),
  csv: () => renderCsv(['id', 'name', 'cards', 'version', 'changedAt'], list.dashboards.map((d) => [d.id, d.name, d.cards, d.version, d.changedAt])),
});

/** What a card shows, as it stands in its file. */
function shownBy(card: DashboardCard): string {
  switch (card.kind) {
    case 'kpi': return card.kpi;
    case 'trend': return `${card.kpi}${card.every === undefined ? '' : ` by ${card.every}`}`;
    case 'breakdown': return `${card.kpis.join(', ')} by ${card.by}`;
    case 'funnel': return '';
    case 'note': return card.text;
  }
}

export const dashboardPrintable = (document: Dashboard): Printable => ({
  json: document,
  table: () => `${document.name}, version ${String(document.version)}, changed ${document.changedAt}\n\n${renderTable(
    [{ title: 'Card' }, { title: 'Kind' }, { title: 'Shows' }, { title: 'Title' }, right('Column'), right('Row'), right('Width'), right('Height')],
    document.cards.map((c) => [c.id, c.kind, shownBy(c), c.title ?? '', String(c.column), String(c.row), String(c.width), String(c.height)]))}`,
  csv: () => renderCsv(['card', 'kind', 'shows', 'title', 'column', 'row', 'width', 'height'], document.cards.map((c) => [c.id, c.kind, shownBy(c), c.title, c.column, c.row, c.width, c.height])),
});

export const dashboardFilePrintable = (document: DashboardExport): Printable => ({ json: document, table: () => document.yaml, csv: () => renderCsv(['yaml'], document.yaml.split('\n').map((line) => [line])) });
