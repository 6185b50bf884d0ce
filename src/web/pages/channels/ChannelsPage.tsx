// What each channel and campaign costs and brings, as a finance department would accept it, and how that went over time.
import { useQuery } from '@tanstack/react-query';
import { existing } from '../../analysis/catalogue-names.js';
import { figuresQuery } from '../../api/queries.js';
import { Courses } from '../../components/courses/Courses.js';
import { CreditModel } from '../../components/filters/CreditModel.js';
import { DirectionSwitch } from '../../components/filters/DirectionSwitch.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CHANNEL, CHANNEL_COLUMNS, DEFAULT_DRAWN } from './channel-asks.js';
import { ChannelTree } from './ChannelTree.js';

export function ChannelsPage() {
  const { catalogue } = useWorkspace();
  const { period, where, compare, credit } = useView();
  const kpis = existing(catalogue, CHANNEL_COLUMNS.map((c) => c.id));
  const figures = useQuery(figuresQuery({ kpis, from: period.from, to: period.to, by: [CHANNEL], where, compare, ...credit, intervals: 'exact' }));
  return (
    <Page title="Channels" heading="hidden" bar={<FilterBar><DirectionSwitch /><CreditModel /></FilterBar>}>
      <ChannelTree figures={figures} kpis={kpis} />
      <Courses dimension={CHANNEL} kpis={kpis} drawn={DEFAULT_DRAWN} figures={figures} />
    </Page>
  );
}
