// The plan: from revenue to leads, visits and budget and back, edited at any stage, and the worksheet that divides it among channels.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { addDays, addMonths, startOf, twelveMonthsBefore } from '../../../shared/period.js';
import type { PlanInput } from '../../../shared/planning/reverse-funnel.js';
import { planFunnel, readHold, readTyped, sheetGoal, type Hold, type Live } from '../../analysis/plan-figures.js';
import { decimalOf } from '../../analysis/typed-number.js';
import { reverseQuery, targetQuery, worksheetQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { formatFigure } from '../../format/format-figure.js';
import { periodOf } from '../../view/period-presets.js';
import { useArrived } from '../../view/use-arrived.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { GoalsHead } from '../goals/GoalsHead.js';
import { useComingPeriods } from '../goals/use-coming-periods.js';
import { PlanFunnel } from './PlanFunnel.js';
import { digitsOf, unitOf } from './plan-names.js';
import { Worksheet } from './Worksheet.js';

export function PlanPage() {
  const { view, where } = useView();
  const { calendar, extent, status } = useWorkspace();
  const coming = useComingPeriods();
  const [live, setLive] = useState<Live | null>(null);
  const chosen = view.period === undefined ? undefined : periodOf(view.period, calendar);
  const history = chosen && { from: chosen.from, to: chosen.to };
  // Revenue is planned for the year to come unless the address says otherwise.
  const due = (view.due === undefined ? undefined : periodOf(view.due, calendar)) ?? coming.filter((c) => c.label.endsWith('year')).map((c) => ({ from: c.from, to: addDays(c.lastDay, 1) })).at(-1);
  // Any stage may be held: what is asked for are the figures of history and the time between stages.
  const figures = useQuery(reverseQuery({ anchor: { stage: 'leads', amount: 1 }, where, ...(history && { history }), ...(due && { target: { from: due.from, to: due.to } }) }));
  // Growth shows from two whole fiscal years on.
  const hasGrowth = extent !== null && extent.from <= addMonths(startOf('year', calendar.today, calendar.fiscalYearStart), -24);
  const target = useQuery({ ...targetQuery, enabled: view.hold === undefined && hasGrowth });
  const sheet = useQuery(worksheetQuery(history ? { history } : {}));
  const currency = figures.data?.currency ?? status.currency;
  const digits = digitsOf(currency);

  const lastYears = sheet.data?.totals.revenue ?? undefined;
  const held = readHold(view.hold);
  const usual: Hold | undefined = target.data ? { stage: 'revenue', amount: target.data.target } : (!hasGrowth || target.isError) && lastYears !== undefined && Number(lastYears) > 0 ? { stage: 'revenue', amount: lastYears } : undefined;
  const isInput = (field: Live['field']): field is PlanInput => unitOf(field).kind === 'input';
  const hold = live !== null && !isInput(live.field) ? { stage: live.field, amount: decimalOf(live.text, unitOf(live.field).unit) } : held ?? usual;
  const typed = useMemo(() => {
    const kept = readTyped(view.typed);
    return live !== null && unitOf(live.field).kind === 'input' && live.text.trim() !== '' ? { ...kept, [live.field]: decimalOf(live.text, unitOf(live.field).unit) } : kept;
  }, [view.typed, live]);
  const known = figures.data?.inputs;
  const funnel = useMemo(() => planFunnel(hold?.amount === '' ? undefined : hold, typed, known ?? [], digits), [hold, typed, known, digits]);
  const origin = held || live ? undefined : target.data ? `${formatFigure(target.data.target, { unit: 'money', currency, precision: 'short' })} of revenue is what your own growth of ${formatFigure(target.data.growth, { unit: 'rate', currency })} a year gives` : usual ? 'the revenue of the days that history is taken from; type your own goal' : undefined;
  // What is held decides how high the table is and what is said beside it: both come at once.
  const busy = figures.isPending || (hold === undefined && (sheet.isFetching || target.isFetching));
  const arrived = useArrived(!busy);
  return (
    <Page title="Plan" heading="own" bar={<FilterBar withCompare={false} usual={{ ...(figures.data?.history ?? twelveMonthsBefore(calendar.today)), label: 'history' }} />}>
      <GoalsHead title="Plan" />
      <PlanFunnel figures={figures} busy={busy} there={arrived} funnel={funnel} hold={hold} typed={typed} live={live} onLive={setLive} origin={origin} currency={currency} due={due} />
      <div className="later" hidden={!arrived}><Worksheet start={sheet} goal={sheetGoal(funnel.stages)} currency={currency} digits={digits} /></div>
    </Page>
  );
}
