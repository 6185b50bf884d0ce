// What stands on the report, in words and in the numbers of its readers: the page and the PDF show the same sheet.
import type { Figure } from '../../shared/api/figures.js';
import type { ReportDocument, ReportFigure } from '../../shared/api/report.js';
import { goalText, GOAL_STATUS, toneOf, type Tone } from '../goal-in-mail.js';
import { addDays } from '../../shared/period.js';
import { createWriter, spanText, type Writer } from '../reader-locale.js';

export interface SheetCell {
  readonly text: string;
  readonly tone: Tone;
}

export interface SheetTable {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Set apart below the rows. */
  readonly total?: readonly SheetCell[];
  /** Said in place of a table without rows. */
  readonly empty: string;
  /** Columns that hold words, the others numbers. */
  readonly words: readonly number[];
}

export interface ReportSheet {
  readonly title: string;
  readonly subtitle: string;
  readonly lead: readonly { readonly label: string; readonly value: string; readonly note: SheetCell }[];
  readonly tables: readonly SheetTable[];
  readonly remarks: readonly string[];
}

const plain = (text: string): SheetCell => ({ text, tone: 'plain' });

/** Shares change by points: 40 % after 30 % are ten more, not a third. */
function changeOf({ changeRate, better, unit, value, before }: ReportFigure, writer: Writer): SheetCell {
  if (unit !== 'rate') return { text: writer.change(changeRate), tone: toneOf(changeRate, better) };
  // Shown in tenths of a point.
  return { text: writer.points(value, before), tone: toneOf(value === null || before === null ? null : Number(value) - Number(before), better, 0.001) };
}

/** What a reader has to know of days that the data don't cover; empty where they do, or where there are figures all the same. */
function coverage({ period, data, figures }: ReportDocument, writer: Writer): string {
  const outside = data === null || data.to <= period.from || data.from >= period.to;
  if (outside && figures.some(({ value }) => Number(value ?? 0) !== 0)) return '';
  if (data === null) return 'There are no data yet. ';
  const until = addDays(data.to, -1);
  if (outside) return `There are no data of these days: what there is reaches from ${writer.day(data.from)} to ${writer.day(until)}. `;
  const ends = [...(data.from > period.from ? [`begin on ${writer.day(data.from)}`] : []), ...(data.to < period.to ? [`end on ${writer.day(until)}`] : [])];
  return ends.length === 0 ? '' : `The data ${ends.join(' and ')}. `;
}

function leadOf(figure: ReportFigure, writer: Writer): ReportSheet['lead'][number] {
  const change = changeOf(figure, writer);
  const note = figure.value === null ? plain('No value: what it is made of is not there for these days.') : { ...change, text: `${change.text} against ${writer.figure(figure.before, figure.unit)} in the period before` };
  return { label: figure.label, value: writer.figure(figure.value, figure.unit), note };
}

export function reportSheet(report: ReportDocument): ReportSheet {
  const writer = createWriter(report.locale, report.currency);
  const [first, second, ...others] = report.figures;
  const house = report.workspace === 'default' ? 'Leadline' : `Leadline ${report.workspace}`;
  const { channels } = report;
  const shown = (values: readonly Figure[]): SheetCell[] => values.map((value, i) => plain(writer.figure(value, channels.columns[i]?.unit ?? 'number')));
  return {
    title: `${house}: report of ${spanText(report.period, writer)}`,
    subtitle: `${coverage(report, writer)}Compared with ${spanText(report.before, writer)}, and a year before with ${spanText(report.yearBefore, writer)}. Days of ${report.timeZone}; read ${report.asOf.slice(0, 16).replace('T', ' ')} UTC.`,
    lead: [first, second].flatMap((figure) => (figure === undefined ? [] : [leadOf(figure, writer)])),
    tables: [
      {
        heading: 'Figures', columns: ['Figure', 'Period', 'Before', 'Change', 'Year before'], words: [0], empty: 'There are no figures.',
        rows: others.map((figure) => [plain(`${figure.label}${figure.few ? ' (few cases)' : ''}`), plain(writer.figure(figure.value, figure.unit)), plain(writer.figure(figure.before, figure.unit)), changeOf(figure, writer), plain(writer.figure(figure.yearBefore, figure.unit))]),
      },
      {
        heading: 'By channel', columns: ['Channel', ...channels.columns.map((column) => column.label)], words: [0], empty: 'Nothing came in these days.',
        rows: channels.rows.map((row) => [plain(row.channelGroup), ...shown(row.values)]), ...(channels.rows.length > 0 && { total: [plain('All'), ...shown(channels.total)] }),
      },
      {
        heading: 'Goals', columns: ['Goal', 'Status', 'In numbers'], words: [0, 1, 2], empty: 'No goal touches these days.',
        rows: report.goals.map((goal) => {
          const { word, tone } = GOAL_STATUS[goal.status];
          return [plain(goal.owner === '' ? goal.name : `${goal.name} (${goal.owner})`), { text: word, tone }, plain(goalText(goal, writer))];
        }),
      },
    ],
    remarks: report.figures.flatMap((figure) => (figure.remark === '' ? [] : [`${figure.label}: ${figure.remark}`])),
  };
}
