// Names of stages and exits that code refers to; a workspace can add stages of its own.

/** Stages a workspace starts with, in order. More can be added between (a trial, say). */
export const DEFAULT_STAGES = ['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'] as const;
/** Exits from the path to success. `recycled`, `disqualified` and `lost` close a cycle; `rejected` sends back to the stage before. */
export const EXITS = ['rejected', 'recycled', 'disqualified', 'lost'] as const;
/** A return after a closed cycle. */
export const RE_ENTRY = 're_entry';

/** A stage as it is written on screen: `mql` is MQL, `trial_started` Trial started. */
export const stageName = (stage: string): string => (stage.length <= 3 && stage !== 'won' ? stage.toUpperCase() : stage.charAt(0).toUpperCase() + stage.slice(1).replaceAll('_', ' '));
