// Options that every connector of table exports has: what the file itself leaves open.
import { z } from 'zod';
import { isTimeZone } from '../../shared/api/settings.js';
import type { Mapping } from './mapping-schema.js';

export const FILE_OPTIONS = {
  /** Zone of the times in the file that name none. Default the workspace's. */
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Prague').optional(),
  /** Currency of amounts that name none. */
  currency: z.string().optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.string().optional(),
} as const;

const fileOptions = z.object(FILE_OPTIONS);
export type FileOptions = z.output<typeof fileOptions>;

/** Those of them that a mapping takes; the encoding is the table's. */
export const mappingOptions = ({ timeZone, currency, dateOrder, decimal }: FileOptions): Partial<Pick<Mapping, 'timeZone' | 'currency' | 'dateOrder' | 'decimal'>> => ({
  ...(timeZone !== undefined && { timeZone }), ...(currency !== undefined && { currency }), ...(dateOrder !== undefined && { dateOrder }), ...(decimal !== undefined && { decimal }),
});

/** Several names: a list, or one text with commas as the command line gives it. */
export const nameList = z.union([z.array(z.string()), z.string().transform((text) => text.split(','))])
  .transform((names) => names.map((name) => name.trim()).filter((name) => name !== ''))
  .refine((names) => names.length > 0, 'at least one name');
