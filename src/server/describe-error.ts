// An error in words for the log: where it came from and what kind it is, without the values that engines
// like to quote in their messages, for these can be personal data.
import { ZodError } from 'zod';

const MOST_LETTERS = 500;

/** The message with quoted text, addresses and long numbers left out. */
export const withoutValues = (message: string): string =>
  message.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`/g, '…').replace(/\S+@\S+/g, '…').replace(/\+?\d[\d ().-]{6,}\d/g, '…').slice(0, MOST_LETTERS);

/** Name, message without values, and the frames of the stack; the cause likewise. Undefined for nothing. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> | undefined {
  if (error === undefined || error === null || depth > 3) return undefined;
  if (!(error instanceof Error)) return { name: typeof error };
  const message = error instanceof ZodError ? error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ') : withoutValues(error.message);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
  const cause = describeError(error.cause, depth + 1);
  return { name: error.name, message, frames, ...(cause && { cause }) };
}
