// A goal as mails tell of it: where it stands, in numbers and in words.
import type { PacingDocument } from '../shared/api/pacing.js';
import type { DigestGoal } from '../shared/api/reporting.js';
import { addDays } from '../shared/period.js';
import type { PageLinks } from './page-links.js';
import { createWriter, type Writer } from './reader-locale.js';

/** How a change is to be taken. */
export type Tone = 'good' | 'bad' | 'plain';

/** How a goal's status is said. */
export const GOAL_STATUS: Readonly<Record<DigestGoal['status'], { word: string; tone: Tone }>> = {
  notStarted: { word: 'not begun', tone: 'plain' }, onTrack: { word: 'on track', tone: 'good' }, atRisk: { word: 'at risk', tone: 'bad' }, off: { word: 'off track', tone: 'bad' },
  reached: { word: 'reached', tone: 'good' }, missed: { word: 'missed', tone: 'bad' }, noData: { word: 'no data', tone: 'plain' },
};

/**
 * Whether a change is for the better. One that reads as no change is neither.
 * @param step that the change is rounded to where it is shown: whole percents when nothing is said
 */
export const toneOf = (change: number | null, better: 'higher' | 'lower' | 'neither', step = 0.01): Tone =>
  (change === null || Math.abs(change) < step / 2 || better === 'neither' ? 'plain' : change > 0 === (better === 'higher') ? 'good' : 'bad');

/** What of a goal's pacing is told in a mail. */
export function goalOf(pacing: PacingDocument, links: PageLinks): DigestGoal {
  const { goal: id, name, owner, kpi, where, from, to, unit, currency, status, direction, value, expected, target, forecast } = pacing;
  const until = pacing.valueUntil === null ? {} : { valueUntil: pacing.valueUntil };
  return {
    id, name, owner, kpi, from, to, unit, currency, status, direction, value, expected, target: unit === 'money' ? target : Number(target), ...until, where,
    forecast: forecast === null ? null : { low: forecast.p10, high: forecast.p90, probability: forecast.probability },
    drivers: pacing.drivers.filter((driver) => driver.significant).map(({ from, to, rate, rateBefore }) => ({ from, to, rate, rateBefore })),
    link: links.goal({ kpi, from, to, where, ...until }),
  };
}

/** How a goal stands, in numbers. */
export function goalText(goal: Omit<DigestGoal, 'link'>, writer: Writer): string {
  const own = goal.unit === 'money' ? createWriter(writer.locale, goal.currency) : writer;
  const shown = (value: string | number | null): string => own.figure(typeof value === 'number' && goal.unit === 'count' ? Math.round(value) : value, goal.unit);
  // A goal that has begun today has no day to tell of.
  const days = goal.valueUntil === undefined || goal.valueUntil <= goal.from ? '' : ` by the end of ${own.day(addDays(goal.valueUntil, -1))}`;
  const said = [`${shown(goal.value)} of ${goal.direction === 'atMost' ? 'at most ' : ''}${shown(goal.target)}${days}`];
  // Of what does not grow by day the target itself is expected all along.
  if (goal.expected !== null && Number(goal.expected) !== Number(goal.target)) said.push(`${shown(goal.expected)} expected by ${days === '' ? 'now' : 'then'}`);
  if (goal.forecast !== null) said.push(`likely to end between ${shown(goal.forecast.low)} and ${shown(goal.forecast.high)}, ${writer.percent(goal.forecast.probability)} to keep the target`);
  const drivers = goal.drivers.map((d) => `${d.from} → ${d.to} ${d.rate < d.rateBefore ? 'fell' : 'rose'} from ${writer.percent(d.rateBefore)} to ${writer.percent(d.rate)}`);
  return `${[...said, ...drivers].join('; ')}.`;
}

