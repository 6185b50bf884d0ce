// The tables in the engine's memory where a batch waits to be judged. Each is made when the first batch needs
// it and is empty between batches; one that a failure has left full is emptied before the next.
import type { FactsStore } from '../database/facts-store.js';
import type { FactTable } from './fact-table.js';
import { createIncoming, createIncomingOrigins, incomingName, INCOMING_ORIGINS, truncate } from './incoming.js';
import type { ColumnText } from './staged-rows.js';

export class Staging {
  /** Tables that are there, and whether anything may be in them. */
  private readonly full = new Map<string, boolean>();

  constructor(private readonly facts: FactsStore) {}

  /**
   * Stages one kind's rows, does what is to be done with them, and takes them out again.
   * @param origins the different origins of the rows; undefined for a table without
   */
  async during<T>(table: FactTable, rows: Iterable<ColumnText>, origins: ColumnText | undefined, work: () => Promise<T>): Promise<T> {
    const name = incomingName(table);
    if (origins !== undefined) await this.fill(INCOMING_ORIGINS, createIncomingOrigins, [origins]);
    await this.fill(name, () => createIncoming(table), rows);
    const result = await work();
    await this.empty(name);
    if (origins !== undefined) await this.empty(INCOMING_ORIGINS);
    return result;
  }

  private async fill(name: string, create: () => ReturnType<typeof createIncoming>, texts: Iterable<ColumnText>): Promise<void> {
    const full = this.full.get(name);
    if (full === undefined) await this.facts.execute(create());
    else if (full) await this.empty(name);
    this.full.set(name, true);
    for (const { columns, body } of texts) await this.facts.insertColumns(name, columns, body);
  }

  private async empty(name: string): Promise<void> {
    await this.facts.execute(truncate(name));
    this.full.set(name, false);
  }
}
