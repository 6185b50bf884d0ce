// Bringing files in, and all that came in so far.
import { Page } from '../../components/Page.js';
import { ImportDesk } from './ImportDesk.js';
import { Link } from '@tanstack/react-router';
import { ImportHistory } from './ImportHistory.js';

export const ImportsPage = () => (
  <Page title="Imports">
    <ImportDesk />
    <p className="small muted no-print">What to export from each product, and what becomes of it: <Link to="/help/$" params={{ _splat: 'imports/csv' }} className="link">Help</Link>.</p>
    <ImportHistory />
  </Page>
);
