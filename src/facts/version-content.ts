// What a version of a deal, cost or person says, reduced to a digest: two versions that say the same
// have the same digest, whatever the order of their fields. Contact data never leaves it.
import { hash } from 'node:crypto';
import type { CheckedDraft } from './check-draft.js';

/** Left out: the id of the thing, when its source changed it, and as of when it holds, which without a date is the time of the import. */
const NOT_CONTENT = new Set(['key', 'kind', 'changedAt', 'at']);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const key of Object.keys(fields).sort()) {
    const inner = fields[key];
    if (inner !== undefined && !NOT_CONTENT.has(key)) text += `${key}:${canonical(inner)},`;
  }
  return `${text}}`;
}

/** SHA-256 over the draft's fields in order of their names, in base64. */
export const versionDigest = (draft: CheckedDraft): string => hash('sha256', canonical(draft), 'base64');
