// The files that the report is downloaded as. What draws them is loaded when one is asked for. Drawing takes this thread some tenths of a
// second, and whoever has a shared link may ask as often as they like: each report is drawn once.
import type { ReportDocument } from '../../shared/api/report.js';

export type ReportFile = 'pdf' | 'png';

type Render = (report: ReportDocument) => Promise<Buffer>;

/** The same file for as long as the same document is at hand; what failed is drawn again. */
function drawnOnce(render: Render): Render {
  const drawn = new WeakMap<ReportDocument, Promise<Buffer>>();
  return (report) => {
    const known = drawn.get(report);
    if (known !== undefined) return known;
    const file = render(report);
    drawn.set(report, file);
    file.catch(() => drawn.delete(report));
    return file;
  };
}

export const REPORT_FILES: Record<ReportFile, { readonly type: string; readonly render: Render }> = {
  pdf: { type: 'application/pdf', render: drawnOnce(async (report) => (await import('./render-pdf.js')).renderPdf(report)) },
  png: { type: 'image/png', render: drawnOnce(async (report) => (await import('./render-png.js')).renderPng(report)) },
};
