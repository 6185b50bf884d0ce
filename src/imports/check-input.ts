// Looks at a file that a verb was given, before anything is opened for it.
import { access, constants, stat } from 'node:fs/promises';
import { AppError } from '../shared/errors.js';

/** @throws AppError not_found, invalid_input: there is no such file, or it can't be read */
export async function checkInput(file: string): Promise<{ size: number }> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new AppError('invalid_input', { where: file, reason: 'it is no file', remedy: 'Name a file; of a folder, name its files.' });
    await access(file, constants.R_OK);
    return { size: found.size };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new AppError('not_found', { what: 'file', id: file }, { cause: error });
    throw new AppError('invalid_input', { where: file, reason: error instanceof Error ? error.message : String(error), remedy: 'See that it may be read by you.' }, { cause: error });
  }
}
