// Scenarios kept by name: opened into the draft, put beside it, removed and brought back; and the draft kept under a name.
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScenarioList, ScenarioRequest } from '../../../shared/api/planning.js';
import { printChange } from '../../../shared/planning/scenario-change.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { rangeId } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import styles from './scenarios.module.css';
import type { KeptScenario, ScenarioChanges } from './use-scenario-changes.js';

interface Props {
  readonly kept: UseQueryResult<ScenarioList>;
  readonly beside: readonly string[];
  readonly most: number;
  /** The draft as it was played; undefined while it can't be. */
  readonly request: ScenarioRequest | undefined;
  readonly changes: ScenarioChanges;
}

export function KeptScenarios({ kept, beside, most, request, changes: { keep, remove, restore, removed } }: Props) {
  const { view, change } = useView();
  const [name, setName] = useState('');
  const scenarios = kept.data?.scenarios ?? [];
  const taken = scenarios.some((s) => s.name === name.trim());
  const put = (one: string, on: boolean): void => { const names = on ? [...beside, one] : beside.filter((b) => b !== one); change({ beside: names.length > 0 ? names : undefined }, { replace: true }); };
  const open = ({ request: { from, to, target, history, where, changes } }: KeptScenario): void => change({
    changes: (changes ?? []).map(printChange), due: from && to ? rangeId({ from, to }) : undefined, target: target === undefined ? undefined : String(target), period: history && rangeId(history),
    filters: where && where.length > 0 ? where : undefined,
  });
  return (
    <Section title="Kept scenarios" note="kept as they were asked, played anew with the figures of today" busy={kept.isPending}>
      <form className={styles.keep} onSubmit={(e) => { e.preventDefault(); if (request) keep.mutate({ name: name.trim(), request }, { onSuccess: () => { setName(''); if (!beside.includes(name.trim()) && beside.length < most) put(name.trim(), true); } }); }}>
        <label className="small">Keep {view.changes ? 'this draft' : 'history as it is'} as <input className={styles.name} value={name} maxLength={100} onChange={(e) => setName(e.currentTarget.value)} /></label>
        <button type="submit" className="link" disabled={!request || name.trim() === '' || keep.isPending}>{taken ? 'replace the one of that name' : 'keep'}</button>
        {!request && <span className="small faint">It can be kept once it can be played.</span>}
      </form>
      {keep.isError && <ErrorState error={keep.error} headline="It was not kept." />}
      {remove.isError && <ErrorState error={remove.error} headline="It was not removed." />}
      {removed && <p className="small" role="status"><strong><bdi>{removed.name}</bdi></strong> is removed. <button type="button" className="link" disabled={restore.isPending} onClick={() => restore.mutate(removed)}>Bring it back</button></p>}
      {restore.isError && <ErrorState error={restore.error} headline="It was not brought back." />}
      {kept.isError ? <ErrorState error={kept.error} what="The kept scenarios" onRetry={() => void kept.refetch()} />
      : !kept.data ? <TableBones rows={2} />
      : scenarios.length === 0 ? <EmptyState>Here stand scenarios to compare. Type over a figure above, name the draft and keep it.</EmptyState>
      : (
        <ul className={styles.kept}>
          {scenarios.map((s) => (
            <li key={s.name}>
              <label><input type="checkbox" checked={beside.includes(s.name)} disabled={!beside.includes(s.name) && beside.length >= most} onChange={(e) => put(s.name, e.currentTarget.checked)} /> <bdi>{s.name}</bdi></label>
              <span className="small faint">{[s.request.from !== undefined && s.request.to !== undefined ? formatRange({ from: s.request.from, to: s.request.to }) : '', (s.request.changes ?? []).length === 0 ? 'as in history' : (s.request.changes ?? []).map(printChange).join(', ')].filter(Boolean).join(' · ')}</span>
              <span className={styles.tools}>
                <button type="button" className="link" aria-label={`Open ${s.name}`} onClick={() => open(s)}>open</button>
                <button type="button" className="link" aria-label={`Remove ${s.name}`} disabled={remove.isPending} onClick={() => remove.mutate(s)}>remove</button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
