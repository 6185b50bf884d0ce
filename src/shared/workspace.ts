// A workspace as every capability gets it: its id, name and settings as they are now.
import type { Settings } from './api/settings.js';

export interface Workspace {
  readonly id: number;
  readonly name: string;
  readonly settings: Settings;
}

/** What a workspace is called on screen and in mails. */
export const shownName = ({ name, settings }: Workspace): string => settings.displayName || name;
