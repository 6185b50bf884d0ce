// What ended an import before its file did becomes the verb's own error.
import type { ImportDocument } from '../../shared/api/imports.js';
import { AppError } from '../../shared/errors.js';
import { ReportedError } from '../reported-error.js';

/** @throws ReportedError with the code that ended it (wrong_file, disk_full …), AppError import_stopped; unless it is done */
export function assertDone({ state, error, id, file }: ImportDocument): void {
  if (state === 'done') return;
  if (error !== null) throw new ReportedError(error);
  throw new AppError('import_stopped', { id, file, state });
}
