// What people say brought them beside what was tracked: how many of the conversions have an answer, and how much of the credit
// stands on the channel that the person named, or on one that who names it can mean as well.
import { UNMATCHED } from '../analytics/read-model.js';
import type { SelfReportedCover } from '../shared/api/attribution.js';
import { SAID_OTHER, SAID_UNKNOWN, type SelfReportedRule } from '../shared/api/self-reported-rules.js';
import { SELF_REPORTED_SYNONYMS } from '../shared/self-reported-synonyms.js';
import { creditOf } from './credit-of.js';
import { NONE, SALES } from './model.js';
import { decimalText } from './money.js';
import { isTouchDimension, type Question } from './question.js';
import type { CreditRow } from './rule-rows.js';
import type { Totals } from './totals.js';

/** Values that name no channel. */
const NAMELESS: ReadonlySet<string> = new Set(['', UNMATCHED, NONE, SALES, SAID_OTHER, SAID_UNKNOWN]);

/** What each named channel can mean: itself, and those that its rules say are alike. */
function meanings(rules: readonly SelfReportedRule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { channel, alike } of rules) {
    const of = found.get(channel) ?? new Set([channel]);
    for (const name of alike) of.add(name);
    found.set(channel, of);
  }
  return found;
}

/** Undefined where the question is not split by what people say. */
export function saidBesideTracked(q: Question, rows: readonly CreditRow[], totals: Totals): SelfReportedCover | undefined {
  const [said, tracked] = [q.by.indexOf('self_reported'), q.by.indexOf('channel')];
  if (said < 0) return undefined;
  const { version = 0, rules = SELF_REPORTED_SYNONYMS } = q.workspace.selfReported ?? {};
  const place = q.by.filter((d) => !isTouchDimension(d)).indexOf('self_reported');
  const count = (holds: (value: string) => boolean): number => totals.parts.reduce((n, part) => n + (holds(part.values[place] ?? '') ? part.conversions : 0), 0);
  const answered = totals.parts.filter((part) => part.values[place] !== '');
  const meant = meanings(rules);
  return {
    rulesVersion: version,
    answered: { conversions: count((value) => value !== ''), value: decimalText(answered.reduce((n, part) => n + part.minor, 0n), q.build.digits) },
    unknown: count((value) => value === SAID_UNKNOWN), other: count((value) => value === SAID_OTHER),
    ...(tracked >= 0 && {
      agreement: q.models.map((model) => {
        const comparable = rows.filter((r) => r.model === model.id && !NAMELESS.has(r.dims[said] ?? '') && !NAMELESS.has(r.dims[tracked] ?? ''));
        const agreeing = comparable.filter((r) => meant.get(r.dims[said] ?? '')?.has(r.dims[tracked] ?? '') ?? r.dims[said] === r.dims[tracked]);
        const [all, same] = [comparable, agreeing].map((list) => list.reduce((n, r) => n + r.units, 0n));
        return { model: model.id, compared: creditOf(all ?? 0n), agreeing: creditOf(same ?? 0n), rate: all === undefined || all === 0n ? null : Number(same ?? 0n) / Number(all) };
      }),
      alike: Object.fromEntries([...meant].filter(([channel]) => !NAMELESS.has(channel)).map(([channel, names]) => [channel, [...names]])),
    }),
  };
}
