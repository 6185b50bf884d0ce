// The cards on their grid: read, or arranged by their handles.
import { useEffect, useId, useRef } from 'react';
import type { DashboardCard } from '../../../shared/api/dashboards.js';
import { titleOf } from '../../analysis/card-words.js';
import { useGoals } from '../../view/use-goals.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CardBody } from './CardBody.js';
import styles from './dashboards.module.css';
import { useAnswers } from './use-answers.js';
import { useGrip, type GripMode } from './use-grip.js';
import { ErrorState } from '../../components/states/ErrorState.js';

interface Props {
  readonly cards: readonly DashboardCard[];
  readonly arranging: boolean;
  readonly onArranged: (cards: readonly DashboardCard[], label: string) => void;
  readonly onChange: (card: DashboardCard) => void;
  readonly onRemove: (card: DashboardCard) => void;
}

export function DashboardGrid({ cards, arranging, onArranged, onChange, onRemove }: Props) {
  const { catalogue } = useWorkspace();
  const grid = useRef<HTMLUListElement>(null);
  const help = useId();
  const answers = useAnswers(cards);
  const aims = useGoals([...new Set(cards.flatMap((c) => (c.kind === 'kpi' ? [c.kpi] : [])))]);
  const nameOf = (card: DashboardCard): string => titleOf(catalogue, card);
  // Cards stand in the page as they are read. The one set down has another place in it, and would lose the focus.
  const refocus = useRef<{ id: string; mode: GripMode } | null>(null);
  const grip = useGrip({
    cards, grid, nameOf,
    onSet: (next, id, mode) => {
      const card = cards.find((c) => c.id === id);
      if (document.activeElement?.getAttribute('data-handle') === `${mode} ${id}`) refocus.current = { id, mode };
      onArranged(next, `${card ? nameOf(card) : ''} ${mode === 'move' ? 'moved' : 'resized'}`);
    },
  });
  useEffect(() => {
    if (refocus.current === null) return;
    const { id, mode } = refocus.current;
    refocus.current = null;
    grid.current?.querySelector<HTMLElement>(`[data-handle="${mode} ${id}"]`)?.focus();
  }, [cards]);
  const at = new Map(grip.shown.map((c) => [c.id, c]));
  return (
    <>
      {answers.failed && <ErrorState error={answers.failed.error} what="Some of the figures" holds="The dashboard itself is untouched." onRetry={answers.retry} />}
      <ul ref={grid} className={arranging ? `${styles.grid ?? ''} ${styles.arranging ?? ''}` : styles.grid} aria-busy={answers.pending} aria-label="Cards">
        {cards.map((card) => {
          const { column, row, width, height } = at.get(card.id) ?? card;
          const name = nameOf(card);
          return (
            <li key={card.id} className={styles.card} data-held={grip.held?.id === card.id} style={{ gridColumn: `${String(column)} / span ${String(width)}`, gridRow: `${String(row)} / span ${String(height)}` }}>
              {arranging && (
                <div className={`${styles.handles ?? ''} no-print`}>
                  <button type="button" className={`${styles.handle ?? ''} ${styles.move ?? ''}`} data-handle={`move ${card.id}`} aria-label={`Move ${name}`} aria-describedby={help} {...grip.handle(card.id, 'move')}><MoveSign /><span>{name}</span></button>
                  <button type="button" className={styles.handle} aria-label={`Change ${name}`} onClick={() => onChange(card)}>change</button>
                  <button type="button" className={styles.handle} aria-label={`Remove ${name}`} onClick={() => onRemove(card)}>remove</button>
                </div>
              )}
              <div className={styles.content} inert={arranging}><CardBody card={card} answers={answers} aims={aims} /></div>
              {arranging && <button type="button" className={`${styles.handle ?? ''} ${styles.corner ?? ''} no-print`} data-handle={`size ${card.id}`} aria-label={`Resize ${name}`} aria-describedby={help} {...grip.handle(card.id, 'size')}><CornerSign /></button>}
            </li>
          );
        })}
      </ul>
      <p id={help} className="sr-only">Enter takes the card, arrow keys move or resize it, Enter sets it down, Escape leaves it as it was.</p>
      <p className="sr-only" role="status" aria-live="assertive">{grip.said}</p>
    </>
  );
}

const MoveSign = () => <svg width="13" height="13" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d="M8 1v14M1 8h14M6 3l2-2 2 2M6 13l2 2 2-2M3 6 1 8l2 2M13 6l2 2-2 2" /></svg>;
const CornerSign = () => <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true"><path d="M13 4 4 13M13 9l-4 4" /></svg>;
