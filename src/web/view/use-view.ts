// The view of the present address with its defaults filled in, and the way to change it.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { FiguresQuery } from '../../shared/api/figures.js';
import { defaultPeriod, periodOf, type Period } from './period-presets.js';
import { prune, type View } from './view-state.js';
import { useWorkspace } from './workspace-context.js';

export interface ResolvedView {
  /** What the address says. */
  readonly view: View;
  readonly period: Period;
  readonly compare: FiguresQuery['compare'];
  readonly basis: FiguresQuery['basis'];
  readonly where: FiguresQuery['where'];
  /** By which model figures are credited, as a part of a question; empty where the workspace's own is meant. */
  readonly credit: { readonly model?: string };
}

export interface UsedView extends ResolvedView {
  /** Changes the address; undefined takes a part back to its default. A new entry in the history unless `replace`. */
  readonly change: (patch: { [K in keyof View]?: View[K] | undefined }, options?: { replace?: boolean }) => void;
}

export function useView(): UsedView {
  const view = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const { calendar, extent } = useWorkspace();
  const period = useMemo(() => (view.period === undefined ? undefined : periodOf(view.period, calendar)) ?? defaultPeriod(calendar, extent), [view.period, calendar, extent]);
  const change = useCallback<UsedView['change']>(
    (patch, options) => void navigate({ to: '.', search: (now: View) => prune({ ...now, ...patch }), replace: options?.replace ?? false, resetScroll: false }),
    [navigate],
  );
  const where = useMemo(() => (view.filters ?? []).map(({ dimension, values }) => ({ dimension, values: [...values] })), [view.filters]);
  const credit = useMemo(() => (view.credit === undefined ? {} : { model: view.credit }), [view.credit]);
  return { view, period, credit, compare: view.compare ?? 'previous', basis: view.basis ?? 'activity', where, change };
}
