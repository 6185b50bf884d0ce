// What only pages of attribution let choose: what is credited, how far back touches count, whose touches, and the ways between the pages.
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import type { ViewPage } from '../../../shared/api/saved-views.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { stageName } from '../../../shared/stages.js';
import { useView } from '../../view/use-view.js';
import { carriedCredit } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { SavedViews } from '../../components/SavedViews.js';
import styles from './attribution.module.css';

const LOOKBACKS = [7, 14, 30, 60, 90, 180, 365, 730];
const PAGES = [['/attribution', 'credit'], ['/attribution/ledger', 'ledger'], ['/attribution/journeys', 'journeys']] as const;

/** Of which pages views are kept, by address. */
const KEPT: Readonly<Record<string, ViewPage>> = { '/attribution': 'attribution', '/attribution/journeys': 'journeys' };

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
  const kept = useLocation({ select: ({ pathname }) => KEPT[pathname] });
  const named = (dimensions: readonly string[]): string => dimensions.map((d) => dimensionLabel(figures, d).toLowerCase()).join(', ');
  const lookback = choice.ask.lookbackDays ?? catalogue.lookbackDays;
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
        {kept !== undefined && <SavedViews page={kept} />}
        {PAGES.filter(([to]) => to !== here).map(([to, label]) => <Link key={to} to={to} search={carriedCredit(view)} className="link small">{label} →</Link>)}
      </div>
      {choice.replaced.map((said) => <p key={said} className="small warn">{said}</p>)}
      {choice.unsplit.length > 0 && <p className="small warn">Credit can’t be split by {named(choice.unsplit)}: it is split by {named(choice.by)}.</p>}
      {choice.twice.length > 0 && <p className="small warn">The split names {named(choice.twice)} twice: it is split by {named(choice.by)}.</p>}
      {choice.ignored.length > 0 && <p className="small warn">Credit can’t be narrowed by {named(choice.ignored)}: that filter is left out here.</p>}
    </>
  );
}
