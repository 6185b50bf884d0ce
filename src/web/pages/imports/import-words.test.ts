// What can be done with an import follows from what became of it.
import { expect, it } from 'vitest';
import { actionsOf, kindWords, sureWords } from './import-words.js';

it('offers to undo what was written, to resume what stopped, to cancel what runs', () => {
  expect(actionsOf({ state: 'done', dryRun: false, read: 10, accepted: 10 })).toEqual({ cancel: false, resume: false, undo: true });
  expect(actionsOf({ state: 'interrupted', dryRun: false, read: 10, accepted: 10 })).toEqual({ cancel: false, resume: true, undo: true });
  expect(actionsOf({ state: 'running', dryRun: false, read: 10, accepted: 10 })).toEqual({ cancel: true, resume: false, undo: false });
  expect(actionsOf({ state: 'undone', dryRun: false, read: 10, accepted: 10 })).toEqual({ cancel: false, resume: false, undo: false });
  expect(actionsOf({ state: 'done', dryRun: true, read: 10, accepted: 10 }).undo).toBe(false);
  expect(actionsOf({ state: 'failed', dryRun: false, read: 0, accepted: 0 })).toEqual({ cancel: false, resume: false, undo: false });
  expect(actionsOf({ state: 'failed', dryRun: false, read: 9, accepted: 9 }).resume).toBe(true);
});

it('calls facts by the words of the field, and a kind it does not know by its own name', () => {
  expect(kindWords('stageChange', 2)).toEqual({ label: 'stage changes', kpi: 'mqls' });
  expect(kindWords('deal', 1).label).toBe('deal');
  expect(kindWords('hologram', 3)).toEqual({ label: 'hologram', kpi: undefined });
});

it('says how sure a recognition is', () => {
  expect([0.97, 0.7, 0.4, 0.1].map(sureWords)).toEqual(['sure', 'likely', 'a guess', 'unlikely']);
});
