// Every KPI of this folder: a complete definition, made of measures that exist, with an interval that fits its kind.
// What the figures come to is tested where they are computed.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { termsOf as allTermsOf } from '../analytics/catalogue.js';
import type { Kpi, KpiFamily, RatioKpi, SeriesFamily, Term } from '../analytics/kpi.js';
import type { Measure } from '../analytics/measure.js';
import { loadRegistry } from '../shared/registry.js';
import { DEFAULT_STAGES } from '../shared/stages.js';

const isEntry = (value: unknown): value is Kpi | KpiFamily | SeriesFamily => typeof value === 'object' && value !== null && ('kind' in value || 'prefix' in value);
const isMeasure = (value: unknown): value is Measure => typeof value === 'object' && value !== null && 'aggregate' in value;

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort();
const entries = await loadRegistry(folder, isEntry);
const families = entries.filter((entry): entry is KpiFamily => 'prefix' in entry && !('over' in entry));
const single = entries.filter((entry): entry is Kpi => 'kind' in entry);
const kpis = [...single, ...families.flatMap((family) => [family.build('lead', 'mql'), family.build('sql', 'won')])];
const measures = new Map((await loadRegistry(new URL('../measures/', import.meta.url), isMeasure)).map((measure) => [measure.id, measure]));

const named = kpis.map((kpi) => [kpi.id, kpi] as const);
const ratios = kpis.flatMap((kpi) => (kpi.kind === 'ratio' ? [[kpi.id, kpi] as const] : []));
const measureOf = ({ measure }: Term): Measure => {
  const found = measures.get(measure);
  if (found === undefined) throw new Error(`no measure ${measure}`);
  return found;
};
/** What a KPI adds up, with what a lifetime value reads besides. */
const termsOf = (kpi: Kpi): readonly Term[] => (kpi.kind === 'stage_rate' || kpi.kind === 'times' ? [] : allTermsOf(kpi, 'activity'));
const allCounts = (terms: readonly Term[]): boolean => terms.every((term) => measureOf(term).unit === 'count' && (term.factor ?? 1) === 1);

describe('every KPI', () => {
  it('stands alone in a file named after it', () => {
    expect(entries.map((entry) => `${('prefix' in entry ? entry.prefix : entry.id).replaceAll('_', '-')}.ts`)).toEqual(files);
    expect(new Set(kpis.map((kpi) => kpi.id)).size).toBe(kpis.length);
    expect(families.map((family) => family.prefix).filter((prefix) => single.some((kpi) => kpi.id === prefix))).toEqual([]);
  });

  it.each(named)('%s is described', (_, kpi) => {
    expect(kpi.id).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*(:[a-z]+:[a-z]+)?$/);
    expect(kpi.label.trim()).not.toBe('');
    expect(kpi.description).toMatch(/^[A-Z].{15,}\.$/);
    expect(kpi.formula.trim()).not.toBe('');
    if (kpi.note !== undefined) expect(kpi.note).toMatch(/^[A-Z].{15,}[.]$/);
    if (kpi.benchmark !== undefined) {
      expect(kpi.benchmark.source.trim()).not.toBe('');
      expect(kpi.benchmark.low ?? kpi.benchmark.high).toBeDefined();
      expect(kpi.benchmark.low ?? -Infinity).toBeLessThan(kpi.benchmark.high ?? Infinity);
    }
  });

  it.each(named)('%s is made of what exists', (_, kpi) => {
    for (const term of termsOf(kpi)) expect(measures.has(term.measure), term.measure).toBe(true);
    if (kpi.kind === 'composite') expect(single.map((k) => k.id)).toEqual(expect.arrayContaining([kpi.left, kpi.right, kpi.leftElse ?? kpi.left]));
    if (kpi.kind === 'growth') expect(single.map((k) => k.id)).toContain(kpi.of);
    if (kpi.kind === 'stage_rate' || kpi.kind === 'times') {
      const stages: readonly string[] = DEFAULT_STAGES;
      expect(stages.indexOf(kpi.from)).toBeGreaterThanOrEqual(0);
      expect(stages.indexOf(kpi.to)).toBeGreaterThan(stages.indexOf(kpi.from));
    }
    for (const id of kpi.related ?? []) expect([...single.map((k) => k.id), ...families.map((f) => f.prefix)], `related ${id}`).toContain(id);
    expect(kpi.related ?? []).not.toContain(kpi.id);
  });

  it.each(named)('%s names in its formula what it is made of', (_, kpi) => {
    for (const term of termsOf(kpi)) expect(kpi.formula).toContain(term.measure);
  });
});

describe('every measure', () => {
  it('is used by a KPI', () => {
    const used = new Set(kpis.flatMap((kpi) => termsOf(kpi).map((term) => term.measure)));
    expect([...measures.keys()].filter((id) => !used.has(id))).toEqual([]);
  });
});

describe('amounts', () => {
  const amounts = kpis.flatMap((kpi) => (kpi.kind === 'amount' ? [[kpi.id, kpi] as const] : []));

  it.each(amounts)('%s adds like to like, in its own unit', (_, kpi) => {
    expect(new Set(kpi.terms.map((term) => measureOf(term).unit))).toEqual(new Set([kpi.unit]));
  });

  it.each(amounts.filter(([, kpi]) => kpi.interval === 'garwood'))('%s has a Poisson interval as a plain count', (_, kpi) => {
    expect(kpi.terms).toHaveLength(1);
    expect(allCounts(kpi.terms)).toBe(true);
  });
});

describe('ratios', () => {
  const unitOf = (terms: readonly Term[]): string => [...new Set(terms.map((term) => measureOf(term).unit))].join();
  const perEach = (kpi: RatioKpi): boolean => unitOf(kpi.numerator) === 'money' && unitOf(kpi.denominator) !== 'money';

  it.each(ratios)('%s has the unit that its sides give', (_, kpi) => {
    if (perEach(kpi)) expect(kpi.unit).toBe('money');
    else if (unitOf(kpi.numerator) === 'days') expect(kpi.unit).toBe('days');
    else expect(['rate', 'ratio', 'number']).toContain(kpi.unit);
  });

  it.each(ratios.filter(([, kpi]) => kpi.interval === 'garwood'))('%s is a certain sum over a Poisson count', (_, kpi) => {
    expect(perEach(kpi)).toBe(true);
    expect([...new Set(kpi.numerator.map((term) => measureOf(term).table))]).toEqual(['costs']);
    expect(kpi.denominator).toHaveLength(1);
    expect(allCounts(kpi.denominator)).toBe(true);
  });

  it.each(ratios.filter(([, kpi]) => kpi.interval === 'garwood_above'))('%s is a Poisson count per something certain', (_, kpi) => {
    expect(kpi.numerator).toHaveLength(1);
    expect(allCounts(kpi.numerator)).toBe(true);
    expect([...new Set(kpi.denominator.map((term) => measureOf(term).table))]).toEqual(['calendar']);
  });

  it.each(ratios.filter(([, kpi]) => kpi.interval === 'bootstrap'))('%s is resampled because money or time is above the line', (_, kpi) => {
    expect(['money', 'days', 'number']).toContain(unitOf(kpi.numerator));
  });

  it.each(ratios.filter(([, kpi]) => kpi.interval === 'wilson'))('%s is a proportion', (_, kpi) => {
    expect(kpi.unit).toBe('rate');
    expect(kpi.factor ?? 1).toBe(1);
  });

  it.each(ratios.filter(([, kpi]) => unitOf(kpi.numerator) === 'money'))('%s never goes without an interval', (_, kpi) => {
    expect(kpi.interval).not.toBe('none');
  });
});

describe('the glossary', () => {
  const glossary = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8');
  const ids = new Set([...single.map((kpi) => kpi.id), ...families.map((family) => family.prefix)]);
  const notYet = (glossary.split('## Not yet')[1] ?? '').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| figure'));

  it('lists as not yet only what is not there', () => {
    const waiting = notYet.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/^ *`(\w+)`|, `(\w+)`/g)].map((match) => match[1] ?? match[2] ?? ''));
    expect(waiting).toContain('cpa');
    expect(waiting.filter((id) => ids.has(id) && id !== 'cpa')).toEqual([]);
  });

  it('defines no term twice', () => {
    const terms = [...glossary.matchAll(/^- \*\*([^*]+)\*\*/gm)].map((match) => match[1] ?? '');
    expect(terms.length).toBeGreaterThan(80);
    expect(terms.filter((term, i) => terms.indexOf(term) !== i)).toEqual([]);
  });
});
