// Journey touches by person, in order of time, so that credit need not gather them for each question; and fingerprints of all
// touches by quarter of an hour, which tell whether an answer rests on the same.
import { identifier, param, sql, type Sql } from '../../database/sql.js';
import { built, target, type BuildContext, type ReadModelBuild } from './build-context.js';

/** Touches by person, in order of time. @param touches rows of journey_touches @param of rows of touch_origins of the same build */
export const gatheredByPerson = (touches: Sql, of: Sql): Sql => sql`
  SELECT person_id, arraySort(keys) AS order_keys, arraySort((x, k) -> k, origins, keys) AS origin_ids, arraySort((x, k) -> k, hashes, keys) AS channels, arraySort((x, k) -> k, are_direct, keys) AS directs
  FROM (
    SELECT person_id, groupArray(order_key) AS keys, groupArray(t.origin_id) AS origins, groupArray(cityHash64(ifNull(o.channel, ''))) AS hashes, groupArray(direct) AS are_direct
    FROM (SELECT * FROM (${touches}) WHERE NOT repeated AND person_id != 0) AS t ANY LEFT JOIN (SELECT origin_id, toString(channel) AS channel FROM (${of})) AS o ON o.origin_id = t.origin_id
    GROUP BY person_id
  )`;

/** Milliseconds of a quarter of an hour. */
export const QUARTER = 900_000;

/** How many touches there were in each quarter of an hour, and a fingerprint of them. @param touches rows of journey_touches */
export const printedByQuarter = (touches: Sql): Sql => sql`
  SELECT intDiv(bitShiftRight(order_key, 20), ${param('Int64', QUARTER)}) AS quarter, count() AS touches, groupBitXor(cityHash64(order_key, person_id, holder, origin_id)) AS print
  FROM (${touches}) WHERE NOT repeated GROUP BY quarter`;

const rowsOf = (build: BuildContext, table: string): Sql => sql`SELECT * FROM ${identifier(table)} WHERE ${built(build)}`;

export const journeys: ReadModelBuild = {
  table: 'journeys',
  rowsFrom: ['journey_touches_next'],
  statements: (build) => [
    sql`
  INSERT INTO journeys_next (workspace_id, person_id, order_keys, origin_ids, channels, directs)
  SELECT ${target(build)}, * FROM (${gatheredByPerson(rowsOf(build, 'journey_touches_next'), rowsOf(build, 'touch_origins_next'))})`,
  ],
};

export const touchPrints: ReadModelBuild = {
  table: 'touch_prints',
  rowsFrom: ['journey_touches_next'],
  statements: (build) => [
    sql`
  INSERT INTO touch_prints_next (workspace_id, quarter, touches, print)
  SELECT ${target(build)}, * FROM (${printedByQuarter(rowsOf(build, 'journey_touches_next'))})`,
  ],
};
