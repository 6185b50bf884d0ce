// How people came to convert: most frequent paths, the flow between channels, and how long and wide journeys are.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { param, sql } from '../database/sql.js';
import type { JourneysDocument } from '../shared/api/attribution.js';
import type { Page } from '../shared/api/parse-attribution-query.js';
import { chain, journeyShapes, wholeDays } from './journey-shapes.js';
import { decimalText } from './money.js';
import type { Question } from './question.js';
import { readTotals } from './totals.js';

/** Steps of a path that the flow tells apart, and links it lists. */
const [STEPS, LINKS] = [5, 500];

const pathRow = z.object({ path: z.array(z.string()), n: z.coerce.number(), worth: z.coerce.bigint(), paths: z.coerce.number() });
const linkRow = z.object({ step: z.coerce.number(), source: z.string(), target: z.string(), n: z.coerce.number() });
const stepRow = linkRow.omit({ step: true });
const shapeRow = z.object({
  n: z.coerce.number(), lengths: z.record(z.string(), z.coerce.number()), days: z.record(z.string(), z.coerce.number()), median_length: z.number().nullable(), median_days: z.number().nullable(),
});

const entriesOf = (map: Record<string, number>): [number, number][] => Object.entries(map).map(([k, v]): [number, number] => [Number(k), v]).sort((a, b) => a[0] - b[0]);

/** @throws AppError invalid_input: a dimension of who converted, or none */
export async function readJourneys(facts: FactsStore, q: Question, { rows, offset }: Page): Promise<JourneysDocument> {
  const journeys = journeyShapes(q);
  const totals = await readTotals(facts, q);
  const paths = await facts.query(pathRow, sql`
    SELECT path, count() AS n, sum(minor) AS worth, count() OVER () AS paths FROM (${journeys}) GROUP BY path
    ORDER BY n DESC, worth DESC, path LIMIT ${param('UInt32', rows)} OFFSET ${param('UInt64', offset)}`, { timeout: 300 });
  const links = await facts.query(linkRow, sql`
    SELECT least(step, ${param('UInt32', STEPS)}) AS step, link.1 AS source, link.2 AS target, count() AS n
    FROM (SELECT ${chain} AS chain FROM (${journeys}))
    ARRAY JOIN chain AS link, arrayEnumerate(chain) AS step
    GROUP BY step, source, target ORDER BY n DESC, step, source, target LIMIT ${param('UInt32', LINKS)}`, { timeout: 300 });
  const steps = await facts.query(stepRow, sql`
    SELECT link.1 AS source, link.2 AS target, count() AS n
    FROM (SELECT arrayDistinct(${chain}) AS taken FROM (${journeys})) ARRAY JOIN taken AS link
    WHERE source != target
    GROUP BY source, target ORDER BY n DESC, source, target LIMIT ${param('UInt32', LINKS)}`, { timeout: 300 });
  const [shape] = await facts.query(shapeRow, sql`
    SELECT count() AS n, sumMap(map(toUInt32(length(path)), toUInt64(1))) AS lengths, sumMap(map(${wholeDays}, toUInt64(1))) AS days,
      quantileExactInclusiveOrNull(0.5)(length(path)) AS median_length, quantileExactInclusiveOrNull(0.5)(j.days) AS median_days
    FROM (${journeys}) AS j`, { timeout: 300 });
  const { from, to, conversion } = q.query;
  return {
    conversion, from, to, timeZone: q.build.timeZone, currency: q.build.currency, asOf: q.asOf, by: [...q.by],
    conversions: totals.conversions, withTouches: shape?.n ?? 0,
    paths: paths.map((p) => ({ path: p.path, conversions: p.n, value: decimalText(p.worth, q.build.digits) })),
    totalPaths: paths[0]?.paths ?? 0, offset,
    transitions: links.map((l) => ({ step: l.step, source: l.source, target: l.target, journeys: l.n })),
    steps: steps.map((s) => ({ source: s.source, target: s.target, conversions: s.n })),
    lengths: entriesOf(shape?.lengths ?? {}).map(([touches, conversions]) => ({ touches, conversions })),
    durations: entriesOf(shape?.days ?? {}).map(([days, conversions]) => ({ from: days, conversions })),
    median: { touches: shape?.median_length ?? null, days: shape?.median_days ?? null },
  };
}
