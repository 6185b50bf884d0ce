// A workspace as every capability gets it: its id, name, settings and persona rules as they are now.
import type { PersonaRuleSet } from './api/persona-rules.js';
import type { Settings } from './api/settings.js';

export interface Workspace {
  readonly id: number;
  readonly name: string;
  readonly settings: Settings;
  /** Who is which persona; records say it themselves where left out. */
  readonly personaRules?: PersonaRuleSet;
}

/** What a workspace is called on screen and in mails. */
export const shownName = ({ name, settings }: Workspace): string => settings.displayName || name;
