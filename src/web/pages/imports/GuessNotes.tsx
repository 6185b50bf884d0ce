// What a guessed mapping leaves open: what to check in it, and the columns that it does not read. Said before the import,
// not found out from a figure that stays at nought.
import type { PreviewDocument } from '../../../shared/api/imports.js';
import styles from './imports.module.css';

export function GuessNotes({ preview: { notes, unused, mapping } }: { readonly preview: Pick<PreviewDocument, 'notes' | 'unused' | 'mapping'> }) {
  if (notes.length === 0 && unused.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label="To check before importing">
      {notes.map((note) => <li key={note}>{note}</li>)}
      {unused.length > 0 && <li><span className="muted">Not read, since {mapping === null ? 'nothing is known of such columns' : `the mapping names ${unused.length === 1 ? 'it' : 'them'} nowhere`}:</span> {unused.join(', ')}</li>}
    </ul>
  );
}
