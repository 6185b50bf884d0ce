// Where files are dropped and followed until they are in: any number at once, each on its own.
import { useState } from 'react';
import { DropZone } from './DropZone.js';
import { FileImport } from './FileImport.js';
import styles from './imports.module.css';

interface Dropped {
  readonly key: number;
  readonly file: File;
}

let dropped = 0;

export function ImportDesk() {
  const [files, setFiles] = useState<readonly Dropped[]>([]);
  const add = (added: readonly File[]): void => setFiles((now) => [...added.map((file) => ({ key: ++dropped, file })), ...now]);
  return (
    <div className={styles.desk}>
      <DropZone onFiles={add} compact={files.length > 0} />
      {files.map(({ key, file }) => <FileImport key={key} file={file} onDismiss={() => setFiles((now) => now.filter((f) => f.key !== key))} />)}
    </div>
  );
}
