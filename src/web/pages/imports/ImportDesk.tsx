// Where files are dropped and followed until they are in: any number at once, each on its own, or all with one press.
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { formatCount } from '../../format/format-figure.js';
import { DropZone } from './DropZone.js';
import { FileImport } from './FileImport.js';
import styles from './imports.module.css';

interface Dropped {
  readonly id: number;
  readonly file: File;
}

let dropped = 0;

export function ImportDesk() {
  const [files, setFiles] = useState<readonly Dropped[]>([]);
  const [ready, setReady] = useState<ReadonlyMap<number, () => void>>(new Map());
  const add = (added: readonly File[]): void => setFiles((now) => [...added.map((file) => ({ id: ++dropped, file })), ...now]);
  const onReady = useCallback((id: number, start: (() => void) | undefined): void => {
    setReady((now) => {
      const next = new Map(now);
      if (start) next.set(id, start);
      else next.delete(id);
      return next;
    });
  }, []);
  const startAll = (): void => files.forEach(({ id }) => ready.get(id)?.());
  return (
    <div className={styles.desk}>
      <DropZone onFiles={add} compact={files.length > 0} />
      {ready.size > 1 && <div className={styles.actions}><Button onClick={startAll}>Import all {formatCount(ready.size)} files</Button><span className="small faint">one after the other; refused rows are set aside, and each can be undone</span></div>}
      {files.map(({ id, file }) => <FileImport key={id} id={id} file={file} onReady={onReady} onDismiss={() => setFiles((now) => now.filter((f) => f.id !== id))} />)}
    </div>
  );
}
