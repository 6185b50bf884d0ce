// Ids of facts: the source's own key, or else what the row says and the how-manieth identical row of the file it is.
// Overlapping exports of the same rows give the same ids, whatever the order of their columns; two equal lines are two facts.
import { hash } from 'node:crypto';
import type { FactDraft } from '../facts/drafts.js';
import { Ordinals } from './ordinals.js';

export class EventIds {
  private readonly ordinals = new Ordinals();
  /** Positions of the columns in the order of their names. */
  private readonly order: readonly number[];

  constructor(private readonly connector: string, private readonly header: readonly string[]) {
    this.order = header.map((_, i) => i).sort((a, b) => ((header[a] ?? '') < (header[b] ?? '') ? -1 : 1));
  }

  /** Ids of the facts of one row, in order. To be called for every row that has facts, also for those that are passed over. */
  of(cells: readonly string[], facts: readonly FactDraft[]): string[] {
    let derived: string | undefined;
    const ids = facts.map((draft, position) => {
      if (draft.key !== undefined && draft.key !== '') return `${this.connector}:${draft.kind}:${draft.key}`;
      derived ??= this.ofRow(cells);
      return `${this.connector}:${draft.kind}:~${derived}:${position}`;
    });
    return ids;
  }

  private ofRow(cells: readonly string[]): string {
    let text = '';
    for (const i of this.order) {
      const cell = cells[i];
      // An empty column says nothing: an export with one more of them is the same row.
      if (cell !== undefined && cell !== '') text += `${this.header[i] ?? ''}\u001f${cell}\u001e`;
    }
    const digest = hash('sha1', text, 'buffer');
    return `${digest.toString('base64url', 0, 16)}.${this.ordinals.next(digest.readUInt32BE(0), digest.readUInt32BE(4))}`;
  }
}
