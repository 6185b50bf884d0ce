// Whom a person is made of: merges with their reasons, taking one back, and merging with another after a look at the outcome.
import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PersonDocument } from '../../../shared/api/persons.js';
import { undoMerge } from '../../api/api-client.js';
import { forgetFigures } from '../../api/query-client.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { calledOf } from './journal-words.js';
import styles from './leads.module.css';
import { MergeDialog } from './MergeDialog.js';

type Merge = PersonDocument['merges'][number];

export function Merges({ document: { person, aliases, merges, conflicts, timeZone } }: { readonly document: PersonDocument }) {
  const { view } = useView();
  const [merging, setMerging] = useState(false);
  const [undoing, setUndoing] = useState<Merge | null>(null);
  const columns: Column<Merge>[] = [
    { id: 'at', header: 'Merged', text: (m) => m.at, cell: (m) => formatInstant(m.at, timeZone) },
    { id: 'who', header: 'Who', text: (m) => `${m.merged} into ${m.kept}`, cell: (m) => `${m.merged} into ${m.kept}` },
    { id: 'why', header: 'Why', text: (m) => m.reason, cell: (m) => <bdi>{m.byHand ? `By hand: ${m.reason}` : m.reason}</bdi> },
    { id: 'undo', header: 'Taken back', text: (m) => m.undoneReason, cell: (m) => (m.undoneAt === null ? <button type="button" className="link small" onClick={() => setUndoing(m)}>take back</button> : <span className="faint"><bdi>{m.undoneReason}</bdi>, {formatInstant(m.undoneAt, timeZone)}</span>) },
  ];
  return (
    <Section title="Who this is" actions={<button type="button" className="link" onClick={() => setMerging(true)}>merge with another person</button>}>
      <p className="small muted">Known as {aliases.length === 0 ? 'nothing but this record' : aliases.map((a) => <span key={a}><bdi><code>{a}</code></bdi> </span>)}</p>
      {conflicts.length > 0 && (
        <p className="small warn">
          Somebody else was identified with the same browser: {conflicts.map((c) => <span key={c.visitor + c.person}><Link to="/leads/$id" params={{ id: c.person }} search={carried(view)} className="link">{c.person}</Link> </span>)}. It counts for whoever was first.
        </p>
      )}
      {merges.length > 0 && <DataTable caption="Merges" columns={columns} rows={merges} keyOf={(m) => m.id} />}
      <MergeDialog key={person.id} one={person.id} called={calledOf(person)} opened={merging} onClose={() => setMerging(false)} />
      <UndoDialog merge={undoing} onClose={() => setUndoing(null)} />
    </Section>
  );
}

function UndoDialog({ merge, onClose }: { readonly merge: Merge | null; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const undo = useMutation({ mutationFn: () => undoMerge(merge?.id ?? '', reason.trim()), onSuccess: async () => { onClose(); setReason(''); await forgetFigures(); } });
  return (
    <Modal opened={merge !== null} onClose={onClose} title="Take the merge back?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={(e) => { e.preventDefault(); undo.mutate(); }}>
        <p className="small">{merge?.merged} and {merge?.kept} become two persons again, each with their own history; figures follow. Nothing joins them again until they are merged by hand.</p>
        <label>Why<input value={reason} required maxLength={500} onChange={(e) => setReason(e.currentTarget.value)} data-autofocus /></label>
        {undo.isError && <ErrorState error={undo.error} headline="The merge was not taken back." />}
        <div className={styles.actions}><Button variant="default" onClick={onClose}>Keep it</Button><Button type="submit" loading={undo.isPending} disabled={reason.trim() === ''}>Take it back</Button></div>
      </form>
    </Modal>
  );
}
