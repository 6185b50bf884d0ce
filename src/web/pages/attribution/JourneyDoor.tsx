// A count or bar of the journeys as a door to the ledger of its conversions. The bar is the same door again, for the pointer alone.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { journeyLedger, type JourneyLedger, type JourneyNarrowing } from '../../analysis/journey-filter.js';
import styles from './attribution.module.css';

interface Props {
  readonly ledger: JourneyLedger;
  readonly narrowing: JourneyNarrowing;
  readonly drawn?: boolean;
  readonly children: ReactNode;
}

export function JourneyDoor({ ledger, narrowing, drawn = false, children }: Props) {
  const search = journeyLedger(ledger, narrowing);
  if (search === undefined) return children;
  return drawn ? <Link to="/attribution/ledger" search={search} className={styles.drawn} tabIndex={-1} aria-hidden="true">{children}</Link>
    : <Link to="/attribution/ledger" search={search} className="door" data-note="Opens the ledger of these conversions">{children}</Link>;
}
