// The words that stand for channels in what people say, and what people answered: changed as a draft that shows what it
// would make of the answers before it is saved as a version; every version can come back.
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { selfReportedRuleSet, type SelfReportedAnswers, type SelfReportedRule, type SelfReportedRulesDocument } from '../../../shared/api/self-reported-rules.js';
import { listOfWords } from '../../analysis/list-of-words.js';
import { changeSelfReportedRules } from '../../api/api-client.js';
import { channelRulesQuery, selfReportedAnswersQuery, selfReportedRulesQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatInstant } from '../../format/format-date.js';
import { formatCount } from '../../format/format-figure.js';
import { useKeptDraft } from '../../view/use-kept-draft.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';

const UNKNOWN = '(unknown)';

/** Rules that are being written, with the version they were begun with. */
const keptRules = selfReportedRuleSet.extend({ basedOn: z.number().int() });
type Draft = z.output<typeof keptRules>;
type Kept = ReturnType<typeof useKeptDraft<Draft>>;

/** Closed until it is wanted, or was left unsaved: nothing of it is asked for before. */
export function SaidRules() {
  const kept = useKeptDraft('self-reported-rules', keptRules);
  const [isOpen, setOpen] = useState(kept[0] !== null);
  return (
    <details className="no-print" open={isOpen} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="small">Which words mean which channel, and what people answered</summary>
      {isOpen && <Opened kept={kept} />}
    </details>
  );
}

function Opened({ kept }: { readonly kept: Kept }) {
  const rules = useQuery(selfReportedRulesQuery);
  if (rules.isError) return <ErrorState error={rules.error} what="The words" onRetry={() => void rules.refetch()} />;
  return rules.data ? <Rules document={rules.data} kept={kept} onOutdated={() => void rules.refetch()} /> : <TableBones rows={6} />;
}

interface Ranked extends SelfReportedRule {
  readonly place: number;
}

function Rules({ document, kept: [draft, setDraft], onOutdated }: { readonly document: SelfReportedRulesDocument; readonly kept: Kept; readonly onOutdated: () => void }) {
  const { settings } = useWorkspace();
  const cache = useQueryClient();
  const [editing, setEditing] = useState<number | null>(null);
  const { rules } = draft ?? document;
  const isChanged = draft !== null && JSON.stringify(rules) !== JSON.stringify(document.rules);
  const isBehind = draft !== null && draft.basedOn !== document.version;
  const save = useMutation({
    mutationFn: (change: Draft) => changeSelfReportedRules({ ...change, note: '' }),
    onSuccess: async (now) => {
      cache.setQueryData(selfReportedRulesQuery.queryKey, now);
      setDraft(null);
      setEditing(null);
      await forgetFigures();
    },
  });
  const put = (next: readonly SelfReportedRule[]): void => {
    save.reset();
    setEditing(null);
    setDraft({ basedOn: draft?.basedOn ?? document.version, rules: [...next] });
  };
  const columns: Column<Ranked>[] = [
    { id: 'place', header: 'Tried', align: 'right', text: (r) => String(r.place), cell: (r) => r.place },
    { id: 'words', header: 'Who says', wide: true, text: (r) => r.words.join(', '), cell: (r) => <bdi className={styles.words}>{r.words.join(', ')}</bdi> },
    { id: 'channel', header: 'Means', text: (r) => r.channel, cell: (r) => <bdi>{r.channel === UNKNOWN ? 'doesn’t know' : r.channel}</bdi> },
    { id: 'alike', header: 'Agrees with as well', text: (r) => r.alike.join(', '), cell: (r) => <bdi className="faint">{r.alike.join(', ')}</bdi> },
    {
      id: 'acts', header: 'Change', hiddenHeader: true, text: () => '',
      cell: (r) => {
        const [at, what] = [r.place - 1, `rule ${String(r.place)}`];
        const [above, rule] = [rules[at - 1], rules[at]];
        return (
          <span className={styles.acts}>
            <button type="button" aria-label={`Change ${what}`} onClick={() => setEditing(at)}>change</button>
            <button type="button" aria-label={`Try ${what} earlier`} disabled={above === undefined} onClick={() => { if (above && rule) put([...rules.slice(0, at - 1), rule, above, ...rules.slice(at + 1)]); }}>↑</button>
            <button type="button" aria-label={`Take ${what} out`} onClick={() => put(rules.filter((_, i) => i !== at))}>×</button>
          </span>
        );
      },
    },
  ];
  const isOutdated = save.error !== null && 'code' in save.error && save.error.code === 'changed_meanwhile';
  return (
    <div className={styles.rules}>
      <p className="small muted">The first rule one of whose words stands in an answer decides; letter case and accents do not matter. What no rule knows stays as it was said.</p>
      <DataTable caption="Words that mean a channel" columns={columns} rows={rules.map((rule, i): Ranked => ({ ...rule, place: i + 1 }))} keyOf={(r) => String(r.place)} inOrder />
      <RuleForm
        key={editing ?? 'new'} rule={editing === null ? undefined : rules[editing]} {...(editing !== null && { onCancel: () => setEditing(null) })}
        // A new rule is tried first: it is made for answers that fall to none, or to the wrong one.
        onRule={(rule) => put(editing === null ? [rule, ...rules] : rules.map((one, i) => (i === editing ? rule : one)))}
      />
      {isChanged && (
        <div className={styles.acts}>
          {isBehind && (
            <p className="small warn" role="alert">
              These were written on version {draft.basedOn}; version {document.version} has come meanwhile. <button type="button" className="link" onClick={() => setDraft({ ...draft, basedOn: document.version })}>Put them in its place</button>
            </p>
          )}
          <span className="small warn">Not saved yet: no figure follows these words. They are kept in this tab.</span>
          <Button size="compact-sm" loading={save.isPending} disabled={isBehind} onClick={() => save.mutate(draft)}>Save as version {document.version + 1}</Button>
          <button type="button" className="link small" onClick={() => { setDraft(null); setEditing(null); save.reset(); }}>leave them as they are</button>
        </div>
      )}
      {save.isError && <ErrorState error={save.error} headline="The words were not changed." holds="They are as they were." {...(isOutdated && { onRetry: () => { save.reset(); onOutdated(); } })} />}
      {save.isSuccess && !isChanged && <p className="small faint" role="status">Saved as version {document.version}. All figures of what people say follow.</p>}
      {(document.versions.length > 0 || isChanged) && (
        <ul className={styles.versions}>
          {document.versions.map((v) => (
            <li key={v.version}>version {v.version}, {formatInstant(v.createdAt, settings.timeZone)}{v.note !== '' && <>, <bdi>{v.note}</bdi></>}{v.version !== document.version && <> <button type="button" className="link" onClick={() => put(v.rules)}>look at it again</button></>}</li>
          ))}
          <li>as they come with the program <button type="button" className="link" onClick={() => put(document.builtIn)}>look at it again</button></li>
        </ul>
      )}
      <Answers rules={rules} isChanged={isChanged} />
    </div>
  );
}

function RuleForm({ rule, onRule, onCancel }: { readonly rule: SelfReportedRule | undefined; readonly onRule: (rule: SelfReportedRule) => void; readonly onCancel?: () => void }) {
  const channels = useQuery(channelRulesQuery);
  const names = [...(channels.data?.channels.map((c) => c.name) ?? []), UNKNOWN];
  const [words, setWords] = useState(rule?.words.join(', ') ?? '');
  const [channel, setChannel] = useState(rule?.channel ?? '');
  const [alike, setAlike] = useState(rule?.alike.join(', ') ?? '');
  const said = listOfWords(words);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (said.length === 0 || channel === '') return;
    onRule({ words: said, channel, alike: listOfWords(alike) });
    setWords('');
    setAlike('');
  };
  return (
    <form className={styles.keep} onSubmit={submit} aria-label={rule ? 'Change what words mean' : 'Say what words mean'}>
      <input aria-label="Words, parted by commas" value={words} placeholder="words, parted by commas" maxLength={20_000} onChange={(e) => setWords(e.currentTarget.value)} />
      <select className={styles.select} aria-label="Channel that they mean" value={channel} onChange={(e) => setChannel(e.currentTarget.value)}>
        <option value="">mean the channel …</option>
        {names.map((name) => <option key={name} value={name}>{name === UNKNOWN ? 'doesn’t know' : name}</option>)}
      </select>
      <input aria-label="Channels that agree with it as well, parted by commas" value={alike} placeholder="agrees with as well" maxLength={2000} onChange={(e) => setAlike(e.currentTarget.value)} />
      <button type="submit" disabled={said.length === 0 || channel === ''}>{rule ? 'Change the rule' : 'Add the rule'}</button>
      {onCancel && <button type="button" className="link small" onClick={onCancel}>leave it as it is</button>}
    </form>
  );
}

type Answer = SelfReportedAnswers['answers'][number];
const meant = (name: string): string => (name === '(other)' ? 'other, as said' : name === UNKNOWN ? 'doesn’t know' : name);

function Answers({ rules, isChanged }: { readonly rules: readonly SelfReportedRule[]; readonly isChanged: boolean }) {
  const answers = useQuery(selfReportedAnswersQuery([...rules]));
  if (answers.isError) return <ErrorState error={answers.error} what="The answers" holds="Nothing was saved." onRetry={() => void answers.refetch()} />;
  if (!answers.data) return <TableBones rows={4} />;
  const { persons, changed, different, answers: listed } = answers.data;
  const columns: Column<Answer>[] = [
    { id: 'answer', header: 'Answer', wide: true, text: (a) => a.answer, cell: (a) => <bdi>{a.answer}</bdi> },
    { id: 'persons', header: 'Persons', align: 'right', text: (a) => formatCount(a.persons), cell: (a) => formatCount(a.persons) },
    { id: 'before', header: 'Taken for', text: (a) => meant(a.before), cell: (a) => <bdi className={a.before.startsWith('(') ? 'faint' : undefined}>{meant(a.before)}</bdi> },
    ...(isChanged ? [{ id: 'after', header: 'By these words', text: (a: Answer) => meant(a.after), cell: (a: Answer) => (a.after === a.before ? <bdi className="faint">{meant(a.after)}</bdi> : <strong><bdi>{meant(a.after)}</bdi></strong>) }] : []),
  ];
  return (
    <div aria-busy={answers.isFetching}>
      <p className="small" role="status">{formatCount(persons)} {persons === 1 ? 'person' : 'persons'} answered, in {formatCount(different)} {different === 1 ? 'way' : 'different ways'}{isChanged && <>; <strong>{formatCount(changed)} would be taken for something else</strong></>}.{listed.length < different && ` The ${formatCount(listed.length)} most frequent answers:`}</p>
      {listed.length > 0 && <ScrollRegion className={styles.answers} label="Answers"><DataTable caption="What people answered" columns={columns} rows={listed} keyOf={(a) => a.answer} inOrder /></ScrollRegion>}
    </div>
  );
}
