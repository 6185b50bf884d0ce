// The statements of a batch on their way in, gathered into groups that share aliases.
import { earlier } from './partition.js';
import type { Person } from './records/person-records.js';
import type { Statement } from './statement.js';

/** A statement and when it was said, epoch milliseconds. No two of a batch are equal. */
export interface Said {
  readonly statement: Statement;
  readonly hash: bigint;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A statement on its way in, with what has been found for it so far. */
export class Entry {
  /** Of an identified person. */
  group: Group | undefined;
  /** Whom it is stored with. */
  personId = 0n;
  accountId = 0n;
  constructor(readonly said: Said) {}

  get statement(): Statement {
    return this.said.statement;
  }
  get first(): string | undefined {
    return this.said.statement.aliases[0];
  }
}

/** Entries of a batch that share aliases. */
export class Group {
  entries: Entry[] = [];
  aliases: string[] = [];
  personId = 0n;
  /** The person, if there was one with this id before. */
  known: Person | undefined;
  origin = 0n;
  creates = false;

  take(entry: Entry): void {
    entry.group = this;
    this.entries.push(entry);
    if (entry.statement.creates) this.creates = true;
  }
  /** Whether the person is one to show. */
  get shown(): boolean {
    return this.known?.created ?? this.creates;
  }
}

/** Groups of entries that share aliases, directly or along a chain; entries without aliases are in none. */
export function groupByAliases(entries: readonly Entry[]): Group[] {
  const groupOf = new Map<string, Group>();
  const groups = new Set<Group>();
  for (const entry of entries) {
    const { aliases } = entry.statement;
    if (aliases.length === 0) continue;
    let mine: Group | undefined;
    for (const alias of aliases) {
      const other = groupOf.get(alias);
      if (other === undefined || other === mine) continue;
      if (mine === undefined) mine = other;
      else {
        // The smaller one moves over, so that a long chain stays cheap.
        const [keep, leave]: [Group, Group] = mine.entries.length >= other.entries.length ? [mine, other] : [other, mine];
        for (const e of leave.entries) keep.take(e);
        for (const moved of leave.aliases) {
          keep.aliases.push(moved);
          groupOf.set(moved, keep);
        }
        groups.delete(leave);
        mine = keep;
      }
    }
    if (mine === undefined) {
      mine = new Group();
      groups.add(mine);
    }
    mine.take(entry);
    for (const alias of aliases) {
      if (groupOf.has(alias)) continue;
      mine.aliases.push(alias);
      groupOf.set(alias, mine);
    }
  }
  return [...groups];
}

/** Order by when something was first said. */
export const byTime = (a: Entry, b: Entry): number => earlier(a.said, b.said);
