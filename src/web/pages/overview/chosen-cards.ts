// Which KPIs stand as cards: what the address says, else what this browser was told last, else the usual four.
import { useCallback, useMemo } from 'react';
import { existing } from '../../analysis/catalogue-names.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { DEFAULT_CARDS } from './overview-asks.js';

const KEY = 'leadline.cards';
export const MOST_CARDS = 8;

const remembered = (): string[] => {
  try {
    return (localStorage.getItem(KEY) ?? '').split(',').filter(Boolean);
  } catch {
    return [];
  }
};

export function useChosenCards(): readonly [string[], (ids: readonly string[]) => void] {
  const { catalogue } = useWorkspace();
  const { view, change } = useView();
  const cards = useMemo(() => {
    for (const ids of [view.cards ?? [], remembered(), DEFAULT_CARDS]) {
      const known = existing(catalogue, ids).slice(0, MOST_CARDS);
      if (known.length > 0) return known;
    }
    return catalogue.kpis.slice(0, 4).map((k) => k.id);
  }, [view.cards, catalogue]);
  const choose = useCallback(
    (ids: readonly string[]) => {
      try {
        localStorage.setItem(KEY, ids.join(','));
      } catch {
        // Storage may be closed to us; the address keeps the choice.
      }
      change({ cards: ids }, { replace: true });
    },
    [change],
  );
  return [cards, choose];
}
