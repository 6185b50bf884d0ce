// The reverse funnel as a table that can be typed over anywhere: the stage that was typed last is held, all others follow.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlanInputFigure, ReverseDocument } from '../../../shared/api/planning.js';
import type { AppError } from '../../../shared/errors.js';
import { addDays, type DayRange } from '../../../shared/period.js';
import type { PlanInput } from '../../../shared/planning/reverse-funnel.js';
import { FUNNEL_STAGES, printHold, printTyped, type Funnel, type FunnelStage, type Hold, type Live, type Typed } from '../../analysis/plan-figures.js';
import { decimalOf, typedOf } from '../../analysis/typed-number.js';
import { NumberField } from '../../components/NumberField.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { rangeId } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { prune } from '../../view/view-state.js';
import { useComingPeriods } from '../goals/use-coming-periods.js';
import { BESIDE, INPUTS, STAGES } from './plan-names.js';
import styles from './plan.module.css';

interface Props {
  readonly figures: UseQueryResult<ReverseDocument>;
  readonly busy: boolean;
  /** Whether it has been there before: it stays in sight while it is reckoned anew. */
  readonly there: boolean;
  readonly funnel: Funnel;
  readonly hold: Hold | undefined;
  readonly typed: Typed;
  readonly live: Live | null;
  readonly onLive: (live: Live | null) => void;
  readonly origin: string | undefined;
  readonly currency: string;
  readonly due: DayRange | undefined;
}

export function PlanFunnel({ figures, busy, there, funnel, hold, typed, live, onLive, origin, currency, due }: Props) {
  const { view, change } = useView();
  const coming = useComingPeriods();
  const named = coming.find((c) => c.from === due?.from && addDays(c.lastDay, 1) === due.to);
  const needed = (stage: FunnelStage, precision: 'exact' | 'cell' = 'exact'): string => formatFigure(funnel.stages.get(stage)?.needed, { unit: STAGES[stage].unit, currency, precision });
  const exact = (stage: FunnelStage): string => formatFigure(funnel.stages.get(stage)?.exact, { unit: STAGES[stage].unit, currency: '', precision: 'cell', digits: STAGES[stage].unit === 'money' ? 4 : 3 });
  const when = (stage: FunnelStage): DayRange | undefined => figures.data?.stages.find((s) => s.stage === stage)?.neededBy;
  const keepStage = (stage: FunnelStage, text: string): void => {
    const amount = decimalOf(text, STAGES[stage].unit);
    if (amount === '') return onLive(null);
    // What can't be read stays in sight with its fault, and out of the address.
    if (funnel.faults.has(stage)) return;
    change({ hold: printHold({ stage, amount }) }, { replace: true });
    onLive(null);
  };
  const keepInput = (input: PlanInput, text: string): void => {
    if (text.trim() !== '' && funnel.faults.has(input)) return;
    change({ typed: printTyped(written({ ...typed, [input]: text.trim() === '' ? undefined : decimalOf(text, INPUTS[input].unit) })) }, { replace: true });
    onLive(null);
  };
  const lines = (): string[][] => [['Stage', 'Needed', 'Unrounded', 'Needed from', 'Needed until'], ...FUNNEL_STAGES.filter((s) => funnel.stages.has(s)).map((s) => {
    const days = when(s);
    return [STAGES[s].label, String(funnel.stages.get(s)?.needed), String(funnel.stages.get(s)?.exact), days?.from ?? '', days ? addDays(days.to, -1) : ''];
  })];
  return (
    <Section
      title="Reverse funnel" note={origin ?? 'type over any number: the rest follows'} busy={busy}
      actions={<>
        <label className="small">Revenue to come in <select className={styles.select} value={named?.label ?? ''} onChange={(e) => { const one = coming.find((c) => c.label === e.currentTarget.value); change({ due: one && rangeId({ from: one.from, to: addDays(one.lastDay, 1) }) }, { replace: true }); }}>
          {!named && <option value="">{due ? formatRange(due) : 'any time'}</option>}
          {coming.map((c) => <option key={c.label}>{c.label}</option>)}
        </select></label>
        {(view.hold !== undefined || view.typed !== undefined) && <button type="button" className="link" onClick={() => { onLive(null); change({ hold: undefined, typed: undefined }); }}>from history anew</button>}
        {funnel.stages.size > 0 && <CopyTable name="plan" lines={lines} />}
      </>}
    >
      {figures.isError ? <ErrorState error={figures.error} what="What history says" onRetry={() => void figures.refetch()} />
      : !figures.data || !there ? <TableBones rows={8} rowHeight={42} />
      : (
        <ScrollRegion className={styles.scroll} label="Reverse funnel">
          <table className={styles.table}>
            <caption className="sr-only">Reverse funnel: what each stage needs, and by which rate</caption>
            <thead><tr><th scope="col">Stage</th><th scope="col" className={styles.num}>Needed</th><th scope="col" className={styles.num}>Unrounded</th><th scope="col">Needed in</th><th scope="col">With</th></tr></thead>
            <tbody>
              {FUNNEL_STAGES.map((stage) => {
                const days = when(stage);
                const plan = funnel.stages.get(stage);
                return (
                  <tr key={stage}>
                    <th scope="row">{STAGES[stage].label}{hold?.stage === stage && <span className={styles.held}>held</span>}</th>
                    <td className={styles.num}>
                      <NumberField
                        label={`${STAGES[stage].label} needed`} shown={live?.field === stage ? live.text : needed(stage, 'cell')} plain={live?.field === stage ? live.text : hold?.stage === stage ? hold.amount : plan ? String(plan.needed) : ''} unit={unitSign(STAGES[stage].unit, currency)}
                        strong={hold?.stage === stage} fault={reasonOf(funnel.faults.get(stage))} onType={(text) => onLive(text === null ? null : { field: stage, text })} onKeep={(text) => keepStage(stage, text)}
                      />
                    </td>
                    <td className={`${styles.num ?? ''} faint`} data-note={plan ? `rounded ${plan.rounded} from its exact value${plan.rounded === 'up' ? ': so many are needed' : ': so many come of it'}` : undefined}>{exact(stage)}</td>
                    <td className="nowrap">{days ? formatRange(days) : <span className="faint">–</span>}</td>
                    <td>{BESIDE[stage].map((input) => (
                      <InputLine key={input} input={input} known={figures.data.inputs.find((f) => f.input === input)} missing={figures.data.missing.find((m) => m.input === input)} typed={typed[input]} live={live?.field === input ? live.text : undefined} fault={reasonOf(funnel.faults.get(input))} currency={currency} history={figures.data.history}
                        onType={(text) => onLive(text === null ? null : { field: input, text })} onKeep={(text) => keepInput(input, text)} />
                    ))}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Section>
  );
}

const written = (typed: { readonly [K in PlanInput]?: string | undefined }): Typed => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));

interface InputProps {
  readonly input: PlanInput;
  readonly known: PlanInputFigure | undefined;
  readonly missing: ReverseDocument['missing'][number] | undefined;
  readonly typed: string | undefined;
  readonly live: string | undefined;
  readonly fault: string | undefined;
  readonly currency: string;
  readonly history: DayRange;
  readonly onType: (text: string | null) => void;
  readonly onKeep: (text: string) => void;
}

/** A rate or price with what history says of it, interval and cases. */
function InputLine({ input, known, missing, typed, live, fault, currency, history, onType, onKeep }: InputProps) {
  const { view } = useView();
  const { label, unit, kpi } = INPUTS[input];
  const show = (value: PlanInputFigure['value'] | undefined): string => formatFigure(value, { unit, currency, precision: unit === 'money' ? 'exact' : 'short' });
  const value = typed ?? known?.value;
  const cell = formatFigure(value, { unit, currency, precision: 'cell' });
  const words = known && [`history ${show(known.value)}`, known.low === undefined ? '' : `95 %: ${show(known.low)} – ${show(known.high)}`, known.sample === undefined ? '' : `${formatCount(known.sample)} cases${known.open ? `, ${formatCount(known.open)} open` : ''}`, known.lagDays ? `${formatCount(known.lagDays)} days` : ''].filter(Boolean).join(' · ');
  return (
    <div className={styles.input}>
      <NumberField label={label} shown={live ?? cell} plain={live ?? (value === undefined ? '' : typed !== undefined ? typedOf(typed, unit) : plainOf(value, unit))} unit={unitSign(unit, currency)} strong={typed !== undefined} fault={fault} onType={onType} onKeep={onKeep} />
      <div>
        {label}{typed !== undefined && known && <> <button type="button" className="link small" onClick={() => onKeep('')}>as in history</button></>}
        <span className={styles.under}>
          {words !== undefined ? (kpi === undefined ? words : <Link to="/kpis/$id" params={{ id: kpi }} search={prune({ filters: view.filters, period: rangeId(history), basis: unit === 'rate' && kpi !== 'visitor_to_lead_rate' ? 'cohort' : undefined })} className="door">{words}</Link>)
          : missing ? `${missing.reason}. Enough would be ${missing.enough}; or type it.` : ''}
        </span>
      </div>
    </div>
  );
}

/** History's figure as one would type it: in percent, to four digits after the point. */
const plainOf = (value: PlanInputFigure['value'], unit: 'rate' | string): string => String(Number((Number(value) * (unit === 'rate' ? 100 : 1)).toFixed(4)));

/** What is wrong with a field, without its name: it stands beside it. */
const reasonOf = (fault: AppError | undefined): string | undefined => (fault === undefined ? undefined : String(fault.details['reason'] ?? fault.message));
