// Reads `--option key=value`: values as YAML reads them (numbers, true and false, text), dots lead into objects.
import { parse } from 'yaml';
import { AppError } from '../../shared/errors.js';

function scalar(text: string): unknown {
  try {
    const value: unknown = parse(text);
    return value === null || typeof value === 'object' ? text : value;
  } catch {
    return text;
  }
}

/** `['timeZone=Europe/Prague', 'skip.lines=2']` -> `{ timeZone: 'Europe/Prague', skip: { lines: 2 } }`; undefined for none. */
export function parseConnectorOptions(texts: readonly string[]): Record<string, unknown> | undefined {
  if (texts.length === 0) return undefined;
  const root = new Map<string, unknown>();
  for (const text of texts) {
    const [, key, value] = /^([\w-]+(?:\.[\w-]+)*)=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) throw new AppError('invalid_input', { where: '--option', reason: `"${text}" names no option and value`, remedy: 'Write --option KEY=VALUE, e.g. --option timeZone=Europe/Prague.' });
    let place = root;
    const names = key.split('.');
    for (const name of names.slice(0, -1)) {
      const next = place.get(name);
      const inner = next instanceof Map ? (next as Map<string, unknown>) : new Map<string, unknown>();
      place.set(name, inner);
      place = inner;
    }
    place.set(names.at(-1) ?? key, scalar(value));
  }
  const plain = (map: ReadonlyMap<string, unknown>): Record<string, unknown> => Object.fromEntries([...map].map(([name, value]) => [name, value instanceof Map ? plain(value as Map<string, unknown>) : value]));
  return plain(root);
}
