// The first screen: are we on course, what moved, what should I look at. Without data it leads to the first import.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { existing } from '../../analysis/catalogue-names.js';
import { funnelSteps } from '../../analysis/funnel-steps.js';
import { figuresQuery } from '../../api/queries.js';
import { funnelKpis } from '../../components/figures/FunnelStages.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ChannelTable } from './ChannelTable.js';
import { useChosenCards } from './chosen-cards.js';
import { FunnelStrip } from './FunnelStrip.js';
import { KpiCards } from './KpiCards.js';
import { NeedsALook } from './NeedsALook.js';
import { CHANNEL_KPIS, SPLIT } from './overview-asks.js';
import styles from './overview.module.css';
import { WhatMoved } from './WhatMoved.js';

/** Seen before the first import only: nobody else need load the place to drop files. */
const FirstScreen = lazy(async () => ({ default: (await import('./FirstScreen.js')).FirstScreen }));

export function OverviewPage() {
  const { extent } = useWorkspace();
  // Once begun, the first screen stays until its reader leaves it: the files being imported live on it.
  const [beginning, setBeginning] = useState(extent === null);
  if (!beginning && extent !== null) return <FilledOverview />;
  return <Suspense fallback={<Page title="Begin" heading="own"><TableBones rows={8} /></Page>}><FirstScreen onDone={() => setBeginning(false)} /></Suspense>;
}

function FilledOverview() {
  const { catalogue } = useWorkspace();
  const { period, where, compare, basis } = useView();
  const [cards, choose] = useChosenCards();
  // All that this page asks for goes to the server as one request, which reads each table of facts once (api/figures-together.ts).
  const now = useQuery(figuresQuery({ kpis: [...new Set([...cards, ...funnelKpis(funnelSteps(catalogue))])], from: period.from, to: period.to, where, compare, basis, details: 'short' }));
  // One answer by channel serves three sections.
  const byChannel = useQuery(figuresQuery({ kpis: existing(catalogue, CHANNEL_KPIS), from: period.from, to: period.to, by: [SPLIT], where, compare, basis, intervals: 'exact' }));
  return (
    <Page title="Overview" heading="hidden" bar={<FilterBar withBasis />}>
      <KpiCards cards={cards} onChoose={choose} now={now} />
      <FunnelStrip figures={now} />
      <div className={styles.two}>
        <WhatMoved figures={byChannel} />
        <NeedsALook figures={byChannel} />
      </div>
      <ChannelTable figures={byChannel} />
    </Page>
  );
}
