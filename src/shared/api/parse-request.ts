// A request as its schema has it, or a refusal at the field that doesn't fit.
import type { z } from 'zod';
import { AppError } from '../errors.js';

/** @throws AppError invalid_input naming the first field that doesn't fit, all of them in the details */
export function parseRequest<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({ field: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.'), reason: issue.message }));
  const [first] = problems;
  throw new AppError('invalid_input', { where: first === undefined || first.field === '' ? 'the request' : first.field, reason: first?.reason ?? 'does not fit', remedy: 'What each field takes stands in /api/docs.', problems });
}
