// The documents of the report for leadership, and of the links that share it.
import { z } from 'zod';
import { figure } from './figures.js';
import { digestGoal } from './reporting.js';

export const REPORT_PERIODS = ['last-month', 'last-quarter', 'last-year'] as const;
/** A period that moves on with the calendar (whole months, fiscal quarters and years), or two days, `to` exclusive. */
export const reportPeriod = z.union([
  z.strictObject({ period: z.enum(REPORT_PERIODS) }),
  z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
]);
export type ReportPeriod = z.infer<typeof reportPeriod>;

const days = z.object({ from: z.iso.date(), to: z.iso.date() });
const unit = z.enum(['count', 'money', 'rate', 'ratio', 'days', 'number']);

export const reportFigure = z.object({
  kpi: z.string(), label: z.string(), description: z.string(), unit, better: z.enum(['higher', 'lower', 'neither']),
  value: figure,
  /** Of the period just before, and of the same days a year before. */
  before: figure, yearBefore: figure,
  changeRate: z.number().nullable(),
  few: z.boolean(),
  remark: z.string(),
});
export type ReportFigure = z.infer<typeof reportFigure>;

export const reportDocument = z.object({
  workspace: z.string(), period: days, before: days, yearBefore: days, timeZone: z.string(), currency: z.string(), locale: z.string(), asOf: z.iso.datetime(),
  /** Days that there are any data of; null where there are none. */
  data: days.nullable(),
  /** Revenue and contribution first, cost last. */
  figures: z.array(reportFigure),
  /** By channel group, the most revenue first; values in the order of `columns`. */
  channels: z.object({ columns: z.array(z.object({ kpi: z.string(), label: z.string(), unit })), rows: z.array(z.object({ channelGroup: z.string(), values: z.array(figure) })), total: z.array(figure) }),
  goals: z.array(digestGoal),
  /** Address of the same as a page. */
  link: z.string(),
});
export type ReportDocument = z.infer<typeof reportDocument>;

export const shareRequest = z.strictObject({ name: z.string().trim().min(1).max(100), period: reportPeriod });
export type ShareRequest = z.infer<typeof shareRequest>;
export const reportShare = z.object({ id: z.string(), name: z.string(), period: reportPeriod, createdAt: z.iso.datetime(), revokedAt: z.iso.datetime().nullable() });
export type ReportShare = z.infer<typeof reportShare>;
export const reportShareList = z.object({ shares: z.array(reportShare) });
export type ReportShareList = z.infer<typeof reportShareList>;
/** `url` is shown this once: only its hash is kept. */
export const madeShare = z.object({ share: reportShare, url: z.string() });
export type MadeShare = z.infer<typeof madeShare>;
