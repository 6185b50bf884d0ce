// In place of a page that could not be shown: its code could not be fetched, or it broke. The frame around it stays.
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-client.js';
import { statusQuery } from '../api/queries.js';
import { Page } from '../components/Page.js';
import { ErrorState } from '../components/states/ErrorState.js';

/** What browsers, and the loader of pages, say of code or styles that don't come. */
const NOT_FETCHED = /dynamically imported module|module script|preload CSS/i;

export function FailedPage({ error }: ErrorComponentProps) {
  const cache = useQueryClient();
  // Loaded anew only once the server answers: a browser's own error page would lead nowhere.
  const again = useMutation({ mutationFn: () => cache.fetchQuery({ ...statusQuery, staleTime: 0 }), onSuccess: () => window.location.reload() });
  const told = error instanceof Error && NOT_FETCHED.test(error.message)
    ? new ApiError('Leadline does not answer, or was updated since this tab was opened.', 'unreachable', 'If it is not running, start it again with `npm start`, then try again.')
    : error;
  return (
    <Page title="A page that could not be shown">
      <ErrorState error={again.error ?? told} headline="The page could not be loaded." holds="Your data are untouched." onRetry={() => again.mutate()} />
    </Page>
  );
}
