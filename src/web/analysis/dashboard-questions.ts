// Which questions the cards of a dashboard come to: cards that ask the same share one answer.
import type { DashboardCard } from '../../shared/api/dashboards.js';
import type { Step } from '../../shared/api/figures.js';

export interface Question {
  readonly key: string;
  /** In an order that does not depend on where cards stand. */
  readonly kpis: readonly string[];
  readonly by?: string;
  /** Values of the split that are shown at most, the largest of the KPI in `order`. */
  readonly top?: number;
  readonly order?: string;
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
/** Cards share an answer where their first figure is the same, too: by it the first values are chosen. */
export const splitKey = (by: string, first: string): string => `by ${by}, first ${first}`;

/** The step a trend is drawn by: the card's own where the period has room for it. */
export const stepOf = (card: Extract<DashboardCard, { kind: 'trend' }>, { usual, steps }: Pick<Asked, 'usual' | 'steps'>): Step =>
  (card.every !== undefined && steps.includes(card.every) ? card.every : usual);

export function questionsOf(cards: readonly DashboardCard[], asked: Asked): Question[] {
  type More = Pick<Question, 'by' | 'every' | 'top' | 'order'>;
  const found = new Map<string, More & { kpis: Set<string> }>();
  const ask = (key: string, kpis: readonly string[], more: More = {}): void => {
    const known = kpis.filter((id) => asked.known(id));
    if (known.length === 0) return;
    const question = found.get(key) ?? { kpis: new Set<string>(), ...more };
    for (const id of known) question.kpis.add(id);
    found.set(key, more.top === undefined ? question : { ...question, top: Math.max(more.top, question.top ?? 0) });
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
      case 'breakdown': {
        const first = card.kpis.find((id) => asked.known(id)) ?? '';
        ask(splitKey(card.by, first), card.kpis, { by: card.by, top: card.most, order: `-${first}` });
        break;
      }
      case 'funnel': ask(NOW, asked.funnel); break;
      case 'note': break;
    }
  }
  return [...found].map(([key, { kpis, ...more }]) => ({ key, kpis: [...kpis].sort((a, b) => (a < b ? -1 : 1)), ...more }));
}
