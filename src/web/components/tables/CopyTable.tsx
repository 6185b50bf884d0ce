// Takes a table away: copied for a spreadsheet as it is seen, or as a CSV file, with plain numbers where the table has them.
import { useState } from 'react';
import { downloadText, toCsv, toTsv } from './table-text.js';

interface Props {
  readonly name: string;
  readonly lines: () => string[][];
  /** What the file holds; `lines` where nothing is said. */
  readonly file?: () => string[][];
}

export function CopyTable({ name, lines, file = lines }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(toTsv(lines()));
    setCopied(true);
    setTimeout(() => setCopied(false), 1600);
  };
  return (
    <>
      <button type="button" className="link" onClick={() => void copy()}>{copied ? 'copied' : 'copy'}</button>
      <button type="button" className="link" onClick={() => downloadText(`${name}.csv`, toCsv(file()))}>CSV</button>
      <span className="sr-only" role="status">{copied ? 'Table copied' : ''}</span>
    </>
  );
}
