// What if: figures of history typed over in all channels or in one, what comes of it as ranges, what matters most, and scenarios
// that were kept beside it. The address holds the draft.
import { useQuery } from '@tanstack/react-query';
import type { ScenarioRequest } from '../../../shared/api/planning.js';
import { addDays, addMonths, startOf, twelveMonthsBefore } from '../../../shared/period.js';
import { faultOf, gapsOf, readDraft, withChange } from '../../analysis/scenario-draft.js';
import { decimalOf } from '../../analysis/typed-number.js';
import { ApiError } from '../../api/api-client.js';
import { comparedScenariosQuery, planInputsQuery, scenarioQuery, scenariosQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { periodOf } from '../../view/period-presets.js';
import { useArrived } from '../../view/use-arrived.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { GoalsHead } from '../goals/GoalsHead.js';
import { ByChannel } from './ByChannel.js';
import { KeptScenarios } from './KeptScenarios.js';
import { Outcomes } from './Outcomes.js';
import { CHANGED } from './scenario-names.js';
import { Tornado } from './Tornado.js';
import { useScenarioChanges } from './use-scenario-changes.js';
import { WhatIf } from './WhatIf.js';

const INPUTS = Object.keys(CHANGED) as (keyof typeof CHANGED)[];
/** Kept scenarios that stand beside the draft, at most: with history and the draft the table stays readable. */
const BESIDE = 3;

export function ScenariosPage() {
  const { view, where, change } = useView();
  const { calendar, status } = useWorkspace();
  const chosen = view.period === undefined ? undefined : periodOf(view.period, calendar);
  const history = chosen && { from: chosen.from, to: chosen.to };
  const next = addMonths(startOf('quarter', calendar.today, calendar.fiscalYearStart), 3);
  const due = (view.due === undefined ? undefined : periodOf(view.due, calendar)) ?? { from: next, to: addMonths(next, 3) };
  const draft = readDraft(view.changes);
  const asked: ScenarioRequest = { from: due.from, to: due.to, where, ...(history && { history }), ...(view.target !== undefined && { target: decimalOf(view.target, 'money') }) };
  const base = useQuery(scenarioQuery(asked));
  const played = useQuery({ ...scenarioQuery({ ...asked, changes: draft }), enabled: draft.length > 0 });
  const now = draft.length > 0 ? played : base;
  const figures = useQuery(planInputsQuery({ where, by: 'channel', ...(history && { history }) }));
  const kept = useQuery(scenariosQuery);
  const names = (view.beside ?? []).filter((name) => kept.data?.scenarios.some((s) => s.name === name)).slice(0, BESIDE);
  const beside = useQuery({ ...comparedScenariosQuery(names), enabled: names.length > 0 });
  const changes = useScenarioChanges();
  const missing = figures.data?.rows.find((row) => row.value === null)?.missing.map((m) => m.input) ?? [];
  const gapsIn = (error: unknown, typed: typeof draft) => (error instanceof ApiError ? gapsOf(error, typed, missing) : []);
  const gaps = gapsIn(now.error, draft);
  const fault = now.error instanceof ApiError && gaps.length === 0 ? faultOf(now.error.details, draft, INPUTS) : undefined;
  // History alone may be too short to play, and what is typed make up for it.
  const isShort = gapsIn(base.error, []).length > 0;
  const arrived = useArrived(!figures.isPending);
  const currency = base.data?.currency ?? status.currency;
  const set = (...given: Parameters<typeof withChange> extends [unknown, ...infer Rest] ? Rest : never): void => change({ changes: withChange(draft, ...given) }, { replace: true });
  return (
    <Page title="Scenarios" heading="own" bar={<FilterBar withCompare={false} usual={{ ...(figures.data?.history ?? twelveMonthsBefore(calendar.today)), label: 'history' }} />}>
      <GoalsHead title="Scenarios" />
      <WhatIf figures={figures} base={base.data} draft={draft} fault={fault} target={view.target} due={{ from: due.from, lastDay: addDays(due.to, -1) }} currency={currency} onSet={set} />
      <div className="later" hidden={!arrived}>
        <Outcomes base={base} isShort={isShort} now={now} changed={draft.length > 0} fault={fault} gaps={gaps} beside={names.length > 0 ? beside : undefined} names={names} />
        <KeptScenarios kept={kept} beside={names} most={BESIDE} request={now.isError ? undefined : now.data?.request} changes={changes} />
        {now.data && !now.isError && <Tornado scenario={now.data} />}
        <ByChannel figures={figures} base={base} isShort={isShort} now={now.isError ? undefined : now.data} draft={draft} fault={fault} currency={currency} onSet={set} />
      </div>
    </Page>
  );
}
