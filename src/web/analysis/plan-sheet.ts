// A worksheet while it is edited: cells that can't be read are told and count as empty, and cells pasted from a spreadsheet
// find their places.
import { AppError } from '../../shared/errors.js';
import { readDecimal } from '../../shared/planning/exact.js';
import { checkWorksheet, WORKSHEET_MEASURES, type CheckedWorksheet, type WorksheetFigures, type WorksheetMeasure, type WorksheetRow } from '../../shared/planning/worksheet.js';
import { numberText, parseWorksheet } from '../../shared/planning/worksheet-text.js';

/** How a cell is named among the faults. */
export const cellKey = (row: number, measure: WorksheetMeasure): string => `${String(row)} ${measure}`;

const unreadable = (text: string): string | undefined => {
  try {
    return readDecimal('', text).lt(0) ? 'below zero' : undefined;
  } catch (error) {
    if (error instanceof AppError) return `“${text}” is no number`;
    throw error;
  }
};

export interface EditedSheet {
  readonly checked: CheckedWorksheet;
  readonly faults: ReadonlyMap<string, string>;
}

export function checkEdited(rows: readonly WorksheetRow[], goal: WorksheetFigures, digits: number): EditedSheet {
  const faults = new Map<string, string>();
  const readable = rows.map((row, i): WorksheetRow => {
    const bad = WORKSHEET_MEASURES.filter((measure) => {
      const text = row[measure];
      const fault = text === null || text === undefined || text === '' ? undefined : unreadable(text);
      if (fault !== undefined) faults.set(cellKey(i, measure), fault);
      return fault !== undefined;
    });
    return bad.length === 0 ? row : { ...row, ...Object.fromEntries(bad.map((measure) => [measure, null])) };
  });
  return { checked: checkWorksheet(readable, goal, digits), faults };
}

/**
 * Rows after cells were pasted: a whole sheet where the first line names the columns, else the cells from the one pasted into, to the
 * right and down; lines past the last row become rows of their own.
 * @throws AppError invalid_input at the cell that is no number, or the column there is none of
 */
export function pasteCells(rows: readonly WorksheetRow[], at: { row: number; measure: WorksheetMeasure }, text: string, decimal: '.' | ','): WorksheetRow[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/).filter((line, i, all) => line !== '' || i < all.length - 1).map((line) => line.split('\t'));
  if ((lines[0]?.[0] ?? '').trim().toLowerCase() === 'channel') return parseWorksheet(text, decimal);
  const first = WORKSHEET_MEASURES.indexOf(at.measure);
  const changed = [...rows];
  lines.forEach((cells, down) => {
    const i = at.row + down;
    const figures: Partial<Record<WorksheetMeasure, string | null>> = {};
    cells.forEach((cell, right) => {
      const measure = WORKSHEET_MEASURES[first + right];
      if (measure !== undefined) figures[measure] = numberText(`row ${String(i + 1)}, ${measure}`, cell, decimal);
    });
    changed[i] = { ...(changed[i] ?? { channel: `Channel ${String(i + 1)}`, programme: '' }), ...figures };
  });
  return changed;
}
