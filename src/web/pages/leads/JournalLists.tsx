// A page of persons or companies as a table, with the way to the next page, and what stands there while there is none.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AccountList as Accounts, AccountSummary, PersonList as Persons, PersonSummary } from '../../../shared/api/persons.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatCount } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { accountColumns, personColumns } from './journal-columns.js';
import styles from './leads.module.css';

interface ListProps<Document> {
  readonly query: UseQueryResult<Document>;
  /** Anything narrows the list: then an empty one is no sign of an empty workspace. */
  readonly narrowed: boolean;
  /** Looks beyond the period, where it is what narrows. */
  readonly onWhenever: (() => void) | undefined;
}

export function PersonList({ query, ...props }: ListProps<Persons>) {
  const { view } = useView();
  const columns = query.data ? personColumns({ view, currency: query.data.currency, timeZone: query.data.timeZone }) : [];
  return <List<PersonSummary> title="Persons" query={query} rows={query.data?.persons} columns={columns} {...props} />;
}

export function AccountList({ query, ...props }: ListProps<Accounts>) {
  const { view } = useView();
  const columns = query.data ? accountColumns({ view, currency: query.data.currency, timeZone: query.data.timeZone }) : [];
  return <List<AccountSummary> title="Companies" query={query} rows={query.data?.accounts} columns={columns} {...props} />;
}

interface Listed<Row> extends ListProps<{ readonly next: string | null; readonly total: number; readonly searchLimited: boolean }> {
  readonly title: string;
  readonly rows: readonly Row[] | undefined;
  readonly columns: readonly Column<Row>[];
}

function List<Row extends { readonly id: string }>({ title, query, rows, columns, narrowed, onWhenever }: Listed<Row>) {
  const { view, change } = useView();
  const { data, isError, error, refetch, isPlaceholderData, isFetching } = query;
  const nothing: ReactNode = !narrowed ? (
    <EmptyState action={<Link to="/imports" search={carried(view)} className="link">Import a file</Link>}>Here stands everybody your files name, with their stage, source and worth. Nobody yet.</EmptyState>
  ) : (
    <EmptyState action={onWhenever && <button type="button" className="link" onClick={onWhenever}>Look among all, whenever they became leads</button>}>Nobody fits{onWhenever ? ' in this period' : ''}. Take away a filter, or search for a part of the name.</EmptyState>
  );
  return (
    <Section
      title={title} busy={isFetching} note={data && `${formatCount(data.total)} in all`}
      actions={rows !== undefined && rows.length > 0 && <CopyTable name={title.toLowerCase()} lines={() => tableText(columns, rows)} />}
    >
      {data?.searchLimited === true && <p className="small warn">More fit the search than can be looked at: search for more of the name.</p>}
      {isError ? <ErrorState error={error} what="The list" onRetry={() => void refetch()} /> : !rows || !data ? <TableBones rows={12} rowHeight={46} /> : rows.length === 0 ? nothing : (
        <div className={isPlaceholderData ? styles.stale : undefined}>
          <DataTable caption={title} columns={columns} rows={rows} keyOf={(r) => r.id} />
          <nav className={`${styles.pager} no-print`} aria-label="Pages of the list">
            <span>{formatCount(rows.length)} of {formatCount(data.total)}</span>
            {view.after !== undefined && <button type="button" className="link" onClick={() => change({ after: undefined })}>back to the first</button>}
            {data.next !== null && <button type="button" className="link" onClick={() => { change({ after: data.next ?? undefined }); document.querySelector('#main')?.scrollIntoView(); }}>further {title.toLowerCase()} →</button>}
          </nav>
        </div>
      )}
    </Section>
  );
}
