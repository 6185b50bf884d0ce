// What each channel and campaign costs and brings, as a finance department would accept it, and how that went over time.
import { useQuery } from '@tanstack/react-query';
import { findKpi } from '../../analysis/find-kpi.js';
import { figuresQuery } from '../../api/queries.js';
import { DirectionSwitch } from '../../components/filters/DirectionSwitch.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CHANNEL, CHANNEL_COLUMNS } from './channel-asks.js';
import { ChannelTree } from './ChannelTree.js';
import { ChannelTrends } from './ChannelTrends.js';

export function ChannelsPage() {
  const { catalogue } = useWorkspace();
  const { period, where, compare } = useView();
  const kpis = CHANNEL_COLUMNS.map((c) => c.id).filter((id) => findKpi(catalogue, id) !== undefined);
  const figures = useQuery(figuresQuery({ kpis, from: period.from, to: period.to, by: [CHANNEL], where, compare }));
  return (
    <Page title="Channels" heading="hidden" bar={<FilterBar><DirectionSwitch /></FilterBar>}>
      <ChannelTree figures={figures} kpis={kpis} />
      <ChannelTrends figures={figures} kpis={kpis} />
    </Page>
  );
}
