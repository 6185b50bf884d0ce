// Goals as a YAML file that a team keeps and reviews like code.
import { stringify } from 'yaml';
import { z } from 'zod';
import { goal, type Goal } from '../../shared/api/goals.js';
import { parseRequest } from '../../shared/api/parse-request.js';
import { AppError } from '../../shared/errors.js';
import { readYaml } from '../../shared/read-yaml.js';

const file = z.strictObject({ goals: z.array(goal).max(1000) });

/** @throws AppError invalid_input: no YAML (line and column), a field that doesn't fit, an id twice */
export function parseGoalsFile(text: string): z.output<typeof goal>[] {
  const read = readYaml(text);
  if ('problem' in read) {
    const { message, at } = read.problem;
    throw new AppError('invalid_input', { where: at === undefined ? 'the goals file' : `the goals file, line ${at.line}, column ${at.column}`, reason: message, remedy: 'Mend it there; `leadline goals export` shows the form.' });
  }
  const { goals } = parseRequest(file, read.value);
  const seen = new Set<string>();
  for (const { id } of goals) {
    if (seen.has(id)) throw new AppError('invalid_input', { where: 'the goals file', reason: `the goal ${id} stands in it twice`, remedy: 'Keep one of them.' });
    seen.add(id);
  }
  return goals;
}

/** Without what is empty, so that a reader sees what was chosen. */
export function writeGoalsFile(goals: readonly Goal[]): string {
  const plain = goals.map(({ where, owner, activities, parent, notes, ...rest }) => ({
    ...rest, ...(where.length > 0 && { where }), ...(owner !== '' && { owner }), ...(parent !== null && { parent }),
    ...(activities.length > 0 && { activities }), ...(notes !== '' && { notes }),
  }));
  return stringify({ goals: plain }, { lineWidth: 120 });
}
