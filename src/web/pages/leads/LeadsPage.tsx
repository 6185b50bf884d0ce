// The journal: persons or companies with where they stand, searched and narrowed, a page at a time. Beside their own pages the
// only place where personal data is shown.
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CONTACT, JOURNAL_SORTS } from '../../../shared/api/persons.js';
import { EXITS } from '../../../shared/stages.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import type { JournalAsk } from '../../api/api-client.js';
import { accountsQuery, personsQuery } from '../../api/queries.js';
import { ChipMenu, Choice } from '../../components/filters/ChipMenu.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { AccountList, PersonList } from './JournalLists.js';
import { standingName } from './journal-words.js';
import styles from './leads.module.css';

const SORTS = { newest: 'latest leads first', oldest: 'earliest leads first', value: 'most deal value first' } as const;

export function LeadsPage() {
  const { view, period, where, change } = useView();
  const { catalogue } = useWorkspace();
  const { list, find = '', stages = [], whenever = false, after } = view;
  const sort = JOURNAL_SORTS.find((s) => s === view.sort) ?? 'newest';
  // A filter that says nothing of persons, such as a form, narrows figures and not this list.
  const known = findKpi(catalogue, 'leads')?.dimensions ?? [];
  const [used, unused] = [where.filter((f) => known.includes(f.dimension)), where.filter((f) => !known.includes(f.dimension))];
  const ask: JournalAsk = { search: find, stages: [...stages], where: used, ...(!whenever && { from: period.from, to: period.to }), sort, ...(after !== undefined && { after }), limit: 50 };
  const narrow = (patch: Parameters<typeof change>[0]): void => change({ ...patch, after: undefined }, { replace: true });
  const standings = [...catalogue.stages, ...EXITS.filter((e) => e !== 'rejected'), CONTACT];
  const narrowed = find !== '' || stages.length > 0 || used.length > 0 || !whenever;
  const props = { ask, narrowed, onWhenever: whenever ? undefined : () => narrow({ whenever: true }) };
  return (
    <Page title="Leads" heading="own" bar={<FilterBar withCompare={false} />}>
      <div className={styles.head}>
        <h1>Leads</h1>
        <Find find={find} onFind={(text) => narrow({ find: text === '' ? undefined : text })} />
      </div>
      <div className={styles.tools}>
        <div className={styles.switch} role="group" aria-label="What is listed">
          <button type="button" aria-pressed={list === undefined} onClick={() => narrow({ list: undefined })}>Persons</button>
          <button type="button" aria-pressed={list === 'accounts'} onClick={() => narrow({ list: 'accounts' })}>Companies</button>
        </div>
        <div className={styles.switch} role="group" aria-label="When they became leads">
          <button type="button" aria-pressed={!whenever} data-note="Only who became a lead in the period above: the very leads that its figures count" onClick={() => narrow({ whenever: undefined })}>Leads of the period</button>
          <button type="button" aria-pressed={whenever} onClick={() => narrow({ whenever: true })}>All, whenever</button>
        </div>
        <ChipMenu name="Stands at" label={stages.length === 0 ? 'at any stage' : stages.map(standingName).join(' or ')}>
          {() => standings.map((stage) => (
            <Choice key={stage} current={stages.includes(stage)} onChoose={() => {
              const next = stages.includes(stage) ? stages.filter((s) => s !== stage) : [...stages, stage];
              narrow({ stages: next.length === 0 ? undefined : next });
            }}>{standingName(stage)}</Choice>
          ))}
        </ChipMenu>
        <label>
          <span className="sr-only">Order</span>
          <select className={styles.select} value={sort} onChange={(e) => narrow({ sort: e.currentTarget.value === 'newest' ? undefined : e.currentTarget.value })}>
            {JOURNAL_SORTS.map((s) => <option key={s} value={s}>{SORTS[s]}</option>)}
          </select>
        </label>
        {!whenever && <Link to="/kpis/$id" params={{ id: 'leads' }} search={carried(view)} className="link small">the figure of these leads</Link>}
        {unused.length > 0 && <p className="small warn">The filter on {unused.map((f) => dimensionLabel(catalogue, f.dimension)).join(' and ')} says nothing of persons and is left out here.</p>}
      </div>
      {list === 'accounts' ? <Accounts {...props} /> : <Persons {...props} />}
    </Page>
  );
}

interface Asked {
  readonly ask: JournalAsk;
  readonly narrowed: boolean;
  readonly onWhenever: (() => void) | undefined;
}

const Persons = ({ ask, ...props }: Asked) => <PersonList query={useQuery(personsQuery(ask))} {...props} />;
const Accounts = ({ ask, ...props }: Asked) => <AccountList query={useQuery(accountsQuery(ask))} {...props} />;

/** What is typed is searched for when the typing rests. */
function Find({ find, onFind }: { readonly find: string; readonly onFind: (text: string) => void }) {
  const [typed, setTyped] = useState(find);
  // What this field asked for, and what the address said last: only what comes from elsewhere takes the place of what is typed.
  const [asked, setAsked] = useState(find);
  const [seen, setSeen] = useState(find);
  if (find !== seen) {
    setSeen(find);
    if (find !== asked) {
      setAsked(find);
      setTyped(find);
    }
  }
  const ask = (text: string): void => {
    setAsked(text.trim());
    onFind(text.trim());
  };
  const search = useDebouncedCallback(ask, 350);
  return (
    <input
      type="search" className={`${styles.find} no-print`} placeholder="Name, e-mail, phone or company" aria-label="Find by name, e-mail, phone or company" maxLength={200}
      value={typed} onChange={(e) => { setTyped(e.currentTarget.value); search(e.currentTarget.value); }} onKeyDown={(e) => { if (e.key === 'Enter') ask(typed); }}
    />
  );
}
