// The figures of a scenario in all channels, typed over with what history says of each beside it; the days and the goal they are for.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { InputsDocument, PlanInputFigure, ScenarioChange, ScenarioDocument } from '../../../shared/api/planning.js';
import { addDays } from '../../../shared/period.js';
import { fieldKey, type FieldFault, type ScenarioInput } from '../../analysis/scenario-draft.js';
import { decimalOf, typedOf } from '../../analysis/typed-number.js';
import { NumberField } from '../../components/NumberField.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { rangeId } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { prune } from '../../view/view-state.js';
import { useComingPeriods } from '../goals/use-coming-periods.js';
import { INPUTS } from '../plan/plan-names.js';
import { CHANGED } from './scenario-names.js';
import styles from './scenarios.module.css';

export type SetField = (field: Pick<ScenarioChange, 'input' | 'channel'>, to: Pick<ScenarioChange, 'value' | 'factor'> | null) => void;

interface Props {
  readonly figures: UseQueryResult<InputsDocument>;
  readonly base: ScenarioDocument | undefined;
  readonly draft: readonly ScenarioChange[];
  readonly fault: FieldFault | undefined;
  readonly target: string | undefined;
  readonly due: { readonly from: string; readonly lastDay: string };
  readonly currency: string;
  readonly onSet: SetField;
}

export function WhatIf({ figures, base, draft, fault, target, due, currency, onSet }: Props) {
  const { change } = useView();
  const coming = useComingPeriods();
  const named = coming.find((c) => c.from === due.from && c.lastDay === due.lastDay);
  const all = figures.data?.rows.find((row) => row.value === null);
  const typed = (input: ScenarioInput): ScenarioChange | undefined => draft.find((c) => c.input === input && c.channel === undefined);
  return (
    <Section
      title="What if" note="type over any figure, in all channels here or in one below; what is typed is certain, the rest as sure as history makes it" busy={figures.isPending}
      actions={<>
        <label className="small">Revenue to come in <select className={styles.select} value={named?.label ?? ''} onChange={(e) => { const one = coming.find((c) => c.label === e.currentTarget.value); if (one) change({ due: rangeId({ from: one.from, to: addDays(one.lastDay, 1) }) }, { replace: true }); }}>
          {!named && <option value="">{formatRange({ from: due.from, to: addDays(due.lastDay, 1) })}</option>}
          {coming.map((c) => <option key={c.label}>{c.label}</option>)}
        </select></label>
        {draft.length > 0 && <button type="button" className="link" onClick={() => change({ changes: undefined })}>as in history</button>}
      </>}
    >
      {figures.isError ? <ErrorState error={figures.error} what="What history says" onRetry={() => void figures.refetch()} />
      : !figures.data ? <TableBones rows={8} rowHeight={34} />
      : (
        <div className={styles.fields}>
          <div className={styles.field}>
            <NumberField
              label="Revenue to reach" shown={target === undefined ? '' : formatTyped(target, 'money', currency)} plain={target ?? ''} unit={unitSign('money', currency)} strong={target !== undefined} fault={fault?.field === 'target' ? fault.message : undefined}
              onType={ignore} onKeep={(text) => change({ target: text.trim() === '' ? undefined : decimalOf(text, 'money') }, { replace: true })}
            />
            <div>Revenue to reach<span className={styles.under}>{target === undefined ? 'type it, and each scenario says how likely it is' : 'the goal that the chance below is about'}</span></div>
          </div>
          {(Object.keys(CHANGED) as ScenarioInput[]).map((input) => {
            const { label, unit, factor, history } = CHANGED[input];
            const own = typed(input);
            const known = history && all?.inputs.find((f) => f.input === history);
            const missing = history && all?.missing.find((m) => m.input === history);
            const usual = factor ? 1 : input === 'lag' ? base?.lagDays : known?.value;
            const value = own === undefined ? usual : own.value ?? own.factor;
            // A factor of a figure that is otherwise typed as itself comes from an address or the command line: it is shown as what it is.
            const times = own?.factor !== undefined && !factor;
            const shownUnit = times ? 'rate' : unit;
            return (
              <div key={input} className={styles.field}>
                <NumberField
                  label={label} shown={value === undefined ? '' : formatTyped(value, shownUnit, currency)} plain={value === undefined ? '' : plainOf(value, shownUnit)} unit={unitSign(shownUnit, currency)} strong={own !== undefined}
                  fault={fault?.field === fieldKey(input) ? fault.message : undefined} onType={ignore}
                  onKeep={(text) => onSet({ input }, text.trim() === '' ? null : { [factor || times ? 'factor' : 'value']: decimalOf(text, shownUnit) })}
                />
                <div>
                  {label}{own !== undefined && <> <button type="button" className="link small" onClick={() => onSet({ input }, null)}>as in history</button></>}
                  <span className={styles.under}>{input === 'budget' ? 'leads follow along each channel’s response to spending, where the months carry one' : factor ? '100 % is the pace of history by business days' : input === 'lag' ? base && `history ${formatCount(base.lagDays)} days: the leads come ${formatRange({ from: base.leadsFrom, to: base.leadsTo })}` : known ? <HistoryWords known={known} currency={currency} history={figures.data.history} /> : missing ? `${missing.reason}. Enough would be ${missing.enough}; or type it.` : ''}</span>
                </div>
              </div>
            );
          })}
        </div>
      )}
    </Section>
  );
}

const ignore = (): void => undefined;

/** A typed figure in the reader's locale; what is no number stays as it was typed. */
export const formatTyped = (value: string | number, unit: Parameters<typeof unitSign>[0], currency: string): string => (Number.isFinite(Number(value)) ? formatFigure(value, { unit, currency, precision: 'cell', ...(unit === 'money' && Number.isInteger(Number(value)) && { digits: 0 }) }) : String(value));
/** As one would type it: rates in percent, four digits after the point at most. */
export const plainOf = (value: string | number, unit: Parameters<typeof unitSign>[0]): string => (!Number.isFinite(Number(value)) ? String(value) : typeof value === 'string' ? typedOf(value, unit) : String(Number((value * (unit === 'rate' ? 100 : 1)).toFixed(4))));

/** History's figure with its interval and cases, a door to its KPI. */
function HistoryWords({ known, currency, history }: { readonly known: PlanInputFigure; readonly currency: string; readonly history: InputsDocument['history'] }) {
  const { view } = useView();
  const { unit, kpi } = INPUTS[known.input];
  const show = (value: PlanInputFigure['value'] | undefined): string => formatFigure(value, { unit, currency, precision: unit === 'money' ? 'exact' : 'short' });
  const words = [`history ${show(known.value)}`, known.low === undefined ? '' : `95 %: ${show(known.low)} – ${show(known.high)}`, known.sample === undefined ? '' : `${formatCount(known.sample)} cases`].filter(Boolean).join(' · ');
  return kpi === undefined ? words : <Link to="/kpis/$id" params={{ id: kpi }} search={prune({ filters: view.filters, period: rangeId(history), basis: unit === 'rate' ? 'cohort' : undefined })} className="door">{words}</Link>;
}
