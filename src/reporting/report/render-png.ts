// The report as a picture: the sheet of the PDF at two dots a point, to be put into a mail or a slide.
import { createCanvas, GlobalFonts, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { ReportDocument } from '../../shared/api/report.js';
import { drawReport, FONTS, PAGE, type Style, type Surface } from './draw-report.js';

/** Dots a point. */
const SCALE = 2;
/** Height of the font above its baseline, in its size. */
const ASCENT = 0.928;
/** Names that no font of the machine has. */
const FAMILIES = { plain: 'Leadline sheet', bold: 'Leadline sheet bold' } as const;

class PngSurface implements Surface {
  readonly canvas: Canvas = createCanvas(Math.round(PAGE.width * SCALE), Math.round(PAGE.height * SCALE));
  private readonly context: SKRSContext2D = this.canvas.getContext('2d');

  constructor() {
    for (const weight of ['plain', 'bold'] as const) if (!GlobalFonts.has(FAMILIES[weight])) GlobalFonts.registerFromPath(FONTS[weight], FAMILIES[weight]);
    this.context.scale(SCALE, SCALE);
    this.context.fillStyle = '#ffffff';
    this.context.fillRect(0, 0, PAGE.width, PAGE.height);
  }

  private use({ size, weight = 'plain' }: Style): SKRSContext2D {
    this.context.font = `${String(size)}px "${FAMILIES[weight]}"`;
    return this.context;
  }

  width(text: string, style: Style): number {
    return this.use(style).measureText(text).width;
  }

  text(text: string, x: number, y: number, style: Style, colour: string): void {
    const context = this.use(style);
    context.fillStyle = colour;
    context.fillText(text, x, y + ASCENT * style.size);
  }

  rule(from: number, to: number, y: number, colour: string): void {
    this.context.fillStyle = colour;
    this.context.fillRect(from, y, to - from, 0.5);
  }
}

/** @returns the file's bytes: 1191 × 1684 dots, on white */
export const renderPng = async (report: ReportDocument): Promise<Buffer> => drawReport(report, () => new PngSurface()).canvas.encode('png');
