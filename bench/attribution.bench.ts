// All rule models on 100,000 conversions over the large number of touches against one hand-written statement for one model on
// the same tables; resampling against one evaluation; Markov and Shapley on tables of paths.
import path from 'node:path';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { attributePaths } from '../src/attribution/attribute-paths.js';
import { createAttribution } from '../src/attribution/create-attribution.js';
import { loadModels } from '../src/attribution/load-models.js';
import { PathTableBuilder, type PathTable } from '../src/attribution/path-table.js';
import { readPathTable, type ReadPaths } from '../src/attribution/read-path-table.js';
import { param, sql } from '../src/database/sql.js';
import { attributionQuery, DEFAULT_MODEL_SETTINGS } from '../src/shared/api/attribution.js';
import { runTask } from './child-task.js';
import { openHouse } from './company.js';
import { inTurns, median, repeat, round } from './measure.js';
import { defineScenario, type Measurement } from './scenario.js';

const [CONVERSIONS, LOOKBACK] = [100_000, 90];
/** A workspace that nothing else fills. */
const BENCH = 900_000;
const rows = z.record(z.string(), z.unknown());

/** One position model by hand: no money, no cents, no anchors. */
const byHand = sql`
  SELECT channel, sum(weight) AS credit FROM (
    SELECT o, weight FROM (
      SELECT arrayMap(x -> x.2, arraySort(groupArray((t.order_key, t.origin_id)))) AS os, length(os) AS n
      FROM (SELECT person_id, order_key, origin_id FROM journey_touches WHERE workspace_id = ${param('UInt32', BENCH)} AND NOT repeated) AS t
      INNER JOIN (SELECT deal_id, person_id, toUnixTimestamp64Milli(assumeNotNull(closed_at)) AS closed FROM deal_facts WHERE workspace_id = ${param('UInt32', BENCH)} AND status = 'won') AS c ON c.person_id = t.person_id
      WHERE t.order_key <= c.closed * 1048576 + 1048575 AND t.order_key >= (c.closed - ${param('Int64', LOOKBACK * 86_400_000)}) * 1048576
      GROUP BY c.deal_id
    ) ARRAY JOIN os AS o, arrayMap(i -> multiIf(n = 1, 1., n = 2, 0.5, i = 1 OR i = n, 0.4, 0.2 / (n - 2)), arrayEnumerate(os)) AS weight
  ) AS s
  INNER JOIN (SELECT origin_id, toString(channel) AS channel FROM touch_origins WHERE workspace_id = ${param('UInt32', BENCH)}) AS g ON g.origin_id = s.o
  GROUP BY channel`;

/** Paths of up to 11 touches, the same every time; short ones on few channels repeat, so lengths grow with the count. */
function pathTable(count: number, channels: number): PathTable {
  const builder = new PathTableBuilder();
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
  for (let i = 0; i < count; i += 1) {
    const conversions = next(3);
    builder.add({ path: Array.from({ length: 1 + next(11) }, () => `c${next(channels)}`), conversions, value: conversions * next(100), nulls: next(8) });
  }
  return builder.build();
}

const PATHS = path.resolve('../shared/data/paths/paths.csv');

/** A few thousand paths, read anew each time: the shared file where it is at hand, else generated ones, which lie in memory. */
function fewPaths(): { readonly name: string; readonly note: string; read(): ReadPaths } {
  if (existsSync(PATHS)) {
    const text = readFileSync(PATHS, 'utf8');
    const { table } = readPathTable(text, '>', 'paths.csv');
    return { name: 'the shared path file', note: `${table.conversions.length.toLocaleString('en')} paths over ${String(table.channels.length)} channels, reading them included`, read: () => readPathTable(text, '>', 'paths.csv') };
  }
  const made = { table: pathTable(5000, 12), hasValue: true, hasNulls: true, remarks: [] };
  return { name: 'generated paths', note: '5,000 paths over 12 channels', read: () => made };
}

export default defineScenario({
  title: 'Attribution',
  async run(context) {
    const measured: Measurement[] = [];
    const dataFolder = path.join(context.folder, 'attribution');
    mkdirSync(dataFolder, { recursive: true });
    context.say(`writing ${context.touches.toLocaleString('en')} touches`);
    // In a process of its own: the memory that is measured here is that of questions.
    await runTask('fill-journeys', { folder: dataFolder, touches: context.touches, conversions: CONVERSIONS, workspace: BENCH }, z.null());
    const house = await openHouse(dataFolder);
    const workspace = { ...(await house.workspaces.open()), id: BENCH };
    const attribution = await createAttribution({ ...house, analytics: { refresh: () => Promise.resolve() } });
    const query = attributionQuery.parse({ conversion: 'won', from: '2025-01-01', to: '2026-01-01', lookbackDays: LOOKBACK });
    const size = `${CONVERSIONS.toLocaleString('en')} conversions over ${context.touches.toLocaleString('en')} touches, lookback ${LOOKBACK} days, by channel`;
    context.say('all rules against one statement by hand');
    const times = await inTurns(context.runs, () => attribution.attribute(workspace, query), () => house.facts.query(rows, byHand));
    measured.push(
      { what: 'all rule models, one request', value: round(median(times.ours), 0), unit: 'ms', runs: times.ours, note: size },
      { what: 'one position model by hand', value: round(median(times.plain), 0), unit: 'ms', runs: times.plain },
      { what: 'all rules ÷ one by hand', value: round(median(times.ours) / median(times.plain)), unit: '×', bar: 2 },
      { what: 'peak memory', value: round((process.resourceUsage().maxRSS * 1024) / 1e6, 0), unit: 'MB', bar: 2000 },
    );
    const allResampled = await inTurns(context.runs, () => attribution.attribute(workspace, { ...query, intervals: 'fast' }), () => attribution.attribute(workspace, query));
    measured.push({ what: 'all rules with 200 resamples ÷ without', value: round(median(allResampled.ours) / median(allResampled.plain)), unit: '×', bar: 5, note: `${round(median(allResampled.ours), 0)} ms` });
    const position = attributionQuery.parse({ ...query, models: ['position'] });
    const resampled = await inTurns(context.runs, () => attribution.attribute(workspace, { ...position, intervals: 'fast' }), () => attribution.attribute(workspace, position));
    measured.push({ what: 'position with 200 resamples ÷ without', value: round(median(resampled.ours) / median(resampled.plain)), unit: '×', bar: 5, note: `${round(median(resampled.ours), 0)} ms` });
    await house.close();

    const models = await loadModels();
    const few = fewPaths();
    const small = await repeat(context.runs, () => Promise.resolve(attributePaths(models, few.read(), ['markov', 'shapley', 'shapley_rate'], { ...DEFAULT_MODEL_SETTINGS, order: 3 })));
    measured.push({ what: `Markov order 3 and both Shapley values, ${few.name}`, value: round(median(small), 0), unit: 'ms', bar: 1000, runs: small, note: few.note });
    for (const [channels, order] of [[12, 1], [50, 1], [200, 1], [12, 2], [12, 3], [12, 4]] as const) {
      const many = { table: pathTable(1_000_000, channels), hasValue: true, hasNulls: true, remarks: [] };
      const [time = 0] = await repeat(1, () => Promise.resolve(attributePaths(models, many, ['markov'], { ...DEFAULT_MODEL_SETTINGS, order })));
      measured.push({ what: `Markov order ${order}, ${channels} channels, 1 M paths`, value: round(time / 1000), unit: 's', ...(order === 1 && channels === 12 && { bar: 10 }) });
    }
    return measured;
  },
});
