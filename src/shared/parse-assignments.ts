// Settings as a command line gives them, `KEY=VALUE`, each once. What a setting may be is parse-settings' matter.
import { AppError } from './errors.js';

const invalid = (where: string, reason: string, remedy: string): AppError => new AppError('invalid_input', { where, reason, remedy });

/** `['timeZone=Europe/Prague', 'fiscalYearStart=4']` as a record. Values may hold further equals signs. @throws AppError invalid_input */
export function parseAssignments(texts: readonly string[]): Record<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const [, key, value] = /^\s*([^=]+?)\s*=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) throw invalid(text, 'names no setting and value', 'Write KEY=VALUE, e.g. timeZone=Europe/Prague.');
    if (found.has(key)) throw invalid(key, 'given more than once', `Give ${key} once.`);
    found.set(key, value.trim());
  }
  return Object.fromEntries(found);
}
