// Takes a table away: copied for a spreadsheet, or as a CSV file.
import { useState } from 'react';
import { downloadText, toCsv, toTsv } from './table-text.js';

export function CopyTable({ name, lines }: { readonly name: string; readonly lines: () => string[][] }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(toTsv(lines()));
    setCopied(true);
    setTimeout(() => setCopied(false), 1600);
  };
  return (
    <>
      <button type="button" className="link" onClick={() => void copy()}>{copied ? 'copied' : 'copy'}</button>
      <button type="button" className="link" onClick={() => downloadText(`${name}.csv`, toCsv(lines()))}>CSV</button>
      <span className="sr-only" role="status">{copied ? 'Table copied' : ''}</span>
    </>
  );
}
