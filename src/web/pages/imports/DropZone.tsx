// The place files and folders are dropped on, or chosen from; the whole window takes a drop while it is shown.
import { useEffect, useRef, useState } from 'react';
import { droppedFiles, exportsAmong } from './dropped-files.js';
import styles from './imports.module.css';

/** Asks for a folder: an input of its own, for one that chooses folders can't choose files. */
function chooseFolder(onFiles: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  input.addEventListener('change', () => onFiles(exportsAmong([...(input.files ?? [])])));
  input.click();
}

export function DropZone({ onFiles, compact }: { readonly onFiles: (files: readonly File[]) => void; readonly compact: boolean }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const drag = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      const plain = [...event.dataTransfer.files];
      // A folder that can't be read into is taken as the browser names it; sending it says what is wrong.
      void droppedFiles(event.dataTransfer).catch(() => plain).then((files) => take.current(files));
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return (
    <div className={compact ? `${styles.drop} ${styles.compact}` : styles.drop} data-over={over}>
      <p>
        <strong>{over ? 'Let go to look at the files' : compact ? 'Drop more files here' : 'Drop files, a folder or a ZIP archive here'}</strong> or{' '}
        <button type="button" className="link" onClick={() => input.current?.click()}>choose files</button>, <button type="button" className="link" onClick={() => chooseFolder((all) => take.current(all))}>a folder</button>
      </p>
      {!compact && <p className="small faint">CSV or tab-separated exports, any language’s dates and decimals. You see what each row becomes before anything is written.</p>}
      <input
        ref={input} type="file" multiple className="sr-only" tabIndex={-1} aria-label="Files to import"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
