// Persona rules that are being written, kept in this tab until they are saved or given up: a look at another page, or the page
// loaded again, must not lose them.
import { useState } from 'react';
import { z } from 'zod';
import { personaRuleSet } from '../../../shared/api/persona-rules.js';

const KEY = 'leadline.persona-rules';
const kept = personaRuleSet.extend({
  /** The version it was begun with. */
  basedOn: z.number().int(),
});
export type RulesDraft = z.output<typeof kept>;

function remembered(): RulesDraft | null {
  try {
    const found = kept.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

export function useRulesDraft(): readonly [RulesDraft | null, (draft: RulesDraft | null) => void] {
  const [draft, setDraft] = useState(remembered);
  const set = (next: RulesDraft | null): void => {
    setDraft(next);
    try {
      if (next === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Storage may be closed to us; the page keeps it while it is open.
    }
  };
  return [draft, set];
}
