// Filters of a verb: `--where dimension=value`, the same dimension again adds a value.
import { AppError } from '../../shared/errors.js';

/** @throws AppError invalid_input */
export function filtersOf(texts: readonly string[]): { dimension: string; values: string[] }[] {
  const found = new Map<string, string[]>();
  for (const text of texts) {
    const [, dimension, value] = /^\s*([A-Za-z_]\w*)\s*[:=]\s*(.*?)\s*$/s.exec(text) ?? [];
    if (dimension === undefined || value === undefined || value === '') throw new AppError('invalid_input', { where: 'where', reason: `"${text}" names no dimension and value`, remedy: 'Write it as dimension=value, e.g. channel=Paid search.' });
    found.set(dimension, [...(found.get(dimension) ?? []), value]);
  }
  return [...found].map(([dimension, values]) => ({ dimension, values: [...new Set(values)] }));
}
