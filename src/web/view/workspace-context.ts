// What every page knows of its workspace: settings, the catalogue of figures, how far its data reach, and today.
import { createContext, useContext } from 'react';
import type { DayRange } from '../../shared/period.js';
import type { KpiCatalogue } from '../../shared/api/figures.js';
import type { Settings } from '../../shared/api/settings.js';
import type { StatusDocument } from '../../shared/api/status.js';
import type { Calendar } from './period-presets.js';

export interface WorkspaceView {
  readonly settings: Settings;
  readonly catalogue: KpiCatalogue;
  readonly status: StatusDocument;
  readonly calendar: Calendar;
  /** Days that hold facts, half-open; null before the first import. */
  readonly extent: DayRange | null;
}

export const WorkspaceContext = createContext<WorkspaceView | null>(null);

/** The workspace; the frame provides it before any page is shown. */
export function useWorkspace(): WorkspaceView {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace outside the frame');
  return workspace;
}
