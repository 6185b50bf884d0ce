// One account: the company, its people, and everything that happened with any of them.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ApiError } from '../../api/api-client.js';
import { accountQuery, personsQuery } from '../../api/queries.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText } from '../../components/tables/DataTable.js';
import { formatCount } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried, carriedCredit } from '../../view/view-state.js';
import { personColumns } from './journal-columns.js';
import { calledOf } from './journal-words.js';
import styles from './leads.module.css';
import { Standing } from './Standing.js';
import { Timeline } from './Timeline.js';

export function AccountPage() {
  const { id } = useParams({ from: '/accounts/$id' });
  const { view } = useView();
  const { data, isError, error, refetch } = useQuery(accountQuery(id));
  const back = <Link to="/leads" search={{ ...carried(view), list: 'accounts' }} className="link">Companies</Link>;
  if (isError) {
    return (
      <Page title="Company">
        {error instanceof ApiError && error.code === 'not_found' ? <EmptyState action={back}>There is no company “{id}”. The import that brought it may have been undone.</EmptyState> : <ErrorState error={error} what="The company" onRetry={() => void refetch()} />}
      </Page>
    );
  }
  if (!data) return <Page title="Company"><TableBones rows={6} /></Page>;
  const { account, currency, timeZone, keys } = data;
  return (
    <Page title={calledOf(account)} heading="own">
      <div className={styles.card}>
        <div>
          <h1><bdi>{calledOf(account)}</bdi></h1>
          <p className={styles.reach}>{back}<span className="faint">{account.id}</span>{keys.filter((k) => k.startsWith('domain:')).map((k) => <bdi key={k}>{k.slice('domain:'.length)}</bdi>)}<Link to="/attribution/journeys/$id" params={{ id: account.id }} search={carriedCredit(view)} className="link">Journeys and credit</Link></p>
        </div>
        <Standing of={account} currency={currency} timeZone={timeZone}>
          <div><dt>Persons</dt><dd>{formatCount(account.persons)}</dd></div>
          <div><dt>Leads</dt><dd>{formatCount(account.leads)}</dd></div>
        </Standing>
      </div>
      <People account={account.id} />
      <Timeline whose="accounts" id={account.id} />
    </Page>
  );
}

function People({ account }: { readonly account: string }) {
  const { view, change } = useView();
  const people = useQuery(personsQuery({ account, limit: 25, ...(view.after !== undefined && { after: view.after }) }));
  const { data } = people;
  const columns = data ? personColumns({ view, currency: data.currency, timeZone: data.timeZone }, { withAccount: false }) : [];
  return (
    <Section title="People" busy={people.isFetching} note={data && formatCount(data.total)} actions={data && data.persons.length > 0 && <CopyTable name={`people-of-${account}`} lines={() => tableText(columns, data.persons)} />}>
      {people.isError ? <ErrorState error={people.error} what="The people" onRetry={() => void people.refetch()} />
      : !data ? <TableBones rows={4} rowHeight={46} />
      : data.persons.length === 0 ? <EmptyState>No source names anybody of this company.</EmptyState>
      : (
        <>
          <DataTable caption="People" columns={columns} rows={data.persons} keyOf={(p) => p.id} />
          {(data.next !== null || view.after !== undefined) && (
            <nav className={`${styles.pager} no-print`} aria-label="Pages of people">
              {view.after !== undefined && <button type="button" className="link" onClick={() => change({ after: undefined })}>back to the first</button>}
              {data.next !== null && <button type="button" className="link" onClick={() => change({ after: data.next ?? undefined })}>further people →</button>}
            </nav>
          )}
        </>
      )}
    </Section>
  );
}
