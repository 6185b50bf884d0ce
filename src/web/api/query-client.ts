// The cache of answers. Figures stay fresh for a minute; an import or a changed setting makes all of them be read anew.
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-client.js';

/** Refusals say the same the second time; only a server that did not answer is asked again. */
const worthRetrying = (failures: number, error: Error): boolean => failures < 2 && error instanceof ApiError && ['unreachable', 'store_unavailable', 'shutting_down'].includes(error.code);

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, gcTime: 10 * 60_000, retry: worthRetrying, retryDelay: (n) => 400 * 2 ** n, refetchOnWindowFocus: false } },
});

/** What facts and settings have no part in. */
const LASTING = new Set<unknown>(['preview', 'connectors', 'setting-choices']);

/** To be called when facts or settings have changed. */
export const forgetFigures = (): Promise<void> => queryClient.invalidateQueries({ predicate: ({ queryKey }) => !LASTING.has(queryKey[0]) });
