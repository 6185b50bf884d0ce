// Results kept under a name: keep the present one, open one at its question beside what has changed since, remove one and
// bring it back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SavedResult } from '../../../shared/api/attribution-results.js';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { resultView } from '../../analysis/saved-result.js';
import { removeResult, restoreResult, saveResult } from '../../api/api-client.js';
import { resultsQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatInstant, formatRange } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import styles from './attribution.module.css';
import { conversionName } from './CreditTools.js';

interface Props {
  readonly catalogue: ModelCatalogue;
  readonly choice: CreditChoice;
  /** Models that answered: the others are no part of what is kept. */
  readonly answered: readonly string[];
}

export function SavedResults({ catalogue, choice, answered }: Props) {
  const { view, change } = useView();
  const cache = useQueryClient();
  const results = useQuery(resultsQuery);
  const [name, setName] = useState('');
  const [removed, setRemoved] = useState<SavedResult | null>(null);
  // The list alone: what has changed since a result that is just removed can't be asked for.
  const done = (): Promise<void> => cache.invalidateQueries({ queryKey: resultsQuery.queryKey, exact: true });
  const save = useMutation({ mutationFn: () => saveResult(name.trim(), { ...choice.ask, models: choice.models.map((m) => m.id).filter((id) => answered.includes(id)), by: choice.by }), onSuccess: () => { setName(''); return done(); } });
  const remove = useMutation({ mutationFn: (one: SavedResult) => removeResult(one.id), onSuccess: (_, one) => { setRemoved(one); if (view.saved === one.id) change({ saved: undefined, part: undefined }, { replace: true }); return done(); } });
  const restore = useMutation({ mutationFn: (one: SavedResult) => restoreResult(one.id), onSuccess: () => { setRemoved(null); return done(); } });
  const failed = [save, remove, restore].find((m) => m.isError);
  const columns: Column<SavedResult>[] = [
    { id: 'name', header: 'Result', note: 'Opens its question, and what has changed since', text: (r) => r.name, cell: (r) => <Link to="/attribution" search={resultView(r, catalogue)} className="door" aria-current={view.saved === r.id ? 'true' : undefined}><bdi>{r.name}</bdi></Link>, sortBy: (r) => r.name },
    { id: 'of', header: 'Of', text: (r) => `${conversionName(r.question.conversion)}, ${formatRange(r.question)}`, cell: (r) => <>{conversionName(r.question.conversion)}, {formatRange(r.question)}</> },
    { id: 'conversions', header: 'Conversions', align: 'right', text: (r) => formatCount(r.conversions), cell: (r) => formatCount(r.conversions) },
    { id: 'value', header: 'Value', align: 'right', text: (r) => r.value, cell: (r) => (Number(r.value) === 0 ? <span className="faint">–</span> : formatFigure(r.value, { unit: 'money', currency: r.currency })) },
    { id: 'saved', header: 'Data as of', text: (r) => r.asOf, cell: (r) => formatInstant(r.asOf, r.timeZone) },
    { id: 'input', header: 'Fingerprint', note: 'Of the conversions, touches and settings it rests on', text: (r) => r.inputHash, cell: (r) => <code>{r.inputHash.slice(0, 8)}</code> },
    { id: 'remove', header: 'Remove', hiddenHeader: true, text: () => '', cell: (r) => <button type="button" className="link small no-print" aria-label={`Remove ${r.name}`} disabled={remove.isPending} onClick={() => remove.mutate(r)}>remove</button> },
  ];
  return (
    <Section title="Saved results" note="with what each conversion had and earned, to say later what has changed">
      {answered.length > 0 && <form className={`${styles.keep} no-print`} onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <input aria-label="Name of this result" placeholder="Name of this result" value={name} maxLength={100} onChange={(e) => setName(e.currentTarget.value)} />
        <button type="submit" disabled={name.trim() === '' || save.isPending}>{save.isPending ? 'Saving …' : 'Save this answer'}</button>
      </form>}
      {failed && <ErrorState error={failed.error} headline="That was not kept." />}
      {removed && <p className="small" role="status"><bdi>{removed.name}</bdi> is removed. <button type="button" className="link" onClick={() => restore.mutate(removed)}>Bring it back</button></p>}
      {results.isError ? <ErrorState error={results.error} what="The saved results" onRetry={() => void results.refetch()} />
      : !results.data ? <TableBones rows={3} />
      : results.data.results.length === 0 ? <EmptyState>None yet. A saved answer can be opened and repeated, and compared with a later one: what came new, what was edited, which touches came late.</EmptyState>
      : <DataTable caption="Saved results by name" columns={columns} rows={results.data.results} keyOf={(r) => r.id} />}
    </Section>
  );
}
