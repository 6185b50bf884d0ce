// Bringing files in, what came in by itself, how fresh that is, and all that came in so far.
import { Link } from '@tanstack/react-router';
import { Page } from '../../components/Page.js';
import { Freshness } from './Freshness.js';
import { ImportDesk } from './ImportDesk.js';
import { ImportHistory } from './ImportHistory.js';
import { WatchedFolder } from './WatchedFolder.js';

export const ImportsPage = () => (
  <Page title="Imports">
    <ImportDesk />
    <p className="small muted no-print">What to export from each product, and what becomes of it: <Link to="/help/$" params={{ _splat: 'imports/csv' }} className="link">Help</Link>.</p>
    <WatchedFolder />
    <Freshness />
    <ImportHistory />
  </Page>
);
