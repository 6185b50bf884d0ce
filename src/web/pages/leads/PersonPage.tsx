// One person: who they are, where they stand, what happened, and with whom they were or can be merged.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ApiError } from '../../api/api-client.js';
import { personQuery } from '../../api/queries.js';
import { Page } from '../../components/Page.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { useView } from '../../view/use-view.js';
import { carried, carriedCredit } from '../../view/view-state.js';
import { calledOf } from './journal-words.js';
import styles from './leads.module.css';
import { Merges } from './Merges.js';
import { Standing } from './Standing.js';
import { Timeline } from './Timeline.js';

export function PersonPage() {
  const { id } = useParams({ from: '/leads/$id' });
  const { view } = useView();
  const { data, isError, error, refetch } = useQuery(personQuery(id));
  const back = <Link to="/leads" search={carried(view)} className="link">Leads</Link>;
  if (isError) {
    return (
      <Page title="Person">
        {error instanceof ApiError && error.code === 'not_found' ? <EmptyState action={back}>There is no person “{id}”. The import that brought them may have been undone.</EmptyState> : <ErrorState error={error} what="The person" onRetry={() => void refetch()} />}
      </Page>
    );
  }
  if (!data) return <Page title="Person"><TableBones rows={6} /></Page>;
  const { person, currency, timeZone } = data;
  return (
    <Page title={calledOf(person)} heading="own">
      <div className={styles.card}>
        <div>
          <h1><bdi>{calledOf(person)}</bdi></h1>
          <p className={styles.reach}>
            {back}<span className="faint">{person.id}</span>
            {person.account !== null && <Link to="/accounts/$id" params={{ id: person.account.id }} search={carried(view)} className="door"><bdi>{calledOf(person.account)}</bdi></Link>}
            {person.email !== '' && <bdi>{person.email}</bdi>}{person.phone !== '' && <bdi>{person.phone}</bdi>}
            <Link to="/attribution/journeys/$id" params={{ id: person.id }} search={carriedCredit(view)} className="link">Journeys and credit</Link>
            {person.id !== id.toUpperCase() && <span className="warn">{id} was merged into this person.</span>}
          </p>
        </div>
        <Standing of={person} currency={currency} timeZone={timeZone} />
      </div>
      <Timeline whose="persons" id={person.id} />
      <Merges document={data} />
    </Page>
  );
}
