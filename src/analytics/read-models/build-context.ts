// What every read model is built from: whose facts, as known when, read in which zone and currency.
import { param, sql, type Sql } from '../../database/sql.js';
import type { PersonaRuleSet } from '../../shared/api/persona-rules.js';
import type { SelfReportedRule } from '../../shared/api/self-reported-rules.js';

export interface BuildContext {
  /** Workspace whose facts are read. */
  readonly source: number;
  /** Partition that is filled: the workspace itself, or a scratch number for an earlier state of knowledge. */
  readonly target: number;
  readonly timeZone: string;
  /** Reporting currency, ISO 4217. */
  readonly currency: string;
  /** Digits after the point of the reporting currency's smallest unit. */
  readonly digits: number;
  readonly stages: readonly string[];
  readonly nonMarketingGroups: readonly string[];
  /** Who is which persona; without rules records say it themselves. */
  readonly personaRules: PersonaRuleSet;
  /** Which channel people mean by what they say brought them. */
  readonly selfReported: readonly SelfReportedRule[];
  /** Connector whose count of visits stands for days without visits of one's own; '' for the first imported, `none` for nobody's. */
  readonly trafficSource: string;
  /** ISO instant: facts received later are left out. */
  readonly knownAt: string | undefined;
}

/** Tables of facts that give rows to read models, and not only more columns. */
export const ROW_FACTS = ['touches', 'submissions', 'persons', 'accounts', 'stage_changes', 'deals', 'subscriptions', 'costs', 'traffic', 'series_points'] as const;

/** Read models that others are made of. */
type BuiltTable = 'deal_facts' | 'deal_holders' | 'funnel' | 'journey_touches' | 'person_cycles' | 'person_steps';

/** A read model's name and the statement that fills `<name>_next` for one workspace. */
export interface ReadModelBuild {
  readonly table: string;
  /** Tables of facts (ROW_FACTS) and, as `<name>_next`, read models built before, without any row of which there is none here: then the statements are left out. */
  readonly rowsFrom: readonly ((typeof ROW_FACTS)[number] | `${BuiltTable}_next`)[];
  /** Run in order; each inserts into `<table>_next`. */
  statements(build: BuildContext): readonly Sql[];
}

const chInstant = (iso: string): string => iso.replace('T', ' ').replace('Z', '');
export const instantParam = (iso: string): Sql => sql`${param("DateTime64(3, 'UTC')", chInstant(iso))}`;

/** Rows of the workspace that were known at the time. */
export const known = (build: BuildContext): Sql =>
  build.knownAt === undefined
    ? sql`workspace_id = ${param('UInt32', build.source)}`
    : sql`workspace_id = ${param('UInt32', build.source)} AND received_at <= ${instantParam(build.knownAt)}`;

/** Rows already built for the target in this run. */
export const built = (build: BuildContext): Sql => sql`workspace_id = ${param('UInt32', build.target)}`;
export const target = (build: BuildContext): Sql => sql`${param('UInt32', build.target)}`;
export const zone = (build: BuildContext): Sql => sql`${param('String', build.timeZone)}`;

/** The instant of a moment: a bare day starts when it starts in the workspace's zone. */
export const instant = (build: BuildContext, at: Sql, dateOnly: Sql): Sql =>
  sql`if(${dateOnly}, toTimeZone(toDateTime64(toDate32(${at}), 3, ${zone(build)}), 'UTC'), ${at})`;

/** The calendar day of an instant in the workspace's zone. */
export const dayOf = (build: BuildContext, at: Sql): Sql => sql`toDate32(${at}, ${zone(build)})`;

/** Whether an origin counts as marketing's: a known channel group that is not excluded, and no prospecting by sales. */
export const isMarketing = (build: BuildContext, channelGroup: Sql, direction: Sql): Sql =>
  sql`(${channelGroup} != '' AND NOT has(${param('Array(String)', [...build.nonMarketingGroups])}, toString(${channelGroup})) AND ${direction} != 'outbound')`;

/** Touches that can have brought a person; what was only sent to them has not. */
export const ORIGIN_TOUCHES = ['page_view', 'ad_click', 'form_view', 'download', 'email_click', 'call', 'chat', 'meeting', 'mail', 'event', 'other'];
/** Touches on the website. */
export const WEB_TOUCHES = ['page_view', 'form_view', 'download'];
