// The files that the report is downloaded as. What draws them is loaded when one is asked for.
import type { ReportDocument } from '../../shared/api/report.js';

export type ReportFile = 'pdf' | 'png';

export const REPORT_FILES: Record<ReportFile, { readonly type: string; readonly render: (report: ReportDocument) => Promise<Buffer> }> = {
  pdf: { type: 'application/pdf', render: async (report) => (await import('./render-pdf.js')).renderPdf(report) },
  png: { type: 'image/png', render: async (report) => (await import('./render-png.js')).renderPng(report) },
};
