// What both forms of a digest say, in words and in the reader's numbers: laid out as text or as HTML elsewhere.
import type { DigestDocument } from '../../shared/api/reporting.js';
import { GOAL_STATUS, goalText, toneOf, type Tone } from '../goal-in-mail.js';
import { createWriter, NO_VALUE, spanText } from '../reader-locale.js';
import { screenedName, screenedText } from '../screened-in-mail.js';
import { staleName, staleText } from '../stale-in-mail.js';

export interface DigestWords {
  readonly subject: string;
  readonly title: string;
  /** Which days it is about. */
  readonly period: string;
  readonly figures: readonly { readonly label: string; readonly value: string; readonly before: string; readonly change: string; readonly tone: Tone; readonly monthToDate: string; readonly link: string }[];
  readonly moved: readonly Line[];
  /** Said where nothing moved. */
  readonly nothingMoved: string;
  readonly goals: readonly (Line & { readonly status: string; readonly tone: Tone })[];
  readonly look: readonly Line[];
  readonly link: string;
}

export interface Line {
  readonly name: string;
  readonly text: string;
  readonly link: string;
}

export function digestWords(digest: DigestDocument): DigestWords {
  const writer = createWriter(digest.locale, digest.currency);
  const [first] = digest.figures;
  const name = digest.workspace === 'default' ? 'Leadline' : `Leadline ${digest.workspace}`;
  const period = spanText(digest.period, writer);
  const headline = first === undefined ? '' : `: ${first.label.toLowerCase()} ${writer.figure(first.value, first.unit)}${first.changeRate === null ? '' : ` (${writer.change(first.changeRate)})`}`;
  const off = digest.goals.filter((goal) => goal.status === 'off' || goal.status === 'atRisk' || goal.status === 'missed');
  return {
    subject: `${name}, ${period}${headline}`,
    title: `${name}: ${digest.kind === 'daily' ? 'the day' : 'the week'}`,
    period: `${period}, compared with ${spanText(digest.before, writer)}; this month is ${spanText(digest.monthToDate, writer)}. Days of ${digest.timeZone}.`,
    figures: digest.figures.map((figure) => ({
      label: figure.label, value: `${writer.figure(figure.value, figure.unit)}${figure.few ? ' (few cases)' : ''}`, before: writer.figure(figure.before, figure.unit), change: writer.change(figure.changeRate),
      tone: toneOf(figure.changeRate, figure.better), monthToDate: writer.figure(figure.monthToDate, figure.unit), link: figure.link,
    })),
    moved: digest.moved.map((one) => ({ name: screenedName(one), text: screenedText(one, writer), link: one.link })),
    nothingMoved: digest.screened === 0 ? 'Nothing can be said yet: that takes nine weeks of data.' : `None of the ${digest.screened} counts looked at is out of its usual range.`,
    goals: digest.goals.map((goal) => ({ name: goal.owner === '' ? goal.name : `${goal.name} (${goal.owner})`, text: goalText(goal, writer), link: goal.link, status: GOAL_STATUS[goal.status].word, tone: GOAL_STATUS[goal.status].tone })),
    look: [
      ...off.map((goal) => ({ name: goal.name, text: `The goal is ${GOAL_STATUS[goal.status].word}.`, link: goal.link })),
      ...digest.stale.map((one) => ({ name: staleName(one), text: staleText(one, writer), link: one.link })),
      ...digest.figures.filter((figure) => figure.value === null).map((figure) => ({ name: figure.label, text: `no value (${NO_VALUE}): what it is made of is not there for these days.`, link: figure.link })),
    ],
    link: digest.link,
  };
}
