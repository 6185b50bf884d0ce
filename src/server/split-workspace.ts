// The workspace's name and the other parameters of a query: the parsers of questions know no workspaces.
import type { TextParameters } from '../shared/api/parse-figures-query.js';

/** @param given parameters as the query string has them; the last workspace named counts */
export function splitWorkspace({ workspace, ...rest }: Readonly<Record<string, readonly string[]>>): { name: string | undefined; rest: TextParameters } {
  const name = workspace?.at(-1);
  return { name: name === '' ? undefined : name, rest };
}
