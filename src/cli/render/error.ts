// Says what went wrong on standard error: two lines for a person, the error document with --format json.
import { AppError } from '../../shared/errors.js';
import { ReportedError } from '../reported-error.js';

/** What is neither refused nor reported is a defect: its stack is the report that a maintainer needs. */
export function renderError(error: unknown, json: boolean): string {
  const isKnown = error instanceof AppError || error instanceof ReportedError;
  const known = isKnown ? error : new AppError('internal', { ref: 'below' }, { cause: error });
  const trace = isKnown ? undefined : error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (json) {
    const document = known.toDocument();
    return JSON.stringify(trace === undefined ? document : { error: { ...document.error, details: { trace } } });
  }
  const hint = known.hint.trim();
  return [`error: ${known.message} [${known.code}]`, ...(trace === undefined ? (hint === '' ? [] : [`hint: ${hint}`]) : [trace])].join('\n');
}
