// Whether a goal is on track, and the reason in numbers.
import type { PacingDocument } from '../../shared/api/pacing.js';

export interface Standing {
  readonly value: number | null;
  readonly target: number;
  readonly atMost: boolean;
  readonly begun: boolean;
  readonly over: boolean;
  readonly expected: number | null;
  readonly forecast: PacingDocument['forecast'];
  /** The last day that value and expected count, as a person reads it; null where none is over yet, or they are as of now. */
  readonly lastDay: string | null;
  /** Bounds of a rate's value. */
  readonly low: number | null;
  readonly high: number | null;
  /** Grows over the period (a count, a sum), unlike a rate or a stock. */
  readonly accrues: boolean;
  readonly noForecast: string | null;
  readonly drivers: PacingDocument['drivers'];
  /** A value as a person reads it. */
  readonly write: (value: number) => string;
}

type Status = PacingDocument['status'];

/** Probability of keeping the target from which a goal is on track, and below which it is off. */
const ON_TRACK = 0.5;
const OFF = 0.1;
/** Share by which it may be behind what was to be expected, where there is no forecast. */
const BEHIND = { onTrack: 0.05, atRisk: 0.2 };

function statusOf(s: Standing): Status {
  if (!s.begun) return 'notStarted';
  if (s.value === null) return 'noData';
  const kept = s.atMost ? s.value <= s.target : s.value >= s.target;
  if (s.over) return kept ? 'reached' : 'missed';
  if (s.accrues) {
    // A sum that is there stays; a limit that is passed stays passed.
    if (!s.atMost && kept) return 'reached';
    if (s.atMost && !kept) return 'off';
    if (s.forecast !== null) return s.forecast.probability >= ON_TRACK ? 'onTrack' : s.forecast.probability >= OFF ? 'atRisk' : 'off';
    if (s.expected === null || s.expected === 0) return 'onTrack';
    const behind = s.atMost ? s.value / s.expected - 1 : 1 - s.value / s.expected;
    return behind <= BEHIND.onTrack ? 'onTrack' : behind <= BEHIND.atRisk ? 'atRisk' : 'off';
  }
  if (kept) return 'onTrack';
  const possible = s.atMost ? s.low !== null && s.low <= s.target : s.high !== null && s.high >= s.target;
  return possible || s.low === null ? 'atRisk' : 'off';
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function standing(s: Standing, status: Status): string {
  const target = `${s.atMost ? 'at most ' : ''}${s.write(s.target)}`;
  if (status === 'notStarted') return `The period has not begun; target ${target}.`;
  if (s.value === null) return 'There is no data for it in the period.';
  if (s.over) return `It ended with ${s.write(s.value)}; target ${target}.`;
  if (s.accrues && s.lastDay === null) return `No day of it is over yet; target ${target}.`;
  if (s.accrues && s.expected !== null) {
    return `${s.write(s.value)} by the end of ${s.lastDay ?? ''}, ${s.write(s.expected)} ${s.atMost ? 'planned' : 'expected'} by then${s.expected > 0 ? ` (${percent(s.value / s.expected)})` : ''}; target ${target}.`;
  }
  return `${s.write(s.value)}${s.low !== null && s.high !== null ? ` (95 % between ${s.write(s.low)} and ${s.write(s.high)})` : ''}; target ${target}.`;
}

/** The status and why, e.g. "412 by the end of 14 Jul, 540 expected by then (76 %); target 1,200. Likely to end with …". */
export function judge(s: Standing): { status: Status; reason: string } {
  const status = statusOf(s);
  const said = [standing(s, status)];
  const running = s.begun && !s.over;
  if (running && s.forecast !== null) said.push(`Likely to end with ${s.write(s.forecast.p50)} (80 % between ${s.write(s.forecast.p10)} and ${s.write(s.forecast.p90)}); ${percent(s.forecast.probability)} to keep the target.`);
  if (running && s.accrues && s.noForecast !== null) said.push(`No forecast: ${s.noForecast}.`);
  for (const driver of s.drivers.filter((d) => d.significant)) {
    said.push(`${driver.from} → ${driver.to} ${driver.rate < driver.rateBefore ? 'fell' : 'rose'} from ${percent(driver.rateBefore)} to ${percent(driver.rate)} since the period began.`);
  }
  if (s.drivers.length > 0 && !s.drivers.some((d) => d.significant) && (status === 'atRisk' || status === 'off')) said.push('No step before it converts otherwise than in the 90 days before, beyond chance.');
  return { status, reason: said.join(' ') };
}
