// One journey as a timeline: a row a touch with what it earned, and rows of their own for the stages reached on the way and for
// the conversion. Where it is narrow, each row is a block with its values under each other.
import type { ReactNode } from 'react';
import { eventWords } from '../../analysis/event-words.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import type { JourneyStep } from '../../analysis/journeys-of.js';
import type { JourneyEntry } from '../../analysis/timeline-of.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import type { Column } from '../../components/tables/DataTable.js';
import { elapsedText, momentText } from '../../format/moment-text.js';
import styles from './JourneyTimeline.module.css';

interface Props {
  readonly caption: string;
  readonly entries: readonly JourneyEntry[];
  /** Of what earned a part: where it came from and what it earned. */
  readonly columns: readonly Column<JourneyStep>[];
  readonly timeZone: string;
  /** `Won, €1,200`. */
  readonly conversion: string;
}

const saysNothing = (text: string): boolean => text === '' || text === UNMATCHED;

/** Columns without those in which nothing of this journey has a value; what only draws stays. */
export const telling = (columns: readonly Column<JourneyStep>[], steps: readonly JourneyStep[]): Column<JourneyStep>[] => columns.filter((c) => c.hiddenHeader === true || !steps.every((s) => saysNothing(c.text(s))));

/** What a row without credit says. */
const words = (entry: JourneyEntry, conversion: string): string => (entry.kind === 'stage' ? eventWords({ kind: entry.stage === 'won' ? 'deal' : 'stage', what: entry.stage, details: {} }) : conversion);

/** Time since the entry before, `+3 days`. */
function after(entries: readonly JourneyEntry[], i: number): string {
  const [now, before] = [entries[i]?.moment, entries.slice(0, i).findLast((e) => e.moment !== null)?.moment];
  return now && before ? `+${elapsedText(before, now)}` : '';
}

/** The timeline for a spreadsheet. */
export function timelineText({ entries, columns, timeZone, conversion }: Omit<Props, 'caption'>): string[][] {
  const said = columns.filter((c) => !c.hiddenHeader);
  return [
    ['When', 'After', ...said.map((c) => (c.unit ? `${c.header} (${c.unit})` : c.header))],
    ...entries.map((e, i) => [e.moment === null ? '' : momentText(e.moment, timeZone), after(entries, i), ...said.map((c, at) => (e.kind === 'earned' ? c.text(e.step) : at === 0 ? words(e, conversion) : ''))]),
  ];
}

export function JourneyTimeline({ caption, entries, columns, timeZone, conversion }: Props) {
  const cells = (e: JourneyEntry): ReactNode => (e.kind === 'earned'
    ? columns.map((c) => <td key={c.id} className={c.align === 'right' ? styles.num : undefined} data-label={c.hiddenHeader ? undefined : `${c.header}${c.unit ? ` ${c.unit}` : ''}`} data-empty={saysNothing(c.text(e.step))}>{c.cell(e.step)}</td>)
    : <td colSpan={columns.length}><b>{words(e, conversion)}</b></td>);
  return (
    <ScrollRegion className={styles.scroll} label={caption}>
      <table className={styles.timeline}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">When</th><th scope="col">After</th>
            {columns.map((c) => <th key={c.id} scope="col" className={c.align === 'right' ? styles.num : undefined}>{c.hiddenHeader ? <span className="sr-only">{c.header}</span> : <span {...(c.note !== undefined && { 'data-note': c.note, tabIndex: 0 })}>{c.header}{c.unit && ` ${c.unit}`}</span>}</th>)}
          </tr>
        </thead>
        <tbody>
          {entries.map((e, i) => (
            <tr key={e.key} className={styles[e.kind]}>
              <th scope="row">{e.moment === null ? <span className="faint">–</span> : momentText(e.moment, timeZone)}</th><td className={styles.after}>{after(entries, i)}</td>{cells(e)}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
