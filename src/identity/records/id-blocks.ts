// Hands out ids of persons and accounts, from blocks of the records store's sequence.
import { z } from 'zod';
import type { RecordsQueries } from '../../database/records-store.js';
import { param, sql } from '../../database/sql.js';

const BLOCK = 100n;
const blockRow = z.object({ start: z.bigint() });

/** A smaller id is an older one. Ids of a transaction that fails are lost, never given twice. */
export class IdBlocks {
  private readonly blocks: { next: bigint; end: bigint }[] = [];
  private left = 0;

  /** Makes sure that `count` ids can be taken. */
  async reserve(tx: RecordsQueries, count: number): Promise<void> {
    if (this.left >= count) return;
    const missing = Math.ceil((count - this.left) / Number(BLOCK));
    const rows = await tx.query(blockRow, sql`SELECT nextval('identity_ids') AS start FROM generate_series(1, ${param('Int32', missing)}::int)`);
    for (const { start } of rows) {
      this.blocks.push({ next: start, end: start + BLOCK });
      this.left += Number(BLOCK);
    }
  }

  /** @throws RangeError when more are taken than were reserved */
  take(): bigint {
    const block = this.blocks[0];
    if (block === undefined) throw new RangeError('no id was reserved');
    const id = block.next;
    block.next += 1n;
    this.left -= 1;
    if (block.next === block.end) this.blocks.shift();
    return id;
  }
}
