// The channel rules in force with their version: one's own, which are tried first and can be added, changed, moved and
// taken out, each as a new version; and those that came with the program.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelRule, ChannelRulesDocument } from '../../../shared/api/channel-rules.js';
import { changeOwnChannelRules } from '../../api/api-client.js';
import { channelRulesQuery } from '../../api/queries.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { RuleForm } from './RuleForm.js';
import { fieldsOf, ruleWords } from './rule-words.js';
import styles from './SettingsPage.module.css';

interface Change {
  readonly own: readonly ChannelRule[];
  readonly note: string;
}
type Ranked = ChannelRule & { readonly place: number };

const ranked = (rules: readonly ChannelRule[]): Ranked[] => rules.map((rule, i) => ({ ...rule, place: i + 1 }));
const replaced = <T,>(list: readonly T[], at: number, ...by: T[]): T[] => [...list.slice(0, at), ...by, ...list.slice(at + 1)];

export function ChannelRules() {
  const rules = useQuery(channelRulesQuery);
  if (rules.isError) return <ErrorState error={rules.error} what="The channel rules" onRetry={() => void rules.refetch()} />;
  return rules.data ? <Rules rules={rules.data} onOutdated={() => void rules.refetch()} /> : <TableBones rows={3} />;
}

function Rules({ rules, onOutdated }: { readonly rules: ChannelRulesDocument; readonly onOutdated: () => void }) {
  const { settings } = useWorkspace();
  const cache = useQueryClient();
  const [editing, setEditing] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: ({ own, note }: Change) => changeOwnChannelRules({ basedOn: rules.version, own: [...own], note }),
    onMutate: () => ({ before: rules.own }),
    onSuccess: (now) => { cache.setQueryData(channelRulesQuery.queryKey, now); setEditing(null); },
  });
  const before = save.context?.before;
  const { own } = rules;
  const groupOf = (name: string): string => rules.channels.find((c) => c.name === name)?.group ?? '';
  const columns: Column<Ranked>[] = [
    { id: 'place', header: 'Tried', align: 'right', text: (r) => String(r.place), cell: (r) => r.place },
    { id: 'when', header: 'When', wide: true, text: ruleWords, cell: (r) => <bdi>{ruleWords(r)}</bdi> },
    { id: 'channel', header: 'Channel', text: (r) => r.channel, cell: (r) => r.channel },
    { id: 'group', header: 'Group', text: (r) => groupOf(r.channel), cell: (r) => groupOf(r.channel) },
  ];
  const acts: Column<Ranked> = {
    id: 'acts', header: 'Change', hiddenHeader: true, text: () => '',
    cell: (r) => {
      const [at, what] = [r.place - 1, `rule ${r.place}`];
      const put = (next: readonly ChannelRule[], note: string): void => save.mutate({ own: next, note });
      const above = own[at - 1];
      const rule = own[at];
      return (
        <span className={styles.acts}>
          {fieldsOf(r) !== null && <button type="button" aria-label={`Change ${what}`} disabled={save.isPending} onClick={() => setEditing(at)}>change</button>}
          <button type="button" aria-label={`Try ${what} earlier`} disabled={save.isPending || above === undefined} onClick={() => { if (above && rule) put([...own.slice(0, at - 1), rule, above, ...own.slice(at + 1)], `${what} moved up`); }}>↑</button>
          <button type="button" aria-label={`Take ${what} out`} disabled={save.isPending} onClick={() => put(replaced(own, at), `${what} taken out`)}>×</button>
        </span>
      );
    },
  };
  const edited = editing === null ? undefined : own[editing];
  const isOutdated = save.error !== null && 'code' in save.error && save.error.code === 'changed_meanwhile';
  return (
    <div className={styles.rules}>
      <p className="small muted">Version {rules.version} is in force{rules.version < 1001 && ', as the program brings it'}. The first rule that holds decides; your own are tried before all others. What is imported from now on follows a change; what is stored keeps the version it was placed by, so undo an import and bring its file in again to place it anew.</p>
      {own.length > 0 && <DataTable caption="Own channel rules" columns={[...columns, acts]} rows={ranked(own)} keyOf={(r) => String(r.place)} inOrder />}
      <RuleForm
        key={`${rules.version} ${editing ?? 'new'}`} channels={rules.channels} fields={edited && (fieldsOf(edited) ?? undefined)} busy={save.isPending} {...(editing !== null && { onCancel: () => setEditing(null) })}
        onRule={(rule) => save.mutate(editing === null ? { own: [...own, rule], note: `${rule.channel} when ${ruleWords(rule)}`.slice(0, 200) } : { own: replaced(own, editing, rule), note: `rule ${editing + 1} changed`.slice(0, 200) })}
      />
      {save.isError && <ErrorState error={save.error} headline="The rules were not changed." holds="They are as they were." {...(isOutdated && { onRetry: () => { save.reset(); onOutdated(); } })} />}
      <p className="small faint" role="status">
        {save.isSuccess && <>Saved as version {rules.version}. {before && <button type="button" className="link" onClick={() => save.mutate({ own: before, note: `version ${rules.version} undone` })}>Undo</button>}</>}
      </p>
      <details>
        <summary className="small">{rules.others.length} rules that come with the program, tried after that</summary>
        <DataTable caption="Rules that come with the program" columns={columns} rows={ranked(rules.others).map((r) => ({ ...r, place: r.place + own.length }))} keyOf={(r) => String(r.place)} inOrder />
      </details>
      {rules.versions.length > 0 && (
        <details>
          <summary className="small">{rules.versions.length} {rules.versions.length === 1 ? 'version' : 'versions'} of your own</summary>
          <ul className={styles.versions}>{rules.versions.map((v) => <li key={v.version}>{v.version}, {formatInstant(v.createdAt, settings.timeZone)}{v.note !== '' && <>: <bdi>{v.note}</bdi></>}</li>)}</ul>
        </details>
      )}
    </div>
  );
}
