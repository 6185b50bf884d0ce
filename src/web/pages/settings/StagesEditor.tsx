// The stages in their order: moved, taken out, added; the first and the last stand fast.
import { useState } from 'react';
import { stageProblem } from './settings-choices.js';
import styles from './SettingsPage.module.css';

export function StagesEditor({ stages, onChange }: { readonly stages: readonly string[]; readonly onChange: (stages: string[]) => void }) {
  const [name, setName] = useState('');
  const problem = name === '' ? null : stageProblem(name, stages);
  const isFixed = (i: number): boolean => i <= 0 || i >= stages.length - 1;
  const swap = (i: number, j: number): void => onChange(stages.map((stage, at) => (at === i ? stages[j] : at === j ? stages[i] : stage) ?? stage));
  const add = (): void => {
    if (name === '' || problem !== null) return;
    onChange([...stages.slice(0, -1), name, ...stages.slice(-1)]);
    setName('');
  };
  return (
    <div className={styles.list}>
      <ol>
        {stages.map((stage, i) => (
          <li key={stage}>
            <span>{stage}</span>
            {isFixed(i) ? <span className="tiny faint">always {i === 0 ? 'first' : 'last'}</span> : (
              <span className={styles.acts}>
                <button type="button" aria-label={`Move ${stage} up`} disabled={isFixed(i - 1)} onClick={() => swap(i, i - 1)}>↑</button>
                <button type="button" aria-label={`Move ${stage} down`} disabled={isFixed(i + 1)} onClick={() => swap(i, i + 1)}>↓</button>
                <button type="button" aria-label={`Take ${stage} out`} onClick={() => onChange(stages.filter((s) => s !== stage))}>×</button>
              </span>
            )}
          </li>
        ))}
      </ol>
      <div className={styles.add}>
        <input className={styles.input} aria-label="Name of a further stage" placeholder="a further stage, such as trial" maxLength={60} value={name} aria-invalid={problem !== null} onChange={(e) => setName(e.currentTarget.value)}
          onKeyDown={(e) => { if (e.key === 'Enter') { e.preventDefault(); add(); } }} />
        <button type="button" className={styles.plain} disabled={name === '' || problem !== null} onClick={add}>Add</button>
      </div>
      {problem !== null && <p className="small worse" role="alert">{problem}</p>}
    </div>
  );
}
