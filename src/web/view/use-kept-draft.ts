// Rules that are being written, kept in this tab until they are saved or given up: a look at another page, or the page loaded
// again, must not lose them. With them stands the version they were begun with: what has come since is not overwritten unseen.
import { useState } from 'react';
import { z } from 'zod';

/** A draft of what has versions: what is written, and the version it was begun with. */
export const draftOf = <S extends z.ZodRawShape>(written: z.ZodObject<S>) => written.extend({ basedOn: z.number().int() });

function remembered<T>(key: string, kept: z.ZodType<T>): T | null {
  try {
    const found = kept.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/** @param key what it is kept under; what does not fit `kept` any more is as good as none */
export function useKeptDraft<T>(key: string, kept: z.ZodType<T>): readonly [T | null, (draft: T | null) => void] {
  const [draft, setDraft] = useState(() => remembered(key, kept));
  const set = (next: T | null): void => {
    setDraft(next);
    try {
      if (next === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Storage may be closed to us; the page keeps it while it is open.
    }
  };
  return [draft, set];
}
