// Of several reports of an ad account that cover the same days, one counts: campaign-, ad-set- and ad-level files,
// totals over ranges and files that name campaigns with or without ids hold the same money (docs/decisions/0003).
import { param, sql, type Sql } from '../../database/sql.js';

/** Accounts that may be one: the same, unnamed in one of the reports, or named here by number and there by name. */
const maybeOne = (a: Sql, b: Sql): Sql => sql`(${a} = '' OR ${b} = '' OR ${a} = ${b} OR match(${a}, '^[0-9]') != match(${b}, '^[0-9]'))`;

/**
 * Leaves out lines that another report restates under another name: the same campaign and days, once by id and once
 * by name, or once with its account and once without. The report received last counts.
 * @param lines latest versions of costs
 */
export const withoutRestatedCampaigns = (lines: Sql): Sql => sql`
  SELECT * EXCEPT (by_id, said) FROM (
    SELECT *, ad_campaign_id != '' AS by_id,
      if(ad_level = 'campaign', groupUniqArray((by_id, ad_account, import_id, received_at)) OVER (PARTITION BY if(ad_level = 'campaign', '', event_id), source_id, from_day, until_day, lowerUTF8(campaign)), []) AS said
    FROM (${lines})
  )
  WHERE NOT arrayExists(s -> s.3 != import_id AND s.4 > received_at AND NOT (s.1 AND by_id) AND (s.1, s.2) != (by_id, ad_account) AND ${maybeOne(sql`s.2`, sql`ad_account`)}, said)`;

/** From the finest, as AD_LEVELS has them: where two levels cover a day, the first counts. */
const LEVELS = ['campaign', 'ad_set', 'ad', 'campaign_group', 'account'];

/**
 * Leaves out days of lines that a finer report covers: of an account's day, lines over fewer days count before totals
 * over more, then the finer level, then (of two ranges of one length) the later range.
 * @param days lines by day, with `day` and how many `days` each was spread over
 */
export const withoutCoarserReports = (days: Sql): Sql => sql`
  SELECT * EXCEPT (rank, present) FROM (
    SELECT *, (days, indexOf(${param('Array(String)', LEVELS)}, toString(ad_level)), -toInt32(from_day)) AS rank,
      if(ad_level = '', [], groupUniqArray((ad_account, rank)) OVER (PARTITION BY if(ad_level = '', event_id, ''), source_id, day)) AS present
    FROM (${days})
  )
  WHERE NOT arrayExists(p -> p.2 < rank AND ${maybeOne(sql`p.1`, sql`ad_account`)}, present)`;
