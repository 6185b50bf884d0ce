// What only pages of attribution let choose: what is credited, how far back touches count, whose touches, and the ways between the pages.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { stageName } from '../../../shared/stages.js';
import { useView } from '../../view/use-view.js';
import { carriedCredit } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';

const LOOKBACKS = [7, 14, 30, 60, 90, 180, 365, 730];
const PAGES = [['/attribution', 'credit'], ['/attribution/ledger', 'ledger'], ['/attribution/journeys', 'journeys']] as const;

/** `Won`, `Renewal`: how a kind of conversion is called. */
export const conversionName = stageName;

interface Props {
  readonly catalogue: ModelCatalogue;
  readonly choice: CreditChoice;
  readonly here: (typeof PAGES)[number][0];
  /** Whose touches count is settled by what the page is about. */
  readonly ofAccount?: boolean;
  readonly children?: ReactNode;
}

export function CreditTools({ catalogue, choice, here, ofAccount = false, children }: Props) {
  const { view, change } = useView();
  const { catalogue: figures } = useWorkspace();
  const lookback = view.lookback ?? catalogue.lookbackDays;
  const set = (patch: Parameters<typeof change>[0]): void => change({ ...patch, skip: undefined }, { replace: true });
  return (
    <>
      <div className={`${styles.tools} no-print`}>
        <label>
          <span className="sr-only">What is credited</span>
          <select className={styles.select} value={choice.conversion} onChange={(e) => set({ conversion: e.currentTarget.value })}>
            {catalogue.conversions.map((c) => <option key={c} value={c}>{conversionName(c)}</option>)}
          </select>
        </label>
        <label>
          <span className="sr-only">Lookback</span>
          <select className={styles.select} value={lookback} onChange={(e) => set({ lookback: Number(e.currentTarget.value) === catalogue.lookbackDays ? undefined : Number(e.currentTarget.value) })}>
            {[...new Set([...LOOKBACKS, lookback, catalogue.lookbackDays])].sort((a, b) => a - b).map((d) => <option key={d} value={d}>{d} days back</option>)}
          </select>
        </label>
        {!ofAccount && <div className={styles.switch} role="group" aria-label="Whose touches count">
          <button type="button" aria-pressed={view.accounts === undefined} data-note="Touches of the person who converted" onClick={() => set({ accounts: undefined })}>Person</button>
          <button type="button" aria-pressed={view.accounts === true} data-note="Touches of everyone at the account, also those that name only the company" onClick={() => set({ accounts: true })}>Account</button>
        </div>}
        <label>
          <span className="sr-only">Channel rules</span>
          <select className={styles.select} value={view.rules ?? ''} onChange={(e) => set({ rules: e.currentTarget.value === '' ? undefined : e.currentTarget.value })}>
            <option value="">channels on arrival</option>
            <option value="latest">latest channel rules</option>
            {view.rules !== undefined && view.rules !== 'latest' && <option value={view.rules}>channel rules {view.rules}</option>}
          </select>
        </label>
        {children}
        {PAGES.filter(([to]) => to !== here).map(([to, label]) => <Link key={to} to={to} search={carriedCredit(view)} className="link small">{label} →</Link>)}
      </div>
      {choice.unknown.length > 0 && <p className="small warn">There is no model called {choice.unknown.join(', ')}: it is left out.</p>}
      {choice.ignored.length > 0 && <p className="small warn">Credit can’t be narrowed by {choice.ignored.map((d) => dimensionLabel(figures, d).toLowerCase()).join(', ')}: that filter is left out here.</p>}
    </>
  );
}
