// What the operating system says of a folder that can't be written to, as an error that says how to mend it.
import { AppError } from '../shared/errors.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there', EPERM: 'this user may not write there', EROFS: 'its disk is mounted for reading only',
  ENOTDIR: 'a part of that path is a file', EEXIST: 'there is a file of that name',
};

/** The error as it is where it means something else. */
export function asFolderError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk_full', { path: folder }, { cause: error });
  const reason = REASONS[code];
  if (reason === undefined) return error;
  return new AppError('config_invalid', { variable: `The data folder ${folder}`, reason, remedy: 'Give this user the right to write there, or set LEADLINE_DATA to another folder.' }, { cause: error });
}
