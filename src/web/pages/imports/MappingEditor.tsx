// The mapping of a table as YAML text: edited here, previewed again, kept as a file for the next time.
import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { ApiError } from '../../api/api-client.js';
import { downloadText } from '../../components/tables/table-text.js';
import styles from './imports.module.css';

interface Props {
  readonly mapping: string;
  readonly file: string;
  readonly error: Error | null;
  readonly busy: boolean;
  /** Whether it is open from the start. */
  readonly open: boolean;
  readonly onApply: (mapping: string) => void;
}

export function MappingEditor({ mapping, file, error, busy, open, onApply }: Props) {
  const id = useId();
  // What the editor opened with: later previews give back what was written here.
  const [guessed] = useState(mapping);
  const [text, setText] = useState(mapping);
  const [applied, setApplied] = useState(mapping);
  const apply = (): void => {
    setApplied(text);
    onApply(text);
  };
  return (
    <details className={styles.mapping} open={open || error !== null || undefined}>
      <summary>Mapping{text !== applied && <span className="warn"> edited, not yet previewed</span>}</summary>
      <label className="sr-only" htmlFor={id}>Mapping as YAML</label>
      <textarea id={id} className={styles.yaml} spellCheck={false} rows={Math.min(28, Math.max(8, text.split('\n').length + 1))} value={text} onChange={(e) => setText(e.currentTarget.value)} aria-invalid={error !== null} aria-describedby={error ? `${id}-error` : undefined}
        onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) apply(); }} />
      {error && <div id={`${id}-error`} role="alert" className={styles.mappingError}><p className="worse">{error.message}</p>{error instanceof ApiError && error.hint !== '' && <p className="muted">{error.hint}</p>}</div>}
      <div className={styles.actions}>
        <Button variant="default" size="xs" onClick={apply} loading={busy}>Preview again</Button>
        {text !== guessed && <button type="button" className="link small" onClick={() => setText(guessed)}>back to the guessed one</button>}
        <button type="button" className="link small" onClick={() => downloadText(`${file.replace(/\.[^.]*$/, '')}.mapping.yaml`, text)}>keep as a file</button>
        <span className="tiny faint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> previews</span>
      </div>
    </details>
  );
}
