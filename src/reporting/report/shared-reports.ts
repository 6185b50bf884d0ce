// What shared links show. Whoever has a link may ask as often as they like, so that the same answer serves for a minute;
// whether the link still holds is looked up each time.
import type { ReportDocument } from '../../shared/api/report.js';
import { pageLinks } from '../page-links.js';
import type { ReportingContext } from '../reporting-context.js';
import { buildReport } from './build-report.js';
import { shareOfToken } from './report-shares.js';

/** Milliseconds that a report is shown for before it is computed again. */
const FRESH = 60_000;

export function createSharedReports(context: ReportingContext): (token: string) => Promise<ReportDocument | undefined> {
  const known = new Map<string, { readonly since: number; readonly report: Promise<ReportDocument> }>();
  return async (token) => {
    const found = await shareOfToken(context.records, token);
    if (found === undefined) return undefined;
    const { workspaceId, share } = found;
    const [before, now] = [known.get(share.id), Date.parse(context.now())];
    if (before !== undefined && now - before.since < FRESH) return before.report;
    const report = context.workspaces.byId(workspaceId).then(async (workspace) => ({ ...(await buildReport(context, workspace, share.period)), link: pageLinks(context.mail.publicUrl).sharedReport(token) }));
    known.set(share.id, { since: now, report });
    report.catch(() => known.delete(share.id));
    return report;
  };
}
