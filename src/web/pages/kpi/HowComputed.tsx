// How a figure is computed: its formula, each measure in words and as the SQL that ran, and when it was read.
import { useState } from 'react';
import type { ExplainDocument } from '../../../shared/api/figures.js';
import { Section } from '../../components/Section.js';
import { formatInstant, formatRange } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import styles from './kpi.module.css';

export function HowComputed({ opened }: { readonly opened: ExplainDocument }) {
  const basis = opened.basis === 'cohort' ? 'cohort of those who entered in the period' : 'activity of the period';
  return (
    <Section title="How it is computed" note={`read ${formatInstant(opened.asOf, opened.timeZone)}, days in ${opened.timeZone}, ${basis}, ${formatRange(opened)}${opened.creditedBy === undefined ? '' : `; credit by ${opened.creditedBy.label.toLowerCase()}, touches up to ${opened.creditedBy.lookbackDays} days before`}`}>
      <p className={styles.formula}><span>{opened.formula.replaceAll('_', ' ')}</span><span className="muted">{opened.numbers}</span></p>
      <details className={styles.details}>
        <summary>Measures and SQL</summary>
        <div className={styles.measures}>
          {opened.measures.map((m) => (
            <div key={`${m.side} ${m.id}`} className={styles.measure}>
              <p><strong>{m.label}</strong>{m.factor !== 1 && <> × {m.factor}</>} <span className="muted">{formatFigure(m.value, { unit: typeof m.value === 'string' ? 'money' : 'count', currency: opened.currency })}</span> <span className="faint small">{m.side}</span></p>
              <p className="small muted">{m.description}</p>
              <pre tabIndex={0} aria-label={`SQL of ${m.label}`}><code>{m.sql}</code></pre>
              <CopySql sql={m.sql} />
            </div>
          ))}
        </div>
      </details>
    </Section>
  );
}

function CopySql({ sql }: { readonly sql: string }) {
  const [copied, setCopied] = useState(false);
  return <p><button type="button" className="link small" onClick={() => void navigator.clipboard.writeText(sql).then(() => setCopied(true))}>{copied ? 'copied' : 'copy SQL'}</button></p>;
}
