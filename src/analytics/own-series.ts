// Series that a workspace imported itself: their names, and how a name becomes part of a KPI's id.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { param, sql } from '../database/sql.js';
import { seriesIdOf } from './read-models/series-days.js';

/** How a period's value comes of its days: the last one, their sum, or the mean of the days that have one. */
export const SERIES_READINGS = ['last', 'sum', 'mean'] as const;
export type SeriesReading = (typeof SERIES_READINGS)[number];

export interface OwnSeries {
  /** As in KPI ids: `linkedin_followers`. */
  readonly id: string;
  /** As last imported: `LinkedIn followers`. */
  readonly name: string;
}

/** `LinkedIn followers` -> `linkedin_followers`: what neither letter nor digit is joins words. */
export const seriesId = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');

const row = z.object({ id: z.string(), name: z.string() });

/** The series of a workspace, by name. */
export async function listOwnSeries(facts: FactsStore, workspaceId: number): Promise<OwnSeries[]> {
  return facts.query(row, sql`
    SELECT ${seriesIdOf(sql`series`)} AS id, argMax(series, (received_at, import_id, event_id)) AS name FROM series_points
    WHERE workspace_id = ${param('UInt32', workspaceId)} GROUP BY id HAVING id != '' ORDER BY id`);
}
