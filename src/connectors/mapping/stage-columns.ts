// Stages, and dates of stages, that a user names in options beside those a product's layout has: `stages: { mql: Date of scoring }`.
import { AppError } from '../../shared/errors.js';
import { nearest } from '../../shared/nearest.js';
import { EXITS } from '../../shared/stages.js';
import { fold } from './mapping-schema.js';

/** @throws AppError invalid_input for a stage that the workspace lacks */
export function checkStage(stage: string, stages: readonly string[], where: string): string {
  const known = [...stages, ...EXITS];
  if (known.includes(stage)) return stage;
  throw new AppError('invalid_input', { where, reason: `the workspace has no stage "${stage}"`, remedy: `${nearest(stage, known)}Use one of ${known.join(', ')}.` });
}

/**
 * @param given stage -> column, as the option says
 * @returns the same
 * @throws AppError invalid_input for a stage the workspace lacks, or a column the file lacks
 */
export function checkStageColumns(given: Readonly<Record<string, string>> | undefined, header: readonly string[], stages: readonly string[]): Readonly<Record<string, string>> {
  for (const [stage, column] of Object.entries(given ?? {})) {
    checkStage(stage, stages, `option stages.${stage}`);
    if (!header.some((name) => fold(name) === fold(column))) {
      const meant = nearest(column, header);
      throw new AppError('invalid_input', { where: `option stages.${stage}`, reason: `the file has no column "${column}"`, remedy: `${meant === undefined ? '' : `Did you mean "${meant}"? `}Its columns: ${header.join(', ')}.` });
    }
  }
  return given ?? {};
}
