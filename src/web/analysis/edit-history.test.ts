import { expect, it } from 'vitest';
import { beginHistory, edit, redo, undo } from './edit-history.js';

it('goes back and forth by single changes, and forgets what was undone once something else is done', () => {
  const made = edit(edit(beginHistory('a'), 'b', 'to b'), 'c', 'to c');
  const back = undo(made);
  expect([back.now, back.past.map((s) => s.label), back.future.map((s) => s.label)]).toEqual(['b', ['to b'], ['to c']]);
  expect(redo(back)).toEqual(made);
  expect(undo(undo(undo(made))).now).toBe('a');
  const other = edit(back, 'd', 'to d');
  expect([other.now, redo(other), undo(undo(other)).now]).toEqual(['d', other, 'a']);
});
