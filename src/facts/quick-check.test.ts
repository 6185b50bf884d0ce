// The quick check says yes only where Zod does, and to what it leaves as it is; and it says yes to what connectors send.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { accountDraft, costDraft, dealDraft, personDraft, rateDraft, seriesDraft, stageChangeDraft, submissionDraft, subscriptionDraft, touchDraft, trafficDraft } from './drafts.js';
import { quickCheck } from './quick-check.js';

const SCHEMAS = { touchDraft, submissionDraft, stageChangeDraft, dealDraft, subscriptionDraft, costDraft, personDraft, accountDraft, rateDraft, seriesDraft, trafficDraft };

/** One of the first, and now and then of the others. */
const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: other });

const moment = mostly(fc.constantFrom('2026-03-01', '2026-03-01T10:00:00.000Z'), fc.constantFrom('2026-02-30', '2026-13-01', '2026-03-01T25:00:00Z', '2026-03-01T10:00:00+01:00', 'soon', ''));
const text = mostly(fc.string({ maxLength: 8 }), fc.constantFrom('x'.repeat(2000), 'x'.repeat(2001)));
const decimal = fc.constantFrom('1', '-1.5', '1e3', '1.123456789', '', '999999999999999999', '0.00000001');
const odd = fc.constantFrom<unknown>(null, undefined, 1, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, [], {}, ['a'], { a: 1 });
const who = fc.record({ email: text, ids: fc.array(text, { maxLength: 2 }), visitorId: text, account: fc.record({ name: text, ids: fc.array(text, { maxLength: 1 }) }, { requiredKeys: [] }) }, { requiredKeys: [] });
const origin = fc.record({ source: text, medium: text, landingPage: text }, { requiredKeys: [] });

/** A value for a field by its name, mostly of the right kind. */
const valueOf = (field: string, schema: z.ZodType): fc.Arbitrary<unknown> => {
  const right: fc.Arbitrary<unknown> =
    field === 'who' ? who : field === 'origin' ? origin
      : /at$|At$|^day$|^from$|^until$/.test(field) ? moment
        : ['amount', 'margin', 'price', 'perEuro'].includes(field) ? decimal
          : ['value', 'attention', 'impressions', 'clicks', 'visits', 'visitors', 'pageviews', 'bounces', 'engagedVisits'].includes(field) ? fc.constantFrom(0, 1, 2.5, -1)
            : field === 'currency' ? fc.constantFrom('EUR', 'eur', 'EURO')
              : literalsOf(schema).length > 0 ? mostly(fc.constantFrom(...literalsOf(schema)), fc.constant('other')) : text;
  return mostly(right, odd);
};

/** What the field's schema lists, if it lists anything. */
function literalsOf(schema: z.ZodType): string[] {
  const { def } = schema._zod as { def: { entries?: Record<string, string>; values?: string[]; innerType?: z.ZodType } };
  if (def.innerType !== undefined) return literalsOf(def.innerType);
  return [...Object.values(def.entries ?? {}), ...(def.values ?? [])];
}

describe('the quick check', () => {
  test.each(Object.entries(SCHEMAS))('of %s never says yes where Zod says no or would change the value', (_, schema) => {
    const accepts = quickCheck(schema);
    let yes = 0;
    const shape = Object.entries<z.ZodType>(schema.shape);
    const fields = Object.fromEntries(shape.map(([field, inner]) => [field, valueOf(field, inner)]));
    const all = { ...fields, kind: fc.constant([...schema.shape.kind.values][0]) };
    const needed = shape.filter(([, inner]) => !inner.safeParse(undefined).success).map(([field]) => field as keyof typeof all);
    const drafts = fc.oneof(fc.record(all, { requiredKeys: ['kind'] }), { weight: 4, arbitrary: fc.record(all, { requiredKeys: needed }) }, fc.record({ ...all, surprise: fc.constant(1) }));
    fc.assert(fc.property(drafts, (value) => {
      if (!accepts(value)) return;
      yes += 1;
      expect(schema.safeParse(value)).toEqual({ success: true, data: value });
    }), { numRuns: 1500, seed: 7 });
    fc.assert(fc.property(fc.anything(), (value) => !accepts(value) || schema.safeParse(value).success), { seed: 7 });
    expect(yes).toBeGreaterThan(0);
  });

  test('says yes to what connectors send', () => {
    const common = { who: { email: 'a@x.example', ids: ['crm:1'], account: { name: 'X' } }, origin: { source: 'google', medium: undefined } };
    expect(quickCheck(touchDraft)({ kind: 'touch', at: '2026-03-01T10:00:00.000Z', touch: 'page_view', page: '/p', attention: 3.5, ...common })).toBe(true);
    expect(quickCheck(submissionDraft)({ kind: 'submission', at: '2026-03-01', outcome: 'accepted', form: 'demo', ...common })).toBe(true);
    expect(quickCheck(dealDraft)({ kind: 'deal', createdAt: '2026-03-01', status: 'open', type: 'new', amount: '10.50', currency: 'EUR', ...common })).toBe(true);
    expect(quickCheck(costDraft)({ kind: 'cost', from: '2026-03-01', until: '2026-03-31', cost: 'media', amount: '-3', clicks: 4, origin: {} })).toBe(true);
    expect(quickCheck(seriesDraft)({ kind: 'series', day: '2026-03-01', series: 'followers', value: -2.5 })).toBe(true);
  });

  test('leaves what it does not understand to Zod', () => {
    expect(quickCheck(z.string().transform((s) => s.length))('x')).toBe(false);
    expect(quickCheck(z.string().refine((s) => s === 'x'))('x')).toBe(false);
    expect(quickCheck(z.object({ a: z.string() }).strict())({ a: 'x' })).toBe(false);
    expect(quickCheck(z.email())('a@x.example')).toBe(quickCheck(z.email())('a@x.example') && z.email().safeParse('a@x.example').success);
  });
});
