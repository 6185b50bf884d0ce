// Which questions the cards of a dashboard come to: cards that ask the same share one answer.
import type { DashboardCard } from '../../shared/api/dashboards.js';
import type { Step } from '../../shared/api/figures.js';

export interface Question {
  readonly key: string;
  /** In an order that does not depend on where cards stand. */
  readonly kpis: readonly string[];
  readonly by?: string;
  readonly every?: Step;
}

export interface Asked {
  /** All that the funnel shows. */
  readonly funnel: readonly string[];
  /** The step that suits the period, and those that can be drawn in it. */
  readonly usual: Step;
  readonly steps: readonly Step[];
  /** Whether there is such a KPI: an unknown one would have the whole question refused. */
  readonly known: (kpi: string) => boolean;
}

/** The figures of the period as a whole. */
export const NOW = 'now';
export const courseKey = (every: Step): string => `every ${every}`;
export const splitKey = (by: string): string => `by ${by}`;

/** The step a trend is drawn by: the card's own where the period has room for it. */
export const stepOf = (card: Extract<DashboardCard, { kind: 'trend' }>, { usual, steps }: Pick<Asked, 'usual' | 'steps'>): Step =>
  (card.every !== undefined && steps.includes(card.every) ? card.every : usual);

export function questionsOf(cards: readonly DashboardCard[], asked: Asked): Question[] {
  const found = new Map<string, { kpis: Set<string>; by?: string; every?: Step }>();
  const ask = (key: string, kpis: readonly string[], more: { by?: string; every?: Step } = {}): void => {
    const known = kpis.filter((id) => asked.known(id));
    if (known.length === 0) return;
    const question = found.get(key) ?? { kpis: new Set<string>(), ...more };
    for (const id of known) question.kpis.add(id);
    found.set(key, question);
  };
  for (const card of cards) {
    switch (card.kind) {
      case 'kpi':
        ask(NOW, [card.kpi]);
        ask(courseKey(asked.usual), [card.kpi], { every: asked.usual });
        break;
      case 'trend': {
        const every = stepOf(card, asked);
        ask(courseKey(every), [card.kpi], { every });
        break;
      }
      case 'breakdown': ask(splitKey(card.by), card.kpis, { by: card.by }); break;
      case 'funnel': ask(NOW, asked.funnel); break;
      case 'note': break;
    }
  }
  return [...found].map(([key, { kpis, ...more }]) => ({ key, kpis: [...kpis].sort((a, b) => (a < b ? -1 : 1)), ...more }));
}
