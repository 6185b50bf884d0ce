// Ids of facts: the source's own key, or else what the row says and the how-manieth identical row of the file it is.
// Overlapping exports of the same rows give the same ids, whatever the order of their columns; two equal lines are two facts.
import type { FactDraft } from '../facts/drafts.js';
import { Ordinals } from './ordinals.js';
import { isRejectColumn } from './rejects-file.js';
import { columnSeed, RowHash } from './row-hash.js';

/** `csv:touch:key`, `csv:touch:~<hash of the row>`; then `#1` for the second identical row and `.1` for the row's second fact of the kind. */
export class EventIds {
  private readonly ordinals = new Ordinals();
  private readonly row = new RowHash();
  /** Positions of the columns in the order of their names; a mended rejects file's own columns don't count. */
  private readonly order: Int32Array;
  private readonly seeds: Int32Array;

  constructor(private readonly connector: string, header: readonly string[]) {
    const places = header.map((name, place) => ({ name, place })).filter(({ name }) => !isRejectColumn(name));
    this.order = Int32Array.from(places.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.place - b.place)).map(({ place }) => place));
    this.seeds = Int32Array.from(header.map(columnSeed));
  }

  /** Ids of the facts of one row, in order. To be called for every row that has facts, also for those that are passed over. */
  of(cells: readonly string[], facts: readonly FactDraft[]): string[] {
    let derived: string | undefined;
    const ids = new Array<string>(facts.length);
    for (let i = 0; i < facts.length; i++) {
      const draft = facts[i];
      if (draft === undefined) continue;
      if (draft.key !== undefined && draft.key !== '') ids[i] = `${this.connector}:${draft.kind}:${draft.key}`;
      else {
        derived ??= this.ofRow(cells);
        let earlier = 0;
        for (let j = 0; j < i; j++) if (facts[j]?.kind === draft.kind) earlier++;
        ids[i] = earlier === 0 ? `${this.connector}:${draft.kind}:~${derived}` : `${this.connector}:${draft.kind}:~${derived}.${earlier}`;
      }
    }
    return ids;
  }

  private ofRow(cells: readonly string[]): string {
    const { row } = this;
    row.take(cells, this.order, this.seeds);
    const ordinal = this.ordinals.next(row.h1 >>> 0, row.h2 >>> 0);
    return ordinal === 0 ? row.hex : `${row.hex}#${ordinal}`;
  }
}
