// Decides for files given at once what each is and in which order they are imported: rates and accounts before people,
// people before their deals, deals before their history, so that each finds what it refers to.
import { importRank, type ConnectorList, type PreviewDocument } from '../shared/api/imports.js';
import type { GatheredFile } from './gather-files.js';

export interface PlannedImport extends GatheredFile {
  readonly uploadId: string;
  readonly connector: string;
  /** What the file holds, in the connector's words. */
  readonly as: string | null;
  readonly confidence: number;
}

/** A file that is not imported, and why. */
export interface LeftOut {
  readonly file: string;
  readonly reason: string;
  /** Whether there is something to import in it after all. */
  readonly isTable: boolean;
}

export interface ImportPlan {
  readonly imports: readonly PlannedImport[];
  readonly leftOut: readonly LeftOut[];
}

/** Less sure than this is a guess, and guesses are for people to make. */
const SURE = 0.5;

/** Which product a look at a file says it is of; or why that is not clear. */
export function judge(found: GatheredFile, { recognised, uploadId }: PreviewDocument): PlannedImport | LeftOut {
  const [first, second] = recognised;
  const claims = recognised.filter((r) => r.connector !== 'csv');
  if (first === undefined) return { file: found.name, reason: 'it is no table', isTable: false };
  if (first.connector === 'csv' || first.confidence < SURE) {
    const guess = claims[0] === undefined ? '' : ` (perhaps ${claims[0].connector})`;
    return { file: found.name, reason: `no product's export that is known for sure${guess}: import it with its connector, or with csv and a mapping`, isTable: true };
  }
  if (second !== undefined && second.confidence === first.confidence) return { file: found.name, reason: `it may be of ${first.connector} or of ${second.connector}: import it with one of them`, isTable: true };
  return { ...found, uploadId, connector: first.connector, as: first.as, confidence: first.confidence };
}

export const isPlanned = (judged: PlannedImport | LeftOut): judged is PlannedImport => 'uploadId' in judged;

/** The same imports in the order in which they are best done; files of one kind in the order of their names. */
export function inOrder(planned: readonly PlannedImport[], list: ConnectorList): PlannedImport[] {
  const rank = ({ connector, as }: PlannedImport): number => importRank(list, connector, as);
  return [...planned].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
