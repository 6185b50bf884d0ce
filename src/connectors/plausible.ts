// Plausible Analytics: the files of its data export, by day, in total or by source and campaign, entry page,
// country or device. Aggregated: visits that were not seen here.
import { AppError } from '../shared/errors.js';
import { defineConnector } from './connector.js';
import { trafficOptions, trafficReader, type TrafficOptions } from './traffic/traffic-report.js';

const EXPECTED = 'a file of a Plausible export with the columns date and visits, such as imported_visitors or imported_sources';

const reader = trafficReader({
  connector: 'plausible',
  expected: EXPECTED,
  columns: [
    ['day', /^date$/],
    ['taggedSource', /^utm source$/], ['source', /^source$/],
    ['medium', /^utm medium$/], ['campaign', /^utm campaign$/], ['content', /^utm content$/],
    ['landing_page', /^entry page$/], ['country', /^country$/], ['device', /^device$/],
    ['visits', /^(visits|entrances)$/], ['visitors', /^(visitors|unique visitors)$/], ['pageviews', /^pageviews$/], ['bounces', /^bounces$/], ['bounceRate', /^bounce rate$/],
  ],
  confidence: (names) => (names.has('visit duration') && names.has('visitors') ? 0.95 : names.has('visitors') && names.has('visits') && names.has('pageviews') ? 0.6 : 0.1),
  check: (table, at, file) => {
    const names = table.header.map((name) => name.toLowerCase());
    if (names.includes('page') || names.includes('exit_page') || (!at.has('landing_page') && names.includes('entrances'))) {
      throw new AppError('wrong_file', { file: file.name, connector: 'plausible', found: 'its rows are pages, and a visit is in the rows of all its pages', expected: EXPECTED });
    }
  },
});

export default defineConnector<TrafficOptions>({
  name: 'plausible',
  label: 'Plausible',
  description: 'Plausible: Site settings, Imports & Exports, Export to CSV; give the files imported_visitors and imported_sources. Counts stand for days on which no visit was seen here; days exported again replace what was imported.',
  options: trafficOptions,
  layouts: [
    { name: 'visitors', columns: ['date', 'visitors', 'visits'], optional: ['pageviews', 'bounces', 'bounce_rate'] },
    { name: 'sources', columns: ['date', 'source', 'visits'], optional: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'visitors', 'pageviews', 'bounces'] },
  ],
  ...reader,
});
