// Own series by day: several spellings of a name are one series, and of several values of a day the one received last counts.
import { param, sql, type Sql } from '../../database/sql.js';
import { known, target, type ReadModelBuild } from './build-context.js';

/** What neither letter nor digit is joins the words of a name. */
const NAME_BREAKS = '[^\\p{L}\\p{N}]+';

/** The name as KPIs have it; seriesId() in own-series.ts does the same to what is asked for. */
export const seriesIdOf = (name: Sql): Sql => sql`trim(BOTH '_' FROM replaceRegexpAll(lowerUTF8(${name}), ${param('String', NAME_BREAKS)}, '_'))`;

export const seriesDays: ReadModelBuild = {
  table: 'series_days',
  rowsFrom: ['series_points'],
  statements: (build) => [
    sql`
  INSERT INTO series_days_next (workspace_id, event_id, series, name, day, received_at, value)
  SELECT ${target(build)}, latest.1, id, latest.2, day, latest.3, latest.4
  FROM (
    SELECT ${seriesIdOf(sql`series`)} AS id, day, argMax((event_id, series, received_at, value), (received_at, import_id, event_id)) AS latest
    FROM series_points WHERE ${known(build)} GROUP BY id, day
  ) WHERE id != ''`,
  ],
};
