// The journeys of one person, or of an account with the touches of all its people: each conversion of the period with its
// touches in order, whose each was, and what it earned by every model.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice, ModelEntry } from '../../analysis/credit-choice.js';
import { WITNESS } from '../../analysis/journey-filter.js';
import { journeysOf, type Journey, type JourneyStep } from '../../analysis/journeys-of.js';
import { timelineOf } from '../../analysis/timeline-of.js';
import { ApiError } from '../../api/api-client.js';
import { personJourneysQuery } from '../../api/queries.js';
import { IntervalBar, scaleOf } from '../../components/figures/IntervalBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import type { Column } from '../../components/tables/DataTable.js';
import { formatRange } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import { momentText } from '../../format/moment-text.js';
import { useView } from '../../view/use-view.js';
import { carried, carriedCredit, type View } from '../../view/view-state.js';
import styles from './attribution.module.css';
import { conversionName, CreditTools } from './CreditTools.js';
import { JourneyTimeline, telling, timelineText } from './JourneyTimeline.js';
import { touchColumns } from './touch-columns.js';
import { Refusal } from './Refusal.js';
import { useCredit } from './use-credit.js';

/** Rows that are read at most: conversions × touches × models of one person or account. */
const MOST = 5000;

const isAccount = (id: string): boolean => /^a-/i.test(id);

export function JourneyPage() {
  const { id } = useParams({ from: '/attribution/journeys/$id' });
  const { models, choice } = useCredit();
  return (
    <Page title={`Journeys of ${id}`}>
      {models.isError ? <Section title="Journeys"><ErrorState error={models.error} what="The models" onRetry={() => void models.refetch()} /></Section>
      : !models.data || !choice ? <Section title="Journeys" busy><TableBones rows={8} /></Section>
      : <Journeys id={id} catalogue={models.data} choice={choice} />}
    </Page>
  );
}

function Journeys({ id, catalogue, choice }: { readonly id: string; readonly catalogue: ModelCatalogue; readonly choice: CreditChoice }) {
  const { view } = useView();
  const ofAccount = isAccount(id);
  const rules = choice.models.filter((m) => m.kind === 'rule');
  const witness = catalogue.models.find((m) => m.id === WITNESS);
  const models = witness === undefined || rules.includes(witness) ? rules : [...rules, witness];
  // A filter that shows only a part of the touches has no place where all of them are to be seen.
  const journeys = useQuery(personJourneysQuery(id, { ...choice.ask, where: [], models: models.map((m) => m.id), rows: MOST }));
  const { data } = journeys;
  const kind = conversionName(choice.conversion);
  return (
    <>
      <p className={styles.back}>
        {ofAccount ? <Link to="/accounts/$id" params={{ id }} search={carried(view)} className="link">Whole history of {id}</Link> : <Link to="/leads/$id" params={{ id }} search={carried(view)} className="link">Whole history of {id}</Link>}
        <Link to="/attribution/ledger" search={carriedCredit(view)} className="link">Ledger</Link>
      </p>
      <CreditTools catalogue={catalogue} choice={choice} here="/attribution/journeys" ofAccount={ofAccount} />
      {ofAccount && <p className={styles.said}>The touches of all people of the company count, and those that name only the company.</p>}
      {journeys.isError ? <Section title={kind}>{journeys.error instanceof ApiError && journeys.error.code === 'not_found' ? <EmptyState>There is no {ofAccount ? 'company' : 'person'} “{id}”.</EmptyState> : <Refusal credit={journeys} what="The journeys" />}</Section>
      : !data ? <Section title={kind} busy><TableBones rows={8} /></Section>
      : data.rows.length === 0 ? <Section title={kind}><EmptyState>{id} has no conversion of the kind “{kind}” from {formatRange(data)}. Choose another kind above, or a longer period on the page before.</EmptyState></Section>
      : (
        <>
          {data.totalRows > data.rows.length && <p className="small warn">Only the first {data.rows.length} of {data.totalRows} rows are read: choose fewer models or a shorter period to see all.</p>}
          {journeysOf(data).map((j) => <OneJourney key={j.conversion.id} journey={j} models={models} currency={data.currency} timeZone={data.timeZone} kind={kind} withPerson={ofAccount || choice.ask.accountBased === true} />)}
        </>
      )}
    </>
  );
}

/** Whose touch it was: the account's, where it names no person. */
const personColumn = (view: View): Column<JourneyStep> => ({
  id: 'person', header: 'Person', text: (s) => s.touch?.person ?? '',
  cell: (s) => (s.touch === null ? null : s.touch.person === null ? <span className="faint">the company’s</span> : <Link to="/leads/$id" params={{ id: s.touch.person }} search={carried(view)} className="door">{s.touch.person}</Link>),
});

interface Props {
  readonly journey: Journey;
  readonly models: readonly ModelEntry[];
  readonly currency: string;
  readonly timeZone: string;
  readonly kind: string;
  /** Touches of several people stand in one journey. */
  readonly withPerson: boolean;
}

function OneJourney({ journey, models, currency, timeZone, kind, withPerson }: Props) {
  const { conversion, steps } = journey;
  const { view } = useView();
  const weight = (step: JourneyStep, model: string): string => formatFigure(step.credit.get(model)?.credit ?? 0, { unit: 'rate', currency: '', precision: 'cell' });
  const money = (step: JourneyStep, model: string): string => formatFigure(step.credit.get(model)?.value ?? '0', { unit: 'money', currency });
  const [leading] = models;
  const drawn = (s: JourneyStep) => ({ value: s.credit.get(leading?.id ?? '')?.credit ?? 0, low: null, high: null, status: 'ok' as const });
  const scale = scaleOf(steps.map(drawn));
  const columns: Column<JourneyStep>[] = [
    ...touchColumns<JourneyStep>(timeZone).filter((c) => c.id !== 'at'),
    ...(withPerson ? [personColumn(view)] : []),
    ...(leading === undefined ? [] : [{ id: 'bar', header: 'Credit of the first model drawn', hiddenHeader: true, text: () => '', cell: (s: JourneyStep) => <IntervalBar row={drawn(s)} scale={scale} /> }]),
    ...models.map((m): Column<JourneyStep> => ({
      id: m.id, header: m.label, unit: '%', note: m.description, align: 'right', text: (s) => weight(s, m.id),
      cell: (s) => <span className={s.credit.has(m.id) ? undefined : 'faint'} {...(Number(conversion.value) !== 0 && s.credit.has(m.id) && { 'data-note': money(s, m.id), tabIndex: 0 })}>{weight(s, m.id)}</span>,
    })),
  ];
  const touches = steps.filter((s) => s.touch !== null).length;
  const worth = Number(conversion.value) === 0 ? '' : formatFigure(conversion.value, { unit: 'money', currency });
  const at = momentText(conversion, timeZone);
  const shown = { entries: timelineOf(journey), columns: telling(columns, steps), timeZone, conversion: worth === '' ? kind : `${kind}, ${worth}` };
  const box = useRef<HTMLDivElement>(null);
  // The address names its conversion before the journeys have arrived.
  useEffect(() => {
    if ([conversion.id, encodeURI(conversion.id), encodeURIComponent(conversion.id)].includes(location.hash.slice(1))) box.current?.scrollIntoView();
  }, [conversion.id]);
  return (
    <div id={conversion.id} ref={box}>
      <Section title={`${kind}, ${at}`} note={`${touches} ${touches === 1 ? 'touch' : 'touches'}${worth === '' ? '' : `, worth ${worth}`}`} actions={<CopyTable name={`journey-${conversion.person ?? 'deal'}`} lines={() => timelineText(shown)} />}>
        <JourneyTimeline caption={`From the first touch to ${kind}, ${at}`} {...shown} />
      </Section>
    </div>
  );
}
