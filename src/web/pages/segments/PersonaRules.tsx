// Who belongs to which persona: rules tried in order, changed as a draft that shows what it would do before it is saved as
// a version; every version can come back.
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { personaRuleSet, type PersonaRule, type PersonaRuleSet, type PersonaRulesDocument } from '../../../shared/api/persona-rules.js';
import { linesOf, ruleWords } from '../../analysis/persona-words.js';
import { changePersonaRules } from '../../api/api-client.js';
import { personaRulesQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';
import { useKeptDraft } from '../../view/use-kept-draft.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { PersonaPreview } from './PersonaPreview.js';
import { PersonaRuleForm } from './PersonaRuleForm.js';
import styles from './segments.module.css';

/** Rules that are being written, with the version they were begun with. */
const keptRules = personaRuleSet.extend({ basedOn: z.number().int() });

interface Ranked extends PersonaRule {
  readonly place: number;
}

interface Change extends PersonaRuleSet {
  readonly basedOn: number;
  readonly note: string;
}

export function PersonaRules({ known }: { readonly known: readonly string[] }) {
  const rules = useQuery(personaRulesQuery);
  return (
    <Section title="Who belongs to which persona" note="the first rule that holds decides, over what a record says" busy={rules.isPending}>
      {rules.isError ? <ErrorState error={rules.error} what="The persona rules" onRetry={() => void rules.refetch()} /> : rules.data ? <Rules document={rules.data} known={known} onOutdated={() => void rules.refetch()} /> : <TableBones rows={3} />}
    </Section>
  );
}

const setOf = ({ rules, others }: PersonaRuleSet): PersonaRuleSet => ({ rules, others });

function Rules({ document, known, onOutdated }: { readonly document: PersonaRulesDocument; readonly known: readonly string[]; readonly onOutdated: () => void }) {
  const { settings } = useWorkspace();
  const cache = useQueryClient();
  const [draft, setDraft] = useKeptDraft('persona-rules', keptRules);
  const [editing, setEditing] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: (change: Change) => changePersonaRules({ ...change, rules: [...change.rules] }),
    onMutate: () => ({ before: setOf(document) }),
    onSuccess: async (now) => {
      // The rules first: a draft that is begun while figures are read anew begins with them.
      cache.setQueryData(personaRulesQuery.queryKey, now);
      setDraft(null);
      setEditing(null);
      await forgetFigures();
    },
  });
  const { rules, others } = draft ?? document;
  const isChanged = draft !== null && JSON.stringify(setOf(draft)) !== JSON.stringify(setOf(document));
  const isBehind = draft !== null && draft.basedOn !== document.version;
  const put = (next: Partial<PersonaRuleSet>): void => {
    save.reset();
    setEditing(null);
    setDraft({ basedOn: draft?.basedOn ?? document.version, rules, others, ...next });
  };
  const columns: Column<Ranked>[] = [
    { id: 'place', header: 'Tried', align: 'right', text: (r) => String(r.place), cell: (r) => r.place },
    { id: 'when', header: 'When', wide: true, text: ruleWords, cell: (r) => <bdi>{ruleWords(r)}</bdi> },
    { id: 'persona', header: 'Persona', text: (r) => r.persona, cell: (r) => <bdi>{r.persona}</bdi> },
    {
      id: 'acts', header: 'Change', hiddenHeader: true, text: () => '',
      cell: (r) => {
        const [at, what] = [r.place - 1, `rule ${r.place}`];
        const [above, rule] = [rules[at - 1], rules[at]];
        return (
          <span className={styles.acts}>
            {linesOf(r) !== null && <button type="button" aria-label={`Change ${what}`} onClick={() => setEditing(at)}>change</button>}
            <button type="button" aria-label={`Try ${what} earlier`} disabled={above === undefined} onClick={() => { if (above && rule) put({ rules: [...rules.slice(0, at - 1), rule, above, ...rules.slice(at + 1)] }); }}>↑</button>
            <button type="button" aria-label={`Take ${what} out`} onClick={() => put({ rules: rules.filter((_, i) => i !== at) })}>×</button>
          </span>
        );
      },
    },
  ];
  const edited = editing === null ? undefined : rules[editing];
  const names = [...new Set([...rules.map((r) => r.persona), ...known])].filter((name) => name !== '(unmatched)');
  const isOutdated = save.error !== null && 'code' in save.error && save.error.code === 'changed_meanwhile';
  const before = save.context?.before;
  return (
    <div className={styles.rules}>
      {rules.length > 0
        ? <DataTable caption="Persona rules" columns={columns} rows={rules.map((rule, i): Ranked => ({ ...rule, place: i + 1 }))} keyOf={(r) => String(r.place)} inOrder />
        : <p className="small muted">There are no rules: everybody’s persona is what their record says, a job title where it names no persona. Rules make a few personas of many titles.</p>}
      <label className="small"><span className="faint">Whom no rule fits </span>
        <select className={styles.choice} value={others} onChange={(e) => put({ others: e.currentTarget.value === 'unmatched' ? 'unmatched' : 'keep' })}>
          <option value="keep">keeps what their record says</option><option value="unmatched">belongs to no persona</option>
        </select>
      </label>
      <PersonaRuleForm
        key={editing ?? 'new'} rule={edited} personas={names} {...(editing !== null && { onCancel: () => setEditing(null) })}
        onRule={(rule) => put({ rules: editing === null ? [...rules, rule] : rules.map((one, i) => (i === editing ? rule : one)) })}
      />
      {isChanged && (
        <>
          {isBehind && (
            <p className="small warn" role="alert">
              These were written on version {draft.basedOn}; version {document.version} has come meanwhile. <button type="button" className="link" onClick={() => setDraft({ ...draft, basedOn: document.version })}>Put them in its place</button>
            </p>
          )}
          <div className={styles.acts}>
            <span className="small warn">Not saved yet: no figure follows these rules. They are kept in this tab.</span>
            <Button size="compact-sm" loading={save.isPending} disabled={isBehind} onClick={() => save.mutate({ ...draft, note: '' })}>Save as version {document.version + 1}</Button>
            <button type="button" className="link small" onClick={() => { setDraft(null); setEditing(null); save.reset(); }}>leave the rules as they are</button>
          </div>
          <PersonaPreview rules={setOf(draft)} />
        </>
      )}
      {save.isError && <ErrorState error={save.error} headline="The rules were not changed." holds="They are as they were." {...(isOutdated && { onRetry: () => { save.reset(); onOutdated(); } })} />}
      <p className="small faint" role="status">
        {save.isSuccess && !isChanged && <>Saved as version {document.version}. All figures by persona follow. {before && <button type="button" className="link" onClick={() => save.mutate({ ...before, basedOn: document.version, note: `version ${document.version} undone` })}>Undo</button>}</>}
      </p>
      {document.versions.length > 0 && (
        <details>
          <summary className="small">{document.versions.length} {document.versions.length === 1 ? 'version' : 'versions'}</summary>
          <ul className={styles.versions}>{document.versions.map((v) => (
            <li key={v.version}>{v.version}, {formatInstant(v.createdAt, settings.timeZone)}: {v.rules.length} {v.rules.length === 1 ? 'rule' : 'rules'}{v.note !== '' && <>, <bdi>{v.note}</bdi></>}{v.version !== document.version && <> <button type="button" className="link" onClick={() => put(setOf(v))}>look at it again</button></>}</li>
          ))}</ul>
        </details>
      )}
    </div>
  );
}
