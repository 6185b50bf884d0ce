// The questions pages ask, as cached queries. Keys hold everything an answer depends on.
import type { PreviewRequest } from '../../shared/api/imports.js';
import { queryOptions } from '@tanstack/react-query';
import {
  fetchCatalogue, fetchConnectors, fetchDimensionValues, fetchExplanation, fetchFigures, fetchImport, fetchImports, fetchSettings, fetchStatus, previewImport,
  type ExplainAsk, type FiguresAsk,
} from './api-client.js';

export const catalogueQuery = queryOptions({ queryKey: ['catalogue'], queryFn: ({ signal }) => fetchCatalogue(signal), staleTime: Infinity });
export const settingsQuery = queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => fetchSettings(signal) });
export const statusQuery = queryOptions({ queryKey: ['status'], queryFn: ({ signal }) => fetchStatus(signal) });
export const connectorsQuery = queryOptions({ queryKey: ['connectors'], queryFn: ({ signal }) => fetchConnectors(signal), staleTime: Infinity });
export const importsQuery = queryOptions({ queryKey: ['imports'], queryFn: ({ signal }) => fetchImports(signal) });
export const importQuery = (id: string) => queryOptions({ queryKey: ['imports', id], queryFn: ({ signal }) => fetchImport(id, signal) });
export const figuresQuery = (ask: FiguresAsk) => queryOptions({ queryKey: ['figures', ask], queryFn: ({ signal }) => fetchFigures(ask, signal) });
export const explanationQuery = (ask: ExplainAsk) => queryOptions({ queryKey: ['explanation', ask], queryFn: ({ signal }) => fetchExplanation(ask, signal) });
export const dimensionValuesQuery = (dimension: string, search: string) =>
  queryOptions({ queryKey: ['values', dimension, search], queryFn: ({ signal }) => fetchDimensionValues(dimension, search, signal) });
/** How a file reads under a connector and mapping; nothing is written. The server keeps the upload, so the answer lasts. */
export const previewQuery = (ask: PreviewRequest) =>
  queryOptions({ queryKey: ['preview', ask], queryFn: ({ signal }) => previewImport(ask, signal), staleTime: Infinity, retry: false });
