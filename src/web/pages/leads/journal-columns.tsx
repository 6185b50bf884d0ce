// The columns of lists of persons and accounts. Names come from outside: each stands in its own direction.
import { Link } from '@tanstack/react-router';
import type { AccountSummary, PersonSummary } from '../../../shared/api/persons.js';
import type { Column } from '../../components/tables/DataTable.js';
import { dayIn } from '../../analysis/timeline.js';
import { formatDay } from '../../format/format-date.js';
import { formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { carried, type View } from '../../view/view-state.js';
import { calledOf, standingName } from './journal-words.js';
import styles from './leads.module.css';

interface Scene {
  readonly view: View;
  readonly currency: string;
  readonly timeZone: string;
}

type Standing = PersonSummary | AccountSummary;

function standingColumns({ currency, timeZone }: Scene): Column<Standing>[] {
  const day = (at: string | null): string => (at === null ? '–' : formatDay(dayIn(at, timeZone)));
  const dimension = (id: string, header: string): Column<Standing> => ({ id, header, text: (r) => r.dimensions[id] ?? '', cell: (r) => (r.dimensions[id] === undefined ? <span className="faint">–</span> : <bdi>{r.dimensions[id]}</bdi>) });
  const money = (id: 'won' | 'open', header: string, note: string): Column<Standing> => {
    const text = (r: Standing): string => formatFigure(r[id], { unit: 'money', currency, precision: 'cell' });
    return { id, header, unit: unitSign('money', currency), align: 'right', note, text, cell: (r) => (r.rateMissing ? <span data-note="An amount is left out: there is no exchange rate for its day." tabIndex={0}>{text(r)} *</span> : r[id] === null ? <span className="faint">–</span> : text(r)) };
  };
  return [
    { id: 'stage', header: 'Stands at', text: (r) => standingName(r.stage), cell: (r) => standingName(r.stage) },
    { id: 'lead', header: 'Lead since', text: (r) => day(r.leadAt), cell: (r) => <span className={r.leadAt === null ? 'faint nowrap' : 'nowrap'}>{day(r.leadAt)}</span> },
    {
      id: 'origin', header: 'Came by', note: 'What brought them, as of becoming a lead', text: (r) => [r.dimensions['channel'], r.dimensions['campaign']].filter(Boolean).join(' · '),
      cell: (r) => <>{r.dimensions['channel'] ?? <span className="faint">–</span>}{r.dimensions['campaign'] !== undefined && <bdi className={styles.under}>{r.dimensions['campaign']}</bdi>}</>,
    },
    dimension('persona', 'Persona'), dimension('owner', 'Owner'),
    { id: 'last', header: 'Last seen', text: (r) => day(r.lastAt), cell: (r) => <span className="nowrap">{day(r.lastAt)}</span> },
    money('won', 'Won', 'Deals won, each at the rate of the day it closed'), money('open', 'Open', 'Deals still open, each at the rate of the day it was created'),
  ];
}

export function personColumns(scene: Scene, { withAccount = true } = {}): Column<PersonSummary>[] {
  const search = carried(scene.view);
  const name: Column<PersonSummary> = {
    id: 'name', header: 'Name', text: (p) => calledOf(p),
    cell: (p) => (
      <>
        <Link to="/leads/$id" params={{ id: p.id }} search={search} className={`door ${styles.name}`}><bdi>{calledOf(p)}</bdi></Link>
        {p.name !== '' && p.email !== '' && <bdi className={styles.under}>{p.email}</bdi>}
      </>
    ),
  };
  const account: Column<PersonSummary> = {
    id: 'account', header: 'Company', text: (p) => (p.account === null ? '' : calledOf(p.account)),
    cell: (p) => (p.account === null ? <span className="faint">–</span> : <Link to="/accounts/$id" params={{ id: p.account.id }} search={search} className="door"><bdi>{calledOf(p.account)}</bdi></Link>),
  };
  return [name, ...(withAccount ? [account] : []), ...standingColumns(scene)];
}

export function accountColumns(scene: Scene): Column<AccountSummary>[] {
  const count = (id: 'persons' | 'leads', header: string): Column<AccountSummary> => ({ id, header, align: 'right', text: (a) => formatCount(a[id]), cell: (a) => formatCount(a[id]) });
  const [stage, lead, origin, , owner, ...others] = standingColumns(scene);
  return [
    { id: 'name', header: 'Company', text: (a) => calledOf(a), cell: (a) => <Link to="/accounts/$id" params={{ id: a.id }} search={carried(scene.view)} className={`door ${styles.name}`}><bdi>{calledOf(a)}</bdi></Link> },
    { id: 'industry', header: 'Industry', text: (a) => a.dimensions['industry'] ?? '', cell: (a) => (a.dimensions['industry'] === undefined ? <span className="faint">–</span> : <bdi>{a.dimensions['industry']}</bdi>) },
    count('persons', 'Persons'), count('leads', 'Leads'),
    ...[stage, lead, origin, owner, ...others].filter((c) => c !== undefined),
  ];
}
