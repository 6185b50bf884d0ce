// Words for how a goal stands, and for what it is about.
import type { GoalDocument } from '../../shared/api/goals.js';
import type { PacingDocument } from '../../shared/api/pacing.js';

type Tone = 'better' | 'warn' | 'worse' | 'faint';

/** The word and its tone; the tone never stands alone. `urgent` orders them, the most urgent first. */
export const STATUS: Readonly<Record<PacingDocument['status'], { readonly word: string; readonly tone: Tone; readonly mark: string; readonly urgent: number }>> = {
  off: { word: 'off', tone: 'worse', mark: '▼', urgent: 0 },
  missed: { word: 'missed', tone: 'worse', mark: '✕', urgent: 1 },
  atRisk: { word: 'at risk', tone: 'warn', mark: '◆', urgent: 2 },
  noData: { word: 'no data', tone: 'faint', mark: '○', urgent: 3 },
  onTrack: { word: 'on track', tone: 'better', mark: '●', urgent: 4 },
  reached: { word: 'reached', tone: 'better', mark: '✓', urgent: 5 },
  notStarted: { word: 'not begun', tone: 'faint', mark: '○', urgent: 6 },
};

/** `Email or Events, DE`: the values alone say enough beside the KPI. */
export const conditionWords = (where: GoalDocument['where']): string => where.map((w) => w.values.join(' or ')).join(', ');

const FIELD_NAMES: Readonly<Record<string, string>> = { kpi: 'KPI', where: 'filters', from: 'first day', to: 'last day', parent: 'goal above' };
/** A changed field as its form names it. */
export const fieldName = (field: string): string => FIELD_NAMES[field] ?? field;
