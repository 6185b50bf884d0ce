// One dropped file on its way: sent, looked at, checked, imported; an archive is sent and unpacked. Shows where it is and
// what went wrong.
import { useCallback, useEffect, useState } from 'react';
import type { UploadReceipt } from '../../../shared/api/imports.js';
import { unpackUpload, uploadFile } from '../../api/api-client.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { formatBytes, formatFigure } from '../../format/format-figure.js';
import { Icon } from '../../frame/Icon.js';
import { FilePreview, type ReadyImport } from './FilePreview.js';
import styles from './imports.module.css';
import { ProgressBar } from './ProgressBar.js';

/** A file of this machine, or one that the server has already. */
export type FileToImport = File | { readonly name: string; readonly size: number; readonly uploadId: string };

interface Props {
  readonly id: number;
  readonly file: FileToImport;
  readonly onReady: (id: number, start: ReadyImport | undefined) => void;
  readonly onUnpacked: (id: number, files: readonly UploadReceipt[]) => void;
  readonly onDismiss: () => void;
}

const isArchive = (file: File): boolean => /\.zip$/i.test(file.name);

export function FileImport({ id, file, onReady, onUnpacked, onDismiss }: Props) {
  const ready = useCallback((start: ReadyImport | undefined) => onReady(id, start), [id, onReady]);
  const [attempt, setAttempt] = useState(0);
  const [sent, setSent] = useState(0);
  const [uploadId, setUploadId] = useState<string | undefined>('uploadId' in file ? file.uploadId : undefined);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if ('uploadId' in file) return;
    const abort = new AbortController();
    setError(undefined);
    setSent(0);
    const bring = async (): Promise<void> => {
      const receipt = await uploadFile(file, setSent, abort.signal);
      if (isArchive(file)) onUnpacked(id, (await unpackUpload(receipt.uploadId, abort.signal)).files);
      else setUploadId(receipt.uploadId);
    };
    bring().catch((cause: unknown) => {
      if (!abort.signal.aborted) setError(cause);
    });
    return () => abort.abort();
  }, [id, file, attempt, onUnpacked]);
  return (
    <article className={styles.file} aria-label={`Import of ${file.name}`}>
      <header className={styles.fileHead}>
        <h2>{file.name}</h2><span className="small faint">{formatBytes(file.size)}</span>
        <button type="button" className={styles.dismiss} onClick={onDismiss} aria-label={`Put ${file.name} away`} data-note="Put away. What has been imported stays."><Icon name="close" size={13} /></button>
      </header>
      {error !== undefined ? <ErrorState error={error} headline={sent < 1 ? `${file.name} did not arrive.` : `${file.name} could not be taken.`} holds="Nothing has been written." onRetry={() => setAttempt(attempt + 1)} />
      : uploadId === undefined ? <ProgressBar share={sent} label={sent < 1 ? `sending, ${formatFigure(sent, { unit: 'rate', currency: '', digits: 0 })}` : 'arriving'} />
      : <FilePreview uploadId={uploadId} file={file.name} onReady={ready} />}
    </article>
  );
}
