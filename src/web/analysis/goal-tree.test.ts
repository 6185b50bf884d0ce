// A tree of goals keeps what is looked for with the way to it, and never offers a parent that closes a circle.
import { describe, expect, it } from 'vitest';
import { goalTree, possibleParents } from './goal-tree.js';

const node = (id: string, parent: string | null, owner = '') => ({ goal: { id, parent, owner } });
const NODES = [node('company', null, 'Board'), node('sales', 'company', 'Sales'), node('marketing', 'company', 'Jana'), node('events', 'marketing', 'Tomas'), node('search', 'marketing', 'Jana'), node('lone', 'gone', 'Jana')];
const by = (owner: string | null, folded: string[] = []) =>
  goalTree(NODES, { wanted: (n) => owner === null || n.goal.owner === owner, folded: new Set(folded), order: (rows) => [...rows].sort((a, b) => a.goal.id.localeCompare(b.goal.id)) });
const drawn = (rows: ReturnType<typeof by>): string[] => rows.map((r) => `${'-'.repeat(r.depth)}${r.goal.id}${r.above ? '?' : ''}${r.folded ? '+' : ''}${r.parts > 0 ? r.parts : ''}`);

describe('the tree of goals', () => {
  it('hangs each goal under its parent, ordered side by side; one without its parent stands on top', () => {
    expect(drawn(by(null))).toEqual(['company2', '-marketing2', '--events', '--search', '-sales', 'lone']);
  });
  it('keeps the goals of an owner and what stands above them, and nothing else', () => {
    expect(drawn(by('Tomas'))).toEqual(['company?1', '-marketing?1', '--events']);
    expect(drawn(by('Jana'))).toEqual(['company?1', '-marketing1', '--search', 'lone']);
    expect(by('Nobody')).toEqual([]);
  });
  it('folds parts away and still counts them', () => {
    expect(drawn(by(null, ['marketing']))).toEqual(['company2', '-marketing+2', '-sales', 'lone']);
  });
});

describe('possible parents', () => {
  it('leaves out the goal and all under it', () => {
    const goals = NODES.map((n) => n.goal);
    expect(possibleParents(goals, 'company').map((g) => g.id)).toEqual(['lone']);
    expect(possibleParents(goals, 'marketing').map((g) => g.id)).toEqual(['company', 'sales', 'lone']);
    expect(possibleParents(goals, 'new')).toHaveLength(NODES.length);
  });
});
