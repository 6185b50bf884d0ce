// Undoes an import after asking once, saying what that takes away.
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ImportDocument } from '../../../shared/api/imports.js';
import { formatCount } from '../../format/format-figure.js';
import styles from './imports.module.css';
import { kindWords } from './import-words.js';

export function UndoButton({ run, busy, onUndo }: { readonly run: ImportDocument; readonly busy: boolean; readonly onUndo: () => void }) {
  const [asking, setAsking] = useState(false);
  const facts = Object.entries(run.facts).filter(([, n]) => n > 0).map(([kind, n]) => `${formatCount(n)} ${kindWords(kind, n).label}`);
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)} loading={busy}>Undo this import</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Undo the import of ${run.file}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
        <p>This takes away what no other import supplies{facts.length > 0 && `, at most ${facts.join(', ')}`}. Figures change at once. Importing the file again brings it back.</p>
        <div className={styles.actions} style={{ marginTop: 16, justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={() => setAsking(false)}>Keep it</Button>
          <Button color="var(--worse)" onClick={() => { setAsking(false); onUndo(); }}>Undo the import</Button>
        </div>
      </Modal>
    </>
  );
}
