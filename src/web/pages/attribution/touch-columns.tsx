// What earned a part of a conversion, as columns: kind of the touch, when, its place among the others, where it came from.
import type { CreditEntry } from '../../../shared/api/attribution.js';
import { eventWords } from '../../analysis/event-words.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import type { Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';

type Touch = NonNullable<CreditEntry['touch']>;
type Earned = Pick<CreditEntry, 'touch' | 'earner'>;

const DIMENSIONS = [['channel', 'Channel'], ['campaign', 'Campaign'], ['source', 'Source'], ['landing_page', 'Landing page']] as const;

/** `Visit`; what is no touch is named in a phrase. */
const earnedBy = ({ touch, earner }: Earned): string => (touch !== null ? eventWords({ kind: 'touch', what: touch.kind, details: {} }) : earner === '(sales)' ? 'sales' : 'no touch within the lookback');
/** `3 of 7`; a touch found before the lookback has no place in it. */
const place = ({ position, of }: Touch): string => (position > 0 ? `${position} of ${of}` : 'before the lookback');

/** @param timeZone the workspace's, in which times are shown */
export function touchColumns<Row extends Earned>(timeZone: string): Column<Row>[] {
  const of = (id: string, header: string, text: (touch: Touch) => string): Column<Row> => ({
    id, header, text: (r) => (r.touch === null ? '' : text(r.touch)), cell: (r) => (r.touch === null ? <span className="faint">–</span> : <bdi className={text(r.touch) === UNMATCHED ? 'faint' : undefined}>{text(r.touch)}</bdi>),
  });
  return [
    { id: 'touch', header: 'Earned by', text: earnedBy, cell: (r) => <span className={r.touch === null ? 'faint' : undefined}>{earnedBy(r)}</span> },
    of('at', 'Touched', (t) => formatInstant(t.at, timeZone)), of('place', 'Place', place),
    ...DIMENSIONS.map(([id, header]) => of(id, header, (t) => t.dims[id] ?? '')),
  ];
}
