// Which ranges a question has to be read in: its own, the compared one, and those that growth looks back to.
import { previousRange, stepsOf, yearBefore, type DayRange } from '../shared/period.js';
import { joined, partRead, type Answered, type Earlier, type Read } from './answered.js';
import { withParts } from './catalogue.js';
import type { GrowthKpi } from './kpi.js';
import type { Question } from './question.js';
import type { CellsAsked } from './read-cells.js';

/** What is to be read, and what is made of it: `put` takes one answer for each read, in their order. */
export interface Planned<T> {
  readonly reads: readonly CellsAsked[];
  put(answers: readonly Answered[]): T;
}

export interface Compared {
  readonly now: Read;
  readonly before: Read | undefined;
}

/** Both are read, one's answers before the other's. */
function both<A, B>(one: Planned<A>, other: Planned<B>): Planned<readonly [A, B]> {
  const first = one.reads.length;
  return { reads: [...one.reads, ...other.reads], put: (answers) => [one.put(answers.slice(0, first)), other.put(answers.slice(first))] };
}

const then = <A, B>({ reads, put }: Planned<A>, make: (found: A) => B): Planned<B> => ({ reads, put: (answers) => make(put(answers)) });

/** Only what growth KPIs compare with, of one kind. */
function growthQuestion(question: Question, against: GrowthKpi['against']): Question {
  const wanted = question.kpis.flatMap((k) => withParts(k, question.find)).flatMap((p) => (p.kind === 'growth' && p.against === against ? [question.find(p.of)] : []));
  return { ...question, kpis: [...new Set(wanted)] };
}

/** Each bucket's earlier period. Those of incomplete steps may overlap: then each is read on its own. */
function planShifted(asked: Question, shifted: readonly DayRange[], scans: CellsAsked['scans']): Planned<Answered> {
  const adjoin = shifted.every((b, i) => i === 0 || shifted[i - 1]?.to === b.from);
  return { reads: (adjoin ? [shifted] : shifted.map((b) => [b])).map((buckets) => ({ question: asked, buckets, scans })), put: (parts) => joined(shifted, parts) };
}

function planEarlier(question: Question, buckets: readonly DayRange[], scans: CellsAsked['scans']): Planned<Earlier> {
  const against = (which: GrowthKpi['against'], before: (range: DayRange) => DayRange): Planned<Answered | undefined> => {
    const asked = growthQuestion(question, which);
    return asked.kpis.length === 0 ? { reads: [], put: () => undefined } : planShifted(asked, buckets.map(before), scans);
  };
  return then(both(against('year', yearBefore), against('previous', previousRange)), ([year, previous]) => ({ ...(year !== undefined && { year }), ...(previous !== undefined && { previous }) }));
}

/** Adjoining buckets with what their growth KPIs compare with. */
function planRead(read: CellsAsked): Planned<Read> {
  const own: Planned<Answered> = { reads: [read], put: (parts) => joined(read.buckets, parts) };
  return then(both(own, planEarlier(read.question, read.buckets, read.scans)), ([answered, earlier]) => ({ answered, earlier }));
}

/** The range that a question is compared with; undefined where with none. */
export function comparedRange({ query: { from, to, compare } }: Question): DayRange | undefined {
  return compare === 'none' ? undefined : compare === 'previous' ? previousRange({ from, to }) : yearBefore({ from, to });
}

/**
 * All that a question is read in; where the compared range adjoins, each read model is read once for both.
 * @param onRead made for each list of adjoining buckets
 */
export function planReads(question: Question, scans: CellsAsked['scans'], onRead: () => NonNullable<CellsAsked['onRead']>): Planned<Compared> {
  const { query: { from, to, every }, workspace } = question;
  const cut = (range: DayRange): readonly DayRange[] => (every === undefined ? [range] : stepsOf(range, every, workspace.settings.fiscalYearStart));
  const plan = (buckets: readonly DayRange[]): Planned<Read> => planRead({ question, buckets, scans, onRead: onRead() });
  const compared = comparedRange(question);
  const now = cut({ from, to });
  if (compared === undefined) return then(plan(now), (found) => ({ now: found, before: undefined }));
  const before = cut(compared);
  if (before.at(-1)?.to === now[0]?.from) return then(plan([...before, ...now]), (read) => ({ now: partRead(read, before.length), before: partRead(read, 0, before.length) }));
  return then(both(plan(now), plan(before)), ([found, foundBefore]) => ({ now: found, before: foundBefore }));
}
