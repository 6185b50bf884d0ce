// One dropped file on its way: sent, looked at, checked, imported. Shows where it is and what went wrong.
import { useCallback, useEffect, useState } from 'react';
import { uploadFile } from '../../api/api-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { formatBytes, formatFigure } from '../../format/format-figure.js';
import { Icon } from '../../frame/Icon.js';
import { FilePreview } from './FilePreview.js';
import styles from './imports.module.css';
import { ProgressBar } from './ProgressBar.js';

interface Props {
  readonly id: number;
  readonly file: File;
  readonly onReady: (id: number, start: (() => void) | undefined) => void;
  readonly onDismiss: () => void;
}

export function FileImport({ id, file, onReady, onDismiss }: Props) {
  const ready = useCallback((start: (() => void) | undefined) => onReady(id, start), [id, onReady]);
  const [attempt, setAttempt] = useState(0);
  const [sent, setSent] = useState(0);
  const [uploadId, setUploadId] = useState<string>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const abort = new AbortController();
    setError(undefined);
    uploadFile(file, setSent, abort.signal).then(
      (receipt) => setUploadId(receipt.uploadId),
      (cause: unknown) => {
        if (!abort.signal.aborted) setError(cause);
      },
    );
    return () => abort.abort();
  }, [file, attempt]);
  return (
    <article className={styles.file} aria-label={`Import of ${file.name}`}>
      <header className={styles.fileHead}>
        <h2>{file.name}</h2><span className="small faint">{formatBytes(file.size)}</span>
        <button type="button" className={styles.dismiss} onClick={onDismiss} aria-label={`Put ${file.name} away`} data-note="Put away. What has been imported stays."><Icon name="close" size={13} /></button>
      </header>
      {error !== undefined ? <ErrorState error={error} headline={`${file.name} did not arrive.`} holds="Nothing has been written." onRetry={() => setAttempt(attempt + 1)} />
      : uploadId === undefined ? <ProgressBar share={sent} label={`sending, ${formatFigure(sent, { unit: 'rate', currency: '', digits: 0 })}`} />
      : <FilePreview uploadId={uploadId} file={file.name} onReady={ready} />}
    </article>
  );
}
