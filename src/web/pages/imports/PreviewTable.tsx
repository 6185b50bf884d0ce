// The file's own first rows, and beside each what it becomes, or why it is refused.
import type { PreviewDocument } from '../../../shared/api/imports.js';
import { kindWords } from './import-words.js';
import styles from './imports.module.css';

export function PreviewTable({ preview, stale }: { readonly preview: PreviewDocument; readonly stale: boolean }) {
  return (
    <div className={styles.scroll} role="region" aria-label={`First rows of ${preview.file} and what they become`} tabIndex={0} data-stale={stale} data-scroll>
      <table className={styles.rows}>
        <thead>
          <tr><th scope="col">Line</th><th scope="col">Becomes</th>{preview.header.map((name, i) => <th key={`${i} ${name}`} scope="col">{name === '' ? <span className="faint">(no name)</span> : name}</th>)}</tr>
        </thead>
        <tbody>
          {preview.sample.map((row) => (
            <tr key={row.line}>
              <th scope="row">{row.line}</th>
              <td className={styles.becomes}>
                {row.problem !== null ? <span className="worse">refused: {row.problem.column !== null && <>{row.problem.column} </>}{row.problem.reason} <span className="muted">{row.problem.remedy}</span></span>
                : row.facts.length === 0 ? <span className="faint">nothing: no data row</span>
                : row.facts.map((fact, i) => <span key={i} className={styles.fact}><b>{kindWords(fact.kind, 1).label}</b> {fact.summary}</span>)}
              </td>
              {preview.header.map((name, i) => <td key={`${i} ${name}`} className={row.problem !== null && row.problem.column === name ? styles.bad : undefined}>{row.cells[i] ?? ''}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
