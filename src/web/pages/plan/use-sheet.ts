// The worksheet that is being written, kept in this browser: too long for an address. Until something is written it is history's.
import { useState } from 'react';
import { z } from 'zod';
import { worksheetRow } from '../../../shared/api/planning.js';
import type { WorksheetRow } from '../../../shared/planning/worksheet.js';

const KEY = 'leadline.worksheet';
const kept = z.array(worksheetRow);

/** Only what was written: no undefined figures. */
const bare = (rows: z.output<typeof kept>): WorksheetRow[] => rows.map((row): WorksheetRow => ({ ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)), channel: row.channel, programme: row.programme }));

function remembered(): WorksheetRow[] | null {
  try {
    const found = kept.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return found.success ? bare(found.data) : null;
  } catch {
    return null;
  }
}

export function useSheet(): readonly [WorksheetRow[] | null, (rows: readonly WorksheetRow[] | null) => void] {
  const [rows, setRows] = useState(remembered);
  const set = (next: readonly WorksheetRow[] | null): void => {
    setRows(next === null ? null : [...next]);
    try {
      if (next === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Storage may be closed to us; the page keeps it while it is open.
    }
  };
  return [rows, set];
}
