// Merging two persons: find the other, see what they would be together, say why.
import { Button, Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { mergePersons } from '../../api/api-client.js';
import { mergePreviewQuery, personsQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { calledOf } from './journal-words.js';
import styles from './leads.module.css';

interface Props {
  readonly one: string;
  readonly called: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export const MergeDialog = ({ opened, onClose, called, ...props }: Props) => (
  <Modal opened={opened} onClose={onClose} title={<>Merge <bdi>{called}</bdi> with</>} closeButtonProps={{ 'aria-label': 'Close' }}>
    {opened && <Form onClose={onClose} {...props} />}
  </Modal>
);

function Form({ one, onClose }: Pick<Props, 'one' | 'onClose'>) {
  const { view } = useView();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [other, setOther] = useState('');
  const [reason, setReason] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery({ ...personsQuery({ search, limit: 8 }), enabled: search.length >= 2 });
  const preview = useQuery({ ...mergePreviewQuery(one, other), enabled: other !== '' });
  const merge = useMutation({
    mutationFn: () => mergePersons(one, other, reason.trim()),
    onSuccess: async ({ kept }) => {
      onClose();
      // There first: what is opened here while figures are read anew would be lost on the way.
      await navigate({ to: '/leads/$id', params: { id: kept }, search: carried(view) });
      await forgetFigures();
    },
  });
  const candidates = search.length >= 2 ? found.data?.persons.filter((p) => p.id !== one) : undefined;
  return (
    <form className={styles.form} onSubmit={(e) => { e.preventDefault(); merge.mutate(); }}>
      <label>The other person<input type="search" placeholder="Name, e-mail or id" value={typed} maxLength={200} onChange={(e) => { setTyped(e.currentTarget.value); setOther(''); }} data-autofocus /></label>
      {candidates && (
        <ul className={styles.choices} aria-label="Found">
          {candidates.map((p) => <li key={p.id}><button type="button" aria-pressed={p.id === other} onClick={() => setOther(p.id)}><bdi>{calledOf(p)}</bdi> <span className="faint">{p.id} <bdi>{p.email}</bdi></span></button></li>)}
          {candidates.length === 0 && <li className="small faint">Nobody like that.</li>}
        </ul>
      )}
      {found.isError && <ErrorState error={found.error} what="The search" />}
      {preview.isError && <ErrorState error={preview.error} headline="These two can not be merged." />}
      {preview.data && (
        <p className="small">
          {preview.data.merged} becomes part of {preview.data.kept}: <strong><bdi>{calledOf({ ...preview.data, id: preview.data.kept })}</bdi></strong>{preview.data.email !== '' && <>, <bdi>{preview.data.email}</bdi></>}. Their histories become one and figures count one person.
          {preview.data.lifts > 0 && ' They were taken apart before: that decision is lifted.'} It can be taken back.
        </p>
      )}
      <label>Why<input value={reason} maxLength={500} onChange={(e) => setReason(e.currentTarget.value)} /></label>
      {merge.isError && <ErrorState error={merge.error} headline="They were not merged." />}
      <div className={styles.actions}><Button variant="default" onClick={onClose}>Leave them apart</Button><Button type="submit" loading={merge.isPending} disabled={!preview.data || reason.trim() === ''}>Merge</Button></div>
    </form>
  );
}
