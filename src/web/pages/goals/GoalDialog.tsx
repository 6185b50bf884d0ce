// One goal in a dialog: read, changed or made.
import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { GoalDocument } from '../../../shared/api/goals.js';
import type { PacingDocument } from '../../../shared/api/pacing.js';
import { GoalDetail } from './GoalDetail.js';
import { GoalForm } from './GoalForm.js';
import type { GoalChanges } from './use-goal-changes.js';

interface Props {
  readonly open: GoalDocument | 'new' | undefined;
  readonly goals: readonly GoalDocument[];
  readonly pacing: PacingDocument | undefined;
  readonly pacingFailed: boolean;
  readonly changes: GoalChanges;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

export function GoalDialog({ open, goals, pacing, pacingFailed, changes, onClose, onSaved }: Props) {
  const [changing, setChanging] = useState<string | null>(null);
  const writing = open === 'new' || (open !== undefined && changing === open.id);
  const close = (): void => {
    setChanging(null);
    changes.set.reset();
    changes.remove.reset();
    onClose();
  };
  return (
    // While something is typed, only its own buttons close it. Its head is no banner of the page.
    <Modal opened={open !== undefined} onClose={close} title={open === 'new' ? 'Set a goal' : open && <bdi>{open.name}</bdi>} size={760} closeOnEscape={!writing} closeOnClickOutside={!writing} attributes={{ header: { role: 'presentation' } }} closeButtonProps={{ 'aria-label': 'Close' }}>
      {open === undefined ? null
      : writing ? (
        <GoalForm
          key={open === 'new' ? '' : open.id} goal={open === 'new' ? undefined : open} goals={goals} changes={changes} onCancel={() => { changes.set.reset(); if (open === 'new') close(); else setChanging(null); }}
          onSaved={(id) => { setChanging(null); onSaved(id); }}
        />
      ) : <GoalDetail goal={open} goals={goals} pacing={pacing} pacingFailed={pacingFailed} changes={changes} onChange={() => setChanging(open.id)} onRemoved={close} />}
    </Modal>
  );
}
