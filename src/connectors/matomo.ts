// Matomo: reports exported by day (UTF-16 or UTF-8), of visits in total or by channel type. Aggregated: visits that
// were not seen here.
import { AppError } from '../shared/errors.js';
import { defineConnector } from './connector.js';
import { trafficOptions, trafficReader, type TrafficOptions } from './traffic/traffic-report.js';

const EXPECTED = 'a Matomo report by day with the columns Date and Visits, in total or with the channel types in the column Label';

/** Matomo's channel types -> channels of the rules. */
const CHANNELS: ReadonlyMap<string, string> = new Map([
  ['direct entry', 'Direct'], ['search engines', 'Organic Search'], ['websites', 'Referral'], ['social networks', 'Organic Social'], ['campaigns', 'Unassigned'],
  ['direkte zugriffe', 'Direct'], ['direkte eingabe', 'Direct'], ['suchmaschinen', 'Organic Search'], ['soziale netzwerke', 'Organic Social'], ['kampagnen', 'Unassigned'],
  ['entrées directes', 'Direct'], ['entrée directe', 'Direct'], ['moteurs de recherche', 'Organic Search'], ['sites web', 'Referral'], ['réseaux sociaux', 'Organic Social'], ['campagnes', 'Unassigned'],
  ['entrada directa', 'Direct'], ['motores de búsqueda', 'Organic Search'], ['sitios web', 'Referral'], ['redes sociales', 'Organic Social'], ['campañas', 'Unassigned'],
]);

const reader = trafficReader({
  connector: 'matomo',
  expected: EXPECTED,
  channels: CHANNELS,
  columns: [
    ['day', /^(date|datum|day|tag|fecha|dia)$/],
    ['channel', /^(label|channel type|referrer type|kanaltyp|bezeichnung|type de canal|tipo de canal|etiqueta)$/],
    ['visits', /^(nb visits|visits|besuche|visites|visitas)$/],
    ['visitors', /^(nb uniq visitors|unique visitors|eindeutige besucher|visiteurs uniques|visitantes unicos)$/],
    ['pageviews', /^(nb pageviews|pageviews|page views|seitenansichten|pages vues|paginas vistas)$/],
    ['bounces', /^(bounce count|bounces|absprunge|rebonds|rebotes)$/],
    ['bounceRate', /^(bounce rate|absprungrate|taux de rebond|tasa de rebote|porcentaje de rebote)$/],
  ],
  confidence: (names) => {
    if (names.has('nb visits')) return 0.95;
    const typical = ['actions', 'aktionen', 'acciones', 'unique visitors', 'eindeutige besucher', 'visiteurs uniques', 'visitantes unicos', 'maximum actions in one visit'].filter((n) => names.has(n)).length;
    return names.has('visit duration') ? 0.1 : typical > 1 ? 0.9 : typical === 1 ? 0.6 : 0.1;
  },
  check: (table, at, file) => {
    const place = at.get('channel');
    const odd = place === undefined ? undefined : table.sample.map((row) => (row[place] ?? '').trim()).find((label) => label !== '' && !CHANNELS.has(label.toLowerCase()));
    if (odd !== undefined) throw new AppError('wrong_file', { file: file.name, connector: 'matomo', found: `its rows are labelled "${odd.slice(0, 60)}", which is no channel type`, expected: `${EXPECTED}; other reports can be imported with csv and a mapping (kind: traffic)` });
  },
});

export default defineConnector<TrafficOptions>({
  name: 'matomo',
  label: 'Matomo',
  description: 'Matomo: Visits Overview or Acquisition by Channel Type, period day, exported as CSV for a range of dates. Counts stand for days on which no visit was seen here; days exported again replace what was imported.',
  options: trafficOptions,
  layouts: [
    { name: 'by day', columns: ['Date', 'Visits'], optional: ['Unique visitors', 'Pageviews', 'Bounces', 'Bounce Rate'] },
    { name: 'by day and channel type', columns: ['Date', 'Label', 'Visits'], optional: ['Unique visitors', 'Bounces'] },
  ],
  ...reader,
});
