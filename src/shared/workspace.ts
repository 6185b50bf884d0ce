// A workspace as every capability gets it: its id, name, settings and rules as they are now.
import type { PersonaRuleSet } from './api/persona-rules.js';
import type { SelfReportedRule } from './api/self-reported-rules.js';
import type { Settings } from './api/settings.js';

export interface Workspace {
  readonly id: number;
  readonly name: string;
  readonly settings: Settings;
  /** Who is which persona; records say it themselves where left out. */
  readonly personaRules?: PersonaRuleSet;
  /** Which channel people mean by what they say brought them, and the version of that; what comes with the program where left out. */
  readonly selfReported?: { readonly version: number; readonly rules: readonly SelfReportedRule[] };
}

/** What a workspace is called on screen and in mails. */
export const shownName = ({ name, settings }: Workspace): string => settings.displayName || name;
