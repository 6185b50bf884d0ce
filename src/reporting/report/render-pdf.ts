// The report as a PDF: one sheet of A4 with text that can be selected, in a font that is carried within. Nothing but the sheet is in it.
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import type { ReportDocument } from '../../shared/api/report.js';
import { drawReport, FONTS, type Style, type Surface } from './draw-report.js';
import { reportSheet } from './report-sheet.js';
import { unpackWoff } from './unpack-woff.js';

let unpacked: readonly (readonly [string, Buffer])[] | undefined;
/** The fonts, read once. */
const fonts = (): readonly (readonly [string, Buffer])[] => (unpacked ??= Object.entries(FONTS).map(([name, file]) => [name, unpackWoff(readFileSync(file))] as const));

class PdfSurface implements Surface {
  readonly doc: PDFKit.PDFDocument;

  constructor(title: string, asOf: string) {
    this.doc = new PDFDocument({ size: 'A4', margin: 0, info: { Title: title, Creator: 'Leadline', CreationDate: new Date(asOf), ModDate: new Date(asOf) }, lang: 'en' });
    for (const [name, font] of fonts()) this.doc.registerFont(name, font);
  }

  width(text: string, { size, weight = 'plain' }: Style): number {
    return this.doc.font(weight).fontSize(size).widthOfString(text);
  }

  text(text: string, x: number, y: number, { size, weight = 'plain' }: Style, colour: string): void {
    // With features a text is shaped as a whole, so that words of one script keep their order from right to left.
    this.doc.font(weight).fontSize(size).fillColor(colour).text(text, x, y, { lineBreak: false, features: ['kern', 'liga'] });
  }

  rule(from: number, to: number, y: number, colour: string): void {
    this.doc.moveTo(from, y).lineTo(to, y).lineWidth(0.4).strokeColor(colour).stroke();
  }
}

/** @returns the file's bytes; the same report gives the same text */
export async function renderPdf(report: ReportDocument): Promise<Buffer> {
  const { title } = reportSheet(report);
  const { doc } = drawReport(report, () => new PdfSurface(title, report.asOf));
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => { resolve(Buffer.concat(chunks)); });
    doc.on('error', reject);
    doc.end();
  });
}
