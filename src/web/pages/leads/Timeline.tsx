// The whole history of a person or an account, day by day: what happened, by which source it is known, and which figure
// counts it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { HISTORY_KINDS, type HistoryEvent, type HistoryKind } from '../../../shared/api/persons.js';
import { eventDetails, eventWords, kpiOfEvent } from '../../analysis/event-words.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { dayIn, toTimeline, type TimelineEntry } from '../../analysis/timeline.js';
import type { Whose } from '../../api/api-client.js';
import { historyQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatDay } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { calledOf } from './journal-words.js';
import styles from './leads.module.css';

const KINDS: Readonly<Record<HistoryKind, string>> = { touch: 'Touches', submission: 'Submissions', stage: 'Stages', deal: 'Deals', subscription: 'Subscriptions', record: 'Records', identity: 'Identity' };

export function Timeline({ whose, id }: { readonly whose: Whose; readonly id: string }) {
  const { view, change } = useView();
  const kinds = HISTORY_KINDS.filter((k) => view.kinds?.includes(k) ?? false);
  const order = view.order ?? 'newest';
  const history = useInfiniteQuery(historyQuery(whose, id, { kinds, order, limit: 100 }));
  const events = history.data?.pages.flatMap((p) => p.events);
  const timeZone = history.data?.pages[0]?.timeZone ?? 'UTC';
  const toggle = (kind: HistoryKind): void => {
    const next = kinds.includes(kind) ? kinds.filter((k) => k !== kind) : [...kinds, kind];
    change({ kinds: next.length === 0 ? undefined : next }, { replace: true });
  };
  return (
    <Section
      title="History" busy={history.isFetching}
      actions={<button type="button" className="link" onClick={() => change({ order: order === 'newest' ? 'oldest' : undefined }, { replace: true })}>{order === 'newest' ? 'newest first: turn round' : 'oldest first: turn round'}</button>}
    >
      <div className={`${styles.chips} no-print`} role="group" aria-label="Kinds of events">
        {HISTORY_KINDS.map((kind) => <button key={kind} type="button" aria-pressed={kinds.includes(kind)} onClick={() => toggle(kind)}>{KINDS[kind]}</button>)}
      </div>
      {history.isError ? <ErrorState error={history.error} what="The history" holds="What stands above holds." onRetry={() => void history.refetch()} />
      : !events ? <TableBones rows={8} />
      : events.length === 0 ? <EmptyState>{kinds.length > 0 ? 'Nothing of these kinds happened.' : 'Nothing is recorded yet.'}</EmptyState>
      : (
        <>
          {toTimeline(events, timeZone).map(({ day, entries }) => (
            <section key={day} className={styles.day} aria-label={formatDay(day)}>
              <h3>{formatDay(day)}</h3>
              <ol>{entries.map((entry) => <Entry key={`${entry.event.kind} ${entry.event.id}`} entry={entry} timeZone={timeZone} />)}</ol>
            </section>
          ))}
          {history.hasNextPage && <p className={`${styles.pager} no-print`}><button type="button" className="link" disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>{history.isFetchingNextPage ? 'Reading …' : order === 'newest' ? 'earlier events →' : 'later events →'}</button></p>}
        </>
      )}
    </Section>
  );
}

const QUIET: readonly HistoryKind[] = ['touch', 'record', 'identity'];
const timeOf = (e: HistoryEvent, timeZone: string): string => (e.dateOnly ? '' : new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(e.at)));

function Entry({ entry: { event, events }, timeZone }: { readonly entry: TimelineEntry; readonly timeZone: string }) {
  const pages = events.length > 1;
  const details = eventDetails(event).filter((d) => !(pages && d.label === 'Page'));
  return (
    <li className={QUIET.includes(event.kind) ? `${styles.entry} ${styles.quiet}` : styles.entry}>
      <span className={styles.time}>{timeOf(event, timeZone)}</span>
      <span className={styles.mark} data-kind={event.kind} aria-hidden="true" />
      <div>
        <p><span className={styles.what}>{pages ? `Viewed ${events.length} pages` : <bdi>{eventWords(event)}</bdi>}</span> <Worth event={event} /> <Doors event={event} timeZone={timeZone} /></p>
        {details.length > 0 && <p className={styles.said}>{details.map(({ label, value }) => <span key={label} data-note={label}><bdi>{value}</bdi></span>)}</p>}
        {pages && (
          <details className={styles.pages}>
            <summary>the pages</summary>
            <ol>{events.map((e) => <li key={e.id}><span className="faint">{timeOf(e, timeZone)}</span><bdi>{e.details['page'] ?? e.details['landing_page'] ?? 'unknown page'}</bdi></li>)}</ol>
          </details>
        )}
      </div>
    </li>
  );
}

const Worth = ({ event: { kind, amount, currency } }: { readonly event: HistoryEvent }) =>
  amount === null ? null : <span>{formatFigure(amount, { unit: 'money', currency })}{kind === 'subscription' && ' a month'}</span>;

/** Whose it is, the figure that counts it, the import that brought it. */
function Doors({ event, timeZone }: { readonly event: HistoryEvent; readonly timeZone: string }) {
  const { view } = useView();
  const { catalogue } = useWorkspace();
  const period = dayIn(event.at, timeZone);
  const kpi = kpiOfEvent(event, (id) => findKpi(catalogue, id) !== undefined);
  return (
    <span className="small">
      {event.person !== null && <Link to="/leads/$id" params={{ id: event.person.id }} search={carried(view)} className="door muted"><bdi>{calledOf(event.person)}</bdi></Link>}{' '}
      {kpi !== undefined && <Link to="/kpis/$id" params={{ id: kpi }} search={{ period }} className="link" data-note="The figure of that day which counts this">counted in {findKpi(catalogue, kpi)?.label}</Link>}
      {event.kind === 'stage' && event.details['counted'] !== 'yes' && <span className="faint" data-note="Figures count the first entry of a stage in a cycle, and only stages of this workspace" tabIndex={0}>not counted</span>}{' '}
      {event.importId !== null && event.kind !== 'touch' && event.kind !== 'identity' && <Link to="/imports/$id" params={{ id: event.importId }} search={carried(view)} className="door faint">import {event.importId}</Link>}
    </span>
  );
}
