// Ids of persons and accounts as people read them: `P-12`, `A-7`.
import { AppError } from '../shared/errors.js';

const PREFIX = { person: 'P', account: 'A' } as const;
/** Keys from here on stand for persons and deals without a company (analytics/read-models/canonical-facts.ts). */
export const NO_COMPANY = 2n ** 63n;

export const writeId = (what: keyof typeof PREFIX, id: bigint | string): string => `${PREFIX[what]}-${String(id)}`;

/** The number of an id, with or without its letter. @throws AppError not_found for what can be no id */
export function readId(what: keyof typeof PREFIX, text: string): bigint {
  const [, digits] = new RegExp(`^(?:${PREFIX[what]}-)?(\\d{1,19})$`, 'i').exec(text.trim()) ?? [];
  const id = digits === undefined ? 0n : BigInt(digits);
  if (id <= 0n || id >= NO_COMPANY) throw new AppError('not_found', { what, id: text });
  return id;
}
