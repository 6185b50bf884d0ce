// The files that the report is downloaded as. What draws them is loaded when one is asked for. Drawing takes this thread some tenths of a
// second, and whoever has a shared link may ask as often as they like: what says the same is drawn once.
import { createHash } from 'node:crypto';
import type { ReportDocument } from '../../shared/api/report.js';

export type ReportFile = 'pdf' | 'png';

type Render = (report: ReportDocument) => Promise<Buffer>;

/** Files that are kept at once, of each kind: some tens to hundreds of kilobytes each. */
const MOST_KEPT = 16;

/** What stands on the sheet, in short: it says the minute of the reading, not the second. */
const contentOf = (report: ReportDocument): string => createHash('sha256').update(JSON.stringify({ ...report, asOf: report.asOf.slice(0, 16) })).digest('base64');

/** The same file for the same content, of the reports asked for last; what failed is drawn again. */
function drawnOnce(render: Render): Render {
  const drawn = new Map<string, Promise<Buffer>>();
  return (report) => {
    const content = contentOf(report);
    const file = drawn.get(content) ?? render(report);
    // Asked for last stands last.
    drawn.delete(content);
    drawn.set(content, file);
    file.catch(() => drawn.delete(content));
    for (const oldest of [...drawn.keys()].slice(0, -MOST_KEPT)) drawn.delete(oldest);
    return file;
  };
}

export const REPORT_FILES: Record<ReportFile, { readonly type: string; readonly render: Render }> = {
  pdf: { type: 'application/pdf', render: drawnOnce(async (report) => (await import('./render-pdf.js')).renderPdf(report)) },
  png: { type: 'image/png', render: drawnOnce(async (report) => (await import('./render-png.js')).renderPng(report)) },
};
