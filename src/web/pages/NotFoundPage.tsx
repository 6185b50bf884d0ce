// For an address that leads nowhere.
import { Link } from '@tanstack/react-router';
import { Page } from '../components/Page.js';
import { EmptyState } from '../components/states/EmptyState.js';

export const NotFoundPage = () => (
  <Page title="No such page">
    <EmptyState action={<Link to="/" search={{}} className="link">To the overview</Link>}>Nothing stands at this address. A link may be old, or a letter missing.</EmptyState>
  </Page>
);
