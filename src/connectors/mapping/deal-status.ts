// How CRMs say that a deal is won or lost: by flags of the record, else by the name of its stage.
import { fold } from './mapping-schema.js';

const WON = ['closed won', 'closedwon', 'closed - won', 'closed/won', 'closed-won', 'won', 'deal won'];
const LOST = ['closed lost', 'closedlost', 'closed - lost', 'closed/lost', 'closed-lost', 'closed lost to competition', 'lost', 'deal lost'];
const YES = new Set(['true', 'yes', '1', 'x', 'ja', 'oui', 'checked']);

/** Option values: further names of stages of won and lost deals. */
export interface ClosedStages {
  readonly won?: readonly string[] | undefined;
  readonly lost?: readonly string[] | undefined;
}

/** The `map` of a mapping's field `status`, for the name of a stage. */
export const statusByStage = ({ won = [], lost = [] }: ClosedStages): Record<string, string> => Object.fromEntries([
  ...WON.map((name) => [name, 'won'] as const), ...LOST.map((name) => [name, 'lost'] as const),
  ...won.map((name) => [name, 'won'] as const), ...lost.map((name) => [name, 'lost'] as const),
]);

/** Flags as a file holds them; undefined for a column it lacks. A flag that was rewritten already says won or lost. */
export interface DealFlags {
  readonly won?: string | undefined;
  readonly lost?: string | undefined;
  readonly closed?: string | undefined;
}

/** What the flags say; '' where they leave it to the stage's name. */
export function statusByFlags({ won, lost, closed }: DealFlags): string {
  const says = (flag: string | undefined, what: string): boolean => flag !== undefined && (YES.has(fold(flag)) || fold(flag) === what);
  if (says(won, 'won')) return 'won';
  if (says(lost, 'lost') || (won !== undefined && (says(closed, 'closed') || fold(won) === 'lost'))) return 'lost';
  const isOpen = closed !== undefined && closed.trim() !== '' && !says(closed, 'closed');
  return isOpen || (won !== undefined && fold(won) === 'open') ? 'open' : '';
}
