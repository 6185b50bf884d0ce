// The one bar above every page of figures: period, comparison, filters, basis where it matters, and how far the data reach.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { addDays } from '../../../shared/period.js';
import { formatDay } from '../../format/format-date.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { BasisSwitch } from './BasisSwitch.js';
import { ComparePicker } from './ComparePicker.js';
import { FilterChips } from './FilterChips.js';
import { PeriodPicker, type UsualPeriod } from './PeriodPicker.js';
import styles from './filters.module.css';

interface Props {
  readonly withBasis?: boolean;
  /** False where nothing is compared. */
  readonly withCompare?: boolean;
  /** The period where the address names none; default the last 90 days with data. */
  readonly usual?: UsualPeriod | undefined;
  /** What only this page lets choose. */
  readonly children?: ReactNode;
}

export function FilterBar({ withBasis = false, withCompare = true, usual, children }: Props) {
  const { extent, settings, status } = useWorkspace();
  return (
    <section className={styles.bar} aria-label="What is shown">
      <PeriodPicker usual={usual} />
      {withCompare && <ComparePicker />}
      <FilterChips />
      {withBasis && <BasisSwitch />}
      {children}
      <span className={`${styles.state} small faint`}>
        {extent ? `data until ${formatDay(addDays(extent.to, -1))} · ` : <>no data yet: <Link to="/imports" search={{}} className="link">bring files in</Link> · </>}{settings.timeZone}{status.currency !== '' && ` · ${status.currency}`}
      </span>
    </section>
  );
}
