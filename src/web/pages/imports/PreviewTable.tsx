// The file's own first rows, and beside each what it becomes, or why it is refused.
import { useState } from 'react';
import type { PreviewDocument } from '../../../shared/api/imports.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatInstant } from '../../format/format-date.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { kindWords } from './import-words.js';
import styles from './imports.module.css';

/** Rows shown before more are asked for. */
const FEW = 6;

type Row = PreviewDocument['sample'][number];

export function PreviewTable({ preview, stale }: { readonly preview: PreviewDocument; readonly stale: boolean }) {
  const [all, setAll] = useState(false);
  const hidden = preview.sample.length - FEW;
  const rows = all || hidden < 3 ? preview.sample : preview.sample.slice(0, FEW);
  return (
    <div>
      <ScrollRegion className={stale ? `${styles.scroll} ${styles.stale}` : styles.scroll} label={`First rows of ${preview.file} and what they become`}>
        <table className={styles.rows}>
          <thead>
            <tr><th scope="col">Line</th><th scope="col">Becomes</th>{preview.header.map((name, i) => <th key={`${i} ${name}`} scope="col">{name === '' ? <span className="faint">(no name)</span> : name}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <th scope="row">{row.line}</th>
                <td className={styles.becomes}><Becomes row={row} /></td>
                {preview.header.map((name, i) => <td key={`${i} ${name}`} className={row.problem !== null && row.problem.column === name ? styles.bad : undefined}>{row.cells[i] ?? ''}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rows.length < preview.sample.length && <button type="button" className="link small" onClick={() => setAll(true)}>{hidden} more rows</button>}
    </div>
  );
}

function Becomes({ row }: { readonly row: Row }) {
  const { settings } = useWorkspace();
  if (row.problem !== null) return <span className="worse">refused: {row.problem.column !== null && <b>{row.problem.column} </b>}{row.problem.reason} <span className="muted">{row.problem.remedy}</span></span>;
  if (row.facts.length === 0) return <span className="faint">nothing: no data row</span>;
  return row.facts.map((fact, i) => {
    const { label } = kindWords(fact.kind, 1);
    const summary = fact.summary.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (instant) => formatInstant(instant, settings.timeZone));
    // Some summaries begin with what they are.
    return <span key={i} className={styles.fact}>{summary.toLowerCase().includes(label) ? '' : <b>{label} </b>}{summary}</span>;
  });
}
