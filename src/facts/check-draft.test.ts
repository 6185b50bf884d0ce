// What may become a fact: the reason and the remedy of each refusal.
import { describe, expect, test } from 'vitest';
import { DEFAULT_STAGES } from '../shared/stages.js';
import { checkDraft, DraftProblem, type DraftRules } from './check-draft.js';
import type { FactDraft } from './drafts.js';

const RULES: DraftRules = { stages: DEFAULT_STAGES, currency: undefined };
const problemOf = (draft: unknown, rules = RULES): DraftProblem => {
  const result = checkDraft(draft as FactDraft, rules);
  if (!(result instanceof DraftProblem)) throw new Error(`was accepted: ${JSON.stringify(result)}`);
  return result;
};
const cost = { kind: 'cost', from: '2026-03-01', until: '2026-03-31', cost: 'media', origin: {}, amount: '10', currency: 'EUR' };
const touch = { kind: 'touch', at: '2026-03-01', who: {}, origin: {}, touch: 'page_view' };

describe('a draft', () => {
  test('gets its defaults and the workspace\'s currency', () => {
    expect(checkDraft({ kind: 'submission', at: '2026-03-01', who: {}, origin: {} }, RULES)).toMatchObject({ outcome: 'accepted' });
    const deal: FactDraft = { kind: 'deal', who: {}, origin: {}, createdAt: '2026-03-01', status: 'open', amount: '5' };
    expect(checkDraft(deal, { ...RULES, currency: 'CZK' })).toMatchObject({ type: 'new', currency: 'CZK' });
    expect(problemOf(deal)).toMatchObject({ field: 'currency', remedy: expect.stringContaining('settings set currency') as unknown });
    expect(checkDraft({ kind: 'deal', who: {}, origin: {}, createdAt: '2026-03-01', status: 'open' }, RULES)).not.toBeInstanceOf(DraftProblem);
  });

  test('loses keys that no fact has', () => {
    expect(checkDraft({ ...touch, surprise: 1 } as FactDraft, RULES)).not.toHaveProperty('surprise');
  });

  test.each([
    ['a missing field', { ...touch, at: undefined }, 'at', '"at" is missing'],
    ['a date that is none', { ...touch, at: '2026-02-30' }, 'at', 'can\'t be read'],
    ['a year before 1970', { ...touch, at: '0202-03-01' }, 'at', 'before 1970'],
    ['a year after 2099', { ...cost, until: '2206-03-31' }, 'until', 'after 2099'],
    ['a text that is too long', { ...touch, page: 'x'.repeat(2001) }, 'page', 'has 2001 characters'],
    ['a NUL in a name', { ...touch, who: { email: 'a\0b@x.example' } }, 'who', 'NUL'],
    ['a stage that the workspace lacks', { kind: 'stageChange', at: '2026-03-01', who: {}, stage: 'mqll' }, 'stage', 'no stage of this workspace'],
    ['a currency that is none', { ...cost, currency: 'EUT' }, 'currency', '"EUT" is no currency'],
    ['a cost that ends before it begins', { ...cost, until: '2026-02-01' }, 'until', 'ends before it begins'],
    ['a cost over more than ten years', { ...cost, until: '2046-02-01' }, 'until', 'more than ten years'],
    ['an amount that is no decimal', { ...cost, amount: '1,5' }, 'amount', 'can\'t be read'],
    ['a kind that is none', { kind: 'visit' }, 'kind', 'no kind of fact'],
  ])('with %s is refused with the reason', (_, draft, field, reason) => {
    const problem = problemOf(draft);
    expect(problem.field).toBe(field);
    expect(problem.reason).toContain(reason);
    expect(problem.remedy).not.toBe('');
  });

  test('with a stage near to one of the workspace\'s is told which', () => {
    expect(problemOf({ kind: 'stageChange', at: '2026-03-01', who: {}, stage: 'oportunity' }).remedy).toContain('Did you mean opportunity?');
    expect(checkDraft({ kind: 'stageChange', at: '2026-03-01', who: {}, stage: 'recycled' }, RULES)).not.toBeInstanceOf(DraftProblem);
  });

  test('may be negative, refunded, or dated on the last day', () => {
    expect(checkDraft({ ...cost, amount: '-0.00000001' } as FactDraft, RULES)).not.toBeInstanceOf(DraftProblem);
    expect(checkDraft({ ...touch, at: '2099-12-31' } as FactDraft, RULES)).not.toBeInstanceOf(DraftProblem);
  });
});
