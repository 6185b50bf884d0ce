// Bringing files in, and all that came in so far.
import { Page } from '../../components/Page.js';
import { ImportDesk } from './ImportDesk.js';
import { ImportHistory } from './ImportHistory.js';

export const ImportsPage = () => (
  <Page title="Imports">
    <ImportDesk />
    <ImportHistory />
  </Page>
);
