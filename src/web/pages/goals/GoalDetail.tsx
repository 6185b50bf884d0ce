// A goal in full: how it stands and why, who does what by when, notes, and every state it has had.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Figure } from '../../../shared/api/figures.js';
import type { GoalDocument, GoalWithHistory } from '../../../shared/api/goals.js';
import type { PacingDocument } from '../../../shared/api/pacing.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { stageName } from '../../../shared/stages.js';
import { conditionWords, fieldName } from '../../analysis/goal-words.js';
import { goalQuery } from '../../api/queries.js';
import { GoalStatus } from '../../components/figures/GoalStatus.js';
import { PaceBar } from '../../components/figures/PaceBar.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { formatDay, formatInstant, formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { cellOf } from './GoalTree.js';
import styles from './goals.module.css';
import type { GoalChanges } from './use-goal-changes.js';

interface Props {
  readonly goal: GoalDocument;
  readonly goals: readonly GoalDocument[];
  readonly pacing: PacingDocument | undefined;
  readonly pacingFailed: boolean;
  readonly changes: GoalChanges;
  readonly onChange: () => void;
  readonly onRemoved: () => void;
}

export function GoalDetail({ goal, goals, pacing, pacingFailed, changes, onChange, onRemoved }: Props) {
  const { catalogue, calendar, status } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const whole = useQuery(goalQuery(goal.id));
  const kpi = findKpi(catalogue, goal.kpi);
  const show = (value: Figure | undefined): string => formatFigure(value, { unit: goal.unit, currency: goal.currency ?? status.currency });
  const parent = goals.find((g) => g.id === goal.parent);
  const over = goal.to <= calendar.today;
  const remove = (): void => changes.remove.mutate(goal, { onSuccess: onRemoved });
  return (
    <div className={styles.detail}>
      <dl className={styles.facts}>
        <div><dt>Figure</dt><dd><Link to="/kpis/$id" params={{ id: goal.kpi }} search={cellOf(goal)} className="door">{kpi?.label ?? goal.kpi}</Link></dd></div>
        {goal.where.length > 0 && <div><dt>Of</dt><dd>{conditionWords(goal.where)}</dd></div>}
        <div><dt>Period</dt><dd>{formatRange(goal)}</dd></div>
        <div><dt>Target</dt><dd>{goal.direction === 'atMost' ? 'at most ' : 'at least '}{show(goal.target)}</dd></div>
        <div><dt>Owner</dt><dd>{goal.owner === '' ? 'nobody' : <bdi>{goal.owner}</bdi>}</dd></div>
        {parent && <div><dt>Part of</dt><dd><bdi>{parent.name}</bdi></dd></div>}
      </dl>
      {whole.data?.goal.warnings?.map((w) => <p key={w.message} className="small warn">{w.message}</p>)}
      {pacing ? <div><GoalStatus status={pacing.status} /><PaceBar pacing={pacing} /><p className="small">{pacing.reason}</p></div> : !pacingFailed && <p role="status" aria-label="Loading"><Bone width="70%" /></p>}
      {pacing && pacing.drivers.length > 0 && <Drivers drivers={pacing.drivers} />}
      {goal.activities.length > 0 && (
        <div>
          <h3>Who does what by when</h3>
          <ul className={styles.list}>
            {goal.activities.map((a, i) => (
              <li key={i}><span className={a.done ? styles.done : undefined}>{a.what}</span><span className={a.by !== undefined && !a.done && a.by < calendar.today ? 'worse' : 'faint'}>{[a.who, a.by === undefined ? '' : formatDay(a.by), a.done ? 'done' : a.by !== undefined && a.by < calendar.today ? 'overdue' : ''].filter(Boolean).join(' · ')}</span></li>
            ))}
          </ul>
        </div>
      )}
      {goal.notes !== '' && <div><h3>Notes</h3><p className={styles.notes}>{goal.notes}</p></div>}
      <History goal={goal} show={show} />
      {changes.remove.isError && <ErrorState error={changes.remove.error} headline="It was not removed." />}
      {asking && <p className="small" role="alert">Its period is over: once removed it can’t be set again, only its history stays. <button type="button" className="link" onClick={remove}>Remove it</button></p>}
      <div className={styles.actions}>
        <button type="button" className="link small" disabled={changes.remove.isPending} onClick={() => (over ? setAsking(true) : remove())}>remove this goal</button>
        <Button onClick={onChange}>Change it</Button>
      </div>
    </div>
  );
}

function Drivers({ drivers }: Pick<PacingDocument, 'drivers'>) {
  const percent = (share: number): string => formatFigure(share, { unit: 'rate', currency: '' });
  return (
    <div>
      <h3>Steps before it, against the 90 days before the period</h3>
      <ul className={styles.list}>
        {drivers.map((d) => (
          <li key={`${d.from}-${d.to}`}>
            <span>{stageName(d.from)} → {stageName(d.to)} {percent(d.rateBefore)} → {percent(d.rate)}</span>
            <span className={d.significant ? (d.rate < d.rateBefore ? 'worse' : 'better') : 'faint'}>{d.significant ? (d.rate < d.rateBefore ? 'fell' : 'rose') : 'within chance'}, {formatCount(d.sample)} cases</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function History({ goal, show }: { readonly goal: GoalDocument; readonly show: (value: Figure) => string }) {
  const { settings } = useWorkspace();
  const found = useQuery(goalQuery(goal.id));
  return (
    <div>
      <h3>What it has been</h3>
      {found.isError ? <ErrorState error={found.error} what="Its history" onRetry={() => void found.refetch()} />
      : !found.data ? <p role="status" aria-label="Loading"><Bone width="60%" /></p>
      : (
        <ol className={styles.list} aria-label="History">
          {found.data.history.toReversed().map((v) => (
            <li key={v.version}><span>{changeWords(v, found.data.history.find((b) => b.version === v.version - 1), show)}{v.note !== '' && <> <span className="faint">“{v.note}”</span></>}</span><span className="faint nowrap">{formatInstant(v.changedAt, settings.timeZone)}</span></li>
          ))}
        </ol>
      )}
    </div>
  );
}

type Version = GoalWithHistory['history'][number];

/** `Target €700,000 → €900,000, owner Jana → Tomas`; long texts are only named. */
function changeWords(version: Version, before: Version | undefined, show: (value: Figure) => string): string {
  const [now, then] = [version.goal, before?.goal];
  if (now === null) return 'Removed';
  if (then === undefined || then === null) return `${version.version === 1 ? 'Set' : 'Set again'}: ${show(now.target)} in ${formatRange(now)}`;
  const said = version.changed.map((field) => {
    switch (field) {
      case 'target': return `target ${show(then.target)} → ${show(now.target)}`;
      case 'owner': return `owner ${then.owner || 'nobody'} → ${now.owner || 'nobody'}`;
      case 'from':
      case 'to': return `period ${formatRange(then)} → ${formatRange(now)}`;
      case 'name': return `name “${then.name}” → “${now.name}”`;
      default: return fieldName(field);
    }
  });
  const text = [...new Set(said)].join(', ');
  return text === '' ? 'Unchanged' : `Changed: ${text}`;
}
