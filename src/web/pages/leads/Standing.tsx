// What is known of a person or an account at a glance: stage, dates, origin, worth; each figure a door to its KPI.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AccountSummary, PersonSummary } from '../../../shared/api/persons.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { dayIn } from '../../analysis/timeline.js';
import { formatDay } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { standingName } from './journal-words.js';
import styles from './leads.module.css';

const SHOWN = ['channel', 'campaign', 'persona', 'segment', 'industry', 'company_size', 'country', 'owner', 'self_reported', 'self_reported_answer'];

export function Standing({ of, currency, timeZone, children }: { readonly of: PersonSummary | AccountSummary; readonly currency: string; readonly timeZone: string; readonly children?: ReactNode }) {
  const { catalogue } = useWorkspace();
  const day = (at: string | null): ReactNode => (at === null ? <span className="faint">–</span> : formatDay(dayIn(at, timeZone)));
  const money = (value: PersonSummary['won']): string => formatFigure(value, { unit: 'money', currency });
  return (
    <dl className={styles.facts}>
      <div><dt>Stands at</dt><dd>{standingName(of.stage)}</dd></div>
      {children}
      <div><dt>Lead since</dt><dd>{of.leadAt === null ? day(null) : <Link to="/kpis/$id" params={{ id: 'leads' }} search={{ period: dayIn(of.leadAt, timeZone) }} className="door" data-note="The leads of that day">{day(of.leadAt)}</Link>}</dd></div>
      <div><dt>First heard of</dt><dd>{day(of.firstAt)}</dd></div>
      <div><dt>Last seen</dt><dd>{day(of.lastAt)}</dd></div>
      {SHOWN.flatMap((d) => (of.dimensions[d] === undefined ? [] : [<div key={d}><dt>{dimensionLabel(catalogue, d)}</dt><dd><bdi>{of.dimensions[d]}</bdi></dd></div>]))}
      <div><dt>Deals</dt><dd>{formatCount(of.deals)}</dd></div>
      {of.won !== null && <div><dt>Won</dt><dd>{money(of.won)}{of.rateMissing && ' *'}</dd></div>}
      {of.open !== null && <div><dt>Open</dt><dd>{money(of.open)}{of.rateMissing && ' *'}</dd></div>}
      {of.rateMissing && <div><dt>*</dt><dd className="small warn">An amount is left out: there is no exchange rate for its day.</dd></div>}
    </dl>
  );
}
