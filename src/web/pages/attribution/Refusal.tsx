// Why attribution gives no answer. A refusal with a reason is an answer: it is told in its own words, and not to be tried again.
import type { UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../../api/api-client.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';

const NO_FAULT = new Set(['too_few_conversions', 'no_conversion_reachable', 'too_many_channels', 'invalid_input']);

export function Refusal({ credit: { error, refetch }, what }: { readonly credit: Pick<UseQueryResult, 'error' | 'refetch'>; readonly what: string }) {
  if (error instanceof ApiError && NO_FAULT.has(error.code)) return <EmptyState>{error.message}<br />{error.hint}</EmptyState>;
  return <ErrorState error={error} what={what} onRetry={() => void refetch()} />;
}
