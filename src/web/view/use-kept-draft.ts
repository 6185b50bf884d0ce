// What is being written and not saved yet, kept in this tab until it is saved or given up: a look at another page, or the page
// loaded again, must not lose it.
import { useState } from 'react';
import type { z } from 'zod';

const keyOf = (name: string): string => `leadline.${name}`;

function remembered<T>(name: string, schema: z.ZodType<T>): T | null {
  try {
    const found = schema.safeParse(JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/**
 * @param name under which the tab keeps it
 * @param schema of a draft; what an earlier version of the program kept otherwise is given up
 */
export function useKeptDraft<T>(name: string, schema: z.ZodType<T>): readonly [T | null, (draft: T | null) => void] {
  const [draft, setDraft] = useState(() => remembered(name, schema));
  const set = (next: T | null): void => {
    setDraft(next);
    try {
      if (next === null) sessionStorage.removeItem(keyOf(name));
      else sessionStorage.setItem(keyOf(name), JSON.stringify(next));
    } catch {
      // Storage may be closed to us; the page keeps it while it is open.
    }
  };
  return [draft, set];
}
