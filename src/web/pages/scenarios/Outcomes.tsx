// What comes of a scenario, as ranges and as the chance of the goal: history as it is, the draft, and kept scenarios side by side.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ScenarioComparison, ScenarioDocument } from '../../../shared/api/planning.js';
import { OUTCOME_ROWS, type FieldFault, type ScenarioInput } from '../../analysis/scenario-draft.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatDay, formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { CHANGED } from './scenario-names.js';
import styles from './scenarios.module.css';

interface Props {
  readonly base: UseQueryResult<ScenarioDocument>;
  /** History is too short to be played as it is. */
  readonly isShort: boolean;
  readonly now: UseQueryResult<ScenarioDocument>;
  readonly changed: boolean;
  readonly fault: FieldFault | undefined;
  /** What has to be typed before anything comes of it. */
  readonly gaps: readonly ScenarioInput[];
  /** Undefined where none is chosen. */
  readonly beside: UseQueryResult<ScenarioComparison> | undefined;
  readonly names: readonly string[];
}

interface Shown {
  readonly name: string;
  readonly scenario: ScenarioDocument | undefined;
}

export function Outcomes({ base, isShort, now, changed, fault, gaps, beside, names }: Props) {
  const shown: Shown[] = [
    ...(isShort ? [] : [{ name: 'As in history', scenario: base.isError ? undefined : base.data }]),
    ...(changed && gaps.length === 0 ? [{ name: 'This draft', scenario: now.isError ? undefined : now.data }] : []),
    ...names.map((name) => ({ name, scenario: beside?.data?.scenarios.find((s) => s.name === name) })),
  ];
  const chance = ({ probability, probabilityError }: ScenarioDocument): string => (probability === null ? '–' : `${formatFigure(probability, { unit: 'rate', currency: '', digits: 1 })}${probabilityError ? ` ± ${formatFigure(1.96 * probabilityError, { unit: 'rate', currency: '', digits: 1 })}` : ''}`);
  const value = (s: ScenarioDocument, amount: number, unit: 'count' | 'money'): string => formatFigure(Math.round(amount), { unit, currency: s.currency, digits: 0 });
  const spans = ({ p10, p90 }: { p10: number; p90: number }): boolean => p90 - p10 >= 0.5;
  const refused = changed && now.isError && gaps.length === 0 && fault?.field === undefined;
  const failed = [...(base.isError && !isShort && !(changed && now.isError) ? [base] : []), ...(refused ? [now] : []), ...(beside?.isError ? [beside] : [])];
  const lines = (): string[][] => [
    ['', ...shown.flatMap(({ name }) => [`${name}, 10 %`, `${name}, 50 %`, `${name}, 90 %`])],
    ['Chance of the goal', ...shown.flatMap(({ scenario }) => ['', String(scenario?.probability ?? ''), ''])],
    ...OUTCOME_ROWS.map(({ outcome, label }) => [label, ...shown.flatMap(({ scenario }) => { const o = scenario?.outcomes[outcome]; return o ? [o.p10, o.p50, o.p90].map((v) => String(Number(v.toFixed(2)))) : ['', '', '']; })]),
  ];
  const remarks = (changed ? now.data : base.data)?.remarks ?? [];
  const curves = (changed && !now.isError ? now.data?.curves : undefined) ?? [];
  return (
    <Section
      title="What comes of it" note={base.data && `${formatCount(base.data.draws)} draws: the middle, and between which bounds 80 % of them lie`} busy={base.isFetching || now.isFetching || beside?.isFetching === true}
      actions={base.data && <CopyTable name="scenarios" lines={lines} />}
    >
      {now.isError && fault?.field !== undefined && <p className="small worse" role="alert">The draft can’t be played: see the field marked. What is shown is without it.</p>}
      {failed.map((one, i) => <ErrorState key={i} error={one.error} headline={one === beside ? 'The kept scenarios could not be played.' : 'The scenario can’t be played.'} onRetry={() => void one.refetch()} />)}
      {gaps.length > 0 && <EmptyState>Here stands what comes of it. History is too short for {gaps.length === 1 ? 'one figure' : `${String(gaps.length)} figures`}: type {gaps.map((input) => `“${CHANGED[input].label}”`).join(', ')} above, or choose a longer history.</EmptyState>}
      {!base.data && !base.isError ? <TableBones rows={8} rowHeight={44} />
      : shown.length > 0 && (
        <ScrollRegion className={styles.scroll} label="What comes of it">
          <table className={styles.table}>
            <caption className="sr-only">Outcomes of scenarios side by side</caption>
            <thead><tr><th scope="col"><span className="sr-only">Outcome</span></th>{shown.map(({ name }) => <th key={name} scope="col" className={styles.num}>{name}</th>)}</tr></thead>
            <tbody>
              <tr><th scope="row">Chance of the goal</th>{shown.map(({ name, scenario }) => <td key={name} className={`${styles.num ?? ''} ${styles.chance ?? ''}`}>{scenario ? chance(scenario) : '–'}{scenario?.target != null && <span className={styles.under}>of {formatFigure(scenario.target, { unit: 'money', currency: scenario.currency, precision: 'short' })}</span>}</td>)}</tr>
              {OUTCOME_ROWS.map(({ outcome, label, unit }) => (
                <tr key={outcome}>
                  <th scope="row">{label}</th>
                  {shown.map(({ name, scenario }) => {
                    const found = scenario?.outcomes[outcome];
                    return <td key={name} className={styles.num}>{scenario && found ? <>{value(scenario, found.p50, unit)}{spans(found) && <span className={styles.under}>{value(scenario, found.p10, unit)} – {value(scenario, found.p90, unit)}</span>}</> : '–'}</td>;
                  })}
                </tr>
              ))}
              <tr><th scope="row">Days</th>{shown.map(({ name, scenario }) => <td key={name} className={styles.num}>{scenario ? <>{formatRange(scenario)}<span className={styles.under}>leads of {formatRange({ from: scenario.leadsFrom, to: scenario.leadsTo })}</span></> : '–'}</td>)}</tr>
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <div className={styles.after}>
        {curves.map((c) => <p key={c.channel} className="small faint">{c.channel}: 10 % more budget brings about {formatFigure(1.1 ** c.elasticity - 1, { unit: 'rate', currency: '', digits: 1 })} more leads (elasticity {c.elasticity.toFixed(2)} ± {(1.96 * c.standardError).toFixed(2)} over {c.months} months): {c.elasticity < 0.95 ? 'returns diminish' : 'each euro brings as much as the last'}. It is an association over months, no experiment.</p>)}
        {remarks.map((remark) => <p key={remark} className="small faint">{remark.replace(/\d{4}-\d\d-\d\d/g, (day) => formatDay(day))}</p>)}
      </div>
    </Section>
  );
}
