// Where files are dropped and followed until they are in: any number at once, each on its own, or all with one press in an
// order in which each finds what it refers to. An archive gives way to the files in it.
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { UploadReceipt } from '../../../shared/api/imports.js';
import { formatCount } from '../../format/format-figure.js';
import { DropZone } from './DropZone.js';
import { MOST_FILES } from './dropped-files.js';
import { FileImport, type FileToImport } from './FileImport.js';
import type { ReadyImport } from './FilePreview.js';
import styles from './imports.module.css';

interface Dropped {
  readonly id: number;
  readonly file: FileToImport;
}

let dropped = 0;
const withIds = (files: readonly FileToImport[]): Dropped[] => files.map((file) => ({ id: ++dropped, file }));

export function ImportDesk() {
  const [files, setFiles] = useState<readonly Dropped[]>([]);
  const [ready, setReady] = useState<ReadonlyMap<number, ReadyImport>>(new Map());
  const [tooMany, setTooMany] = useState(false);
  const add = (added: readonly File[]): void => {
    setTooMany(added.length > MOST_FILES);
    const more = withIds(added.slice(0, MOST_FILES));
    setFiles((now) => [...more, ...now]);
  };
  const onReady = useCallback((id: number, start: ReadyImport | undefined): void => {
    setReady((now) => {
      const next = new Map(now);
      if (start) next.set(id, start);
      else next.delete(id);
      return next;
    });
  }, []);
  const onUnpacked = useCallback((id: number, receipts: readonly UploadReceipt[]): void => {
    const inside = withIds(receipts.map(({ uploadId, file, size }) => ({ name: file, size, uploadId })));
    setFiles((now) => now.flatMap((one) => (one.id === id ? inside : [one])));
  }, []);
  const startAll = (): void => files.flatMap(({ id }) => ready.get(id) ?? []).sort((a, b) => a.rank - b.rank).forEach(({ start }) => start());
  return (
    <div className={styles.desk}>
      <DropZone onFiles={add} compact={files.length > 0} />
      {tooMany && <p className="small" role="alert">These are the first {formatCount(MOST_FILES)} files; more at once are brought in by <code>leadline import FOLDER</code>, or as a ZIP archive.</p>}
      {ready.size > 1 && <div className={styles.actions}><Button onClick={startAll}>Import all {formatCount(ready.size)} files</Button><span className="small faint">one after the other, people before their deals; refused rows are set aside, and each can be undone</span></div>}
      {files.map(({ id, file }) => <FileImport key={id} id={id} file={file} onReady={onReady} onUnpacked={onUnpacked} onDismiss={() => setFiles((now) => now.filter((f) => f.id !== id))} />)}
    </div>
  );
}
