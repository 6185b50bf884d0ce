// Facts on their way into the store, as text by kind. Filled row by row, given to the writer whole.
import type { CheckedDraft } from './check-draft.js';
import type { FactKind } from './drafts.js';
import { tableOf } from './fact-tables.js';
import type { Classify } from './people.js';
import { StagedRows } from './staged-rows.js';

export class PendingBatch {
  private readonly byKind = new Map<FactKind, StagedRows>();
  private items = 0;
  /** The first currency named in the batch, of anything but a rate. */
  firstCurrency: string | undefined;

  constructor(private readonly classify: Classify, private readonly visitorIdOf: (raw: string) => string) {}

  get size(): number {
    return this.items;
  }

  /** Facts that name somebody who has to be looked up. */
  get people(): number {
    let people = 0;
    for (const { requests } of this.byKind.values()) people += requests.length;
    return people;
  }

  get kinds(): readonly (readonly [FactKind, StagedRows])[] {
    return [...this.byKind];
  }

  /**
   * @param eventId identifies what the fact describes, for all time and within the workspace
   * @param line of the file; two versions of one thing in a file differ by it
   * @returns the item's place in the batch
   */
  add(draft: CheckedDraft, eventId: string, line = 0): number {
    let rows = this.byKind.get(draft.kind);
    if (rows === undefined) this.byKind.set(draft.kind, (rows = new StagedRows(tableOf(draft.kind), this.classify, this.visitorIdOf)));
    if (this.firstCurrency === undefined && 'currency' in draft && draft.kind !== 'rate') this.firstCurrency = draft.currency;
    const place = this.items++;
    rows.add(draft, eventId, line, place);
    return place;
  }
}
