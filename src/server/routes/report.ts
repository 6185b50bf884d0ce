// The report for leadership: as document and as page, and the links that share it.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REPORT_FILES, type ReportFile } from '../../reporting/report/report-files.js';
import { renderReport } from '../../reporting/report/render-report.js';
import { REPORT_PERIODS, type ReportDocument, type ReportPeriod } from '../../shared/api/report.js';
import { addDays } from '../../shared/period.js';
import { AppError } from '../../shared/errors.js';
import { REPORT_LINK } from '../check-source.js';
import { declareRoute, json, jsonBody, workspaceQuery } from '../declare-route.js';
import { MADE_SHARE, REPORT, SHARE_REQUEST, SHARES } from '../documents.js';
import { TEXT_POLICY } from '../security-headers.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const tags = ['Report'];
const query = workspaceQuery.extend({
  period: z.enum(REPORT_PERIODS).optional().meta({ description: 'Whole months, fiscal quarters or years before today; last-month when nothing is said', example: 'last-quarter' }),
  from: z.iso.date().optional().meta({ description: 'With `to`, in place of a period', example: '2026-01-01' }),
  to: z.iso.date().optional().meta({ description: 'Exclusive', example: '2026-04-01' }),
});
const file = (type: string) => ({ description: 'The file', content: { [type]: { schema: z.string().meta({ format: 'binary' }) } } });
const page = { description: 'The page', content: { 'text/html': { schema: z.string() } } };

const READ = declareRoute('see figures', { method: 'get', path: '/api/v1/report', tags, summary: 'One page for leadership as a document: revenue and contribution before cost', request: { query }, responses: { 200: json('The report', REPORT) } });
const SHOW = declareRoute('see figures', { method: 'get', path: '/report', tags, summary: 'The same as a page that prints on a sheet', request: { query }, responses: { 200: page } });
const SHOW_SHARED = declareRoute('anyone', {
  method: 'get', path: `${REPORT_LINK}{token}`, tags, summary: 'The page, for whoever has a link that was not revoked', request: { params: z.object({ token: z.string().max(100) }) }, responses: { 200: page },
});
const READ_FILE = {
  pdf: declareRoute('see figures', { method: 'get', path: '/api/v1/report.pdf', tags, summary: 'The same on a sheet of A4, with text that can be selected', request: { query }, responses: { 200: file('application/pdf') } }),
  png: declareRoute('see figures', { method: 'get', path: '/api/v1/report.png', tags, summary: 'The sheet as a picture', request: { query }, responses: { 200: file('image/png') } }),
};
const params = z.object({ token: z.string().max(100) });
const READ_SHARED_FILE = {
  pdf: declareRoute('anyone', { method: 'get', path: `${REPORT_LINK}{token}/report.pdf`, tags, summary: 'The sheet, for whoever has a link that was not revoked', request: { params }, responses: { 200: file('application/pdf') } }),
  png: declareRoute('anyone', { method: 'get', path: `${REPORT_LINK}{token}/report.png`, tags, summary: 'The picture, for whoever has a link that was not revoked', request: { params }, responses: { 200: file('image/png') } }),
};
const LIST = declareRoute('share reports', { method: 'get', path: '/api/v1/report/shares', tags, summary: 'Links that share the report, revoked ones too', request: { query: workspaceQuery }, responses: { 200: json('Links', SHARES) } });
const SHARE = declareRoute('share reports', {
  method: 'post', path: '/api/v1/report/shares', tags, summary: 'Makes a link that shows the report to whoever has it', description: 'Its address is told this once: only a hash of it is kept.',
  request: { query: workspaceQuery, body: jsonBody(SHARE_REQUEST) }, responses: { 201: json('The link', MADE_SHARE) },
});
const REVOKE = declareRoute('share reports', {
  method: 'delete', path: '/api/v1/report/shares/{id}', tags, summary: 'Ends a link at once', request: { query: workspaceQuery, params: z.object({ id: z.string().meta({ example: '1' }) }) }, responses: { 200: json('Links', SHARES) },
});

/** @throws AppError invalid_input where a period and days, or one day alone, are named */
function periodOf({ period, from, to }: Omit<z.output<typeof query>, 'workspace'>): ReportPeriod {
  if (from === undefined && to === undefined) return { period: period ?? 'last-month' };
  if (from === undefined || to === undefined || period !== undefined) throw new AppError('invalid_input', { where: period === undefined ? 'to' : 'period', reason: 'days are named by from and to, both and nothing beside them', remedy: 'Name a period, or from and to.' });
  return { from, to };
}

/** @param fileAddress of the same as a file */
function show(c: Context, report: ReportDocument, fileAddress: (file: ReportFile) => string) {
  c.header('Content-Security-Policy', TEXT_POLICY);
  c.header('Referrer-Policy', 'no-referrer');
  return c.html(renderReport(report, fileAddress), 200);
}

async function download(c: Context, report: ReportDocument, kind: ReportFile) {
  const { from, to } = report.period;
  const { type, render } = REPORT_FILES[kind];
  c.header('Referrer-Policy', 'no-referrer');
  return c.body(new Uint8Array(await render(report)), 200, { 'Content-Type': type, 'Content-Disposition': `attachment; filename="report-${from}-${addDays(to, -1)}.${kind}"` });
}

export function addReportRoutes(app: App, { reporting, workspaces }: ServerDependencies): void {
  const shared = async (token: string): Promise<ReportDocument> => {
    const report = await reporting.sharedReport(token);
    if (report === undefined) throw new AppError('link_void');
    return report;
  };
  app.openapi(READ, async (c) => c.json(await reporting.report(await workspaces.open(c.req.valid('query').workspace), periodOf(c.req.valid('query'))), 200));
  app.openapi(SHOW, async (c) => {
    const { workspace, ...asked } = c.req.valid('query');
    const report = await reporting.report(await workspaces.open(workspace), periodOf(asked));
    return show(c, report, (kind) => `/api/v1/report.${kind}?${new URLSearchParams({ ...report.period, ...(workspace !== undefined && { workspace }) }).toString()}`);
  });
  app.openapi(SHOW_SHARED, async (c) => {
    const { token } = c.req.valid('param');
    return show(c, await shared(token), (kind) => `${REPORT_LINK}${token}/report.${kind}`);
  });
  for (const kind of ['pdf', 'png'] as const) {
    app.openapi(READ_FILE[kind], async (c) => download(c, await reporting.report(await workspaces.open(c.req.valid('query').workspace), periodOf(c.req.valid('query'))), kind));
    app.openapi(READ_SHARED_FILE[kind], async (c) => download(c, await shared(c.req.valid('param').token), kind));
  }
  app.openapi(LIST, async (c) => c.json(await reporting.shares(await workspaces.open(c.req.valid('query').workspace)), 200));
  app.openapi(SHARE, async (c) => c.json(await reporting.share(await workspaces.open(c.req.valid('query').workspace), c.req.valid('json')), 201));
  app.openapi(REVOKE, async (c) => c.json(await reporting.revokeShare(await workspaces.open(c.req.valid('query').workspace), c.req.valid('param').id), 200));
}
