// A source whose data stopped coming in, as mails tell of it.
import type { StaleSource } from '../shared/api/reporting.js';
import type { Writer } from './reader-locale.js';

export const staleName = ({ source, kind }: StaleSource): string => `${source}, ${kind}`;

export const staleText = ({ lastDay, ageDays, everyDays }: StaleSource, writer: Writer): string =>
  `last data of ${writer.day(lastDay)}, ${ageDays} days ago; ${everyDays === 1 ? 'it usually comes every day' : `it usually comes every ${writer.figure(everyDays, 'days')} days`}.`;
