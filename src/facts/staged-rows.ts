// Collects drafts of one kind as columns of JSON text for the engine. Drafts are let go every hundred or so
// rows, while they are young: a batch of fifty thousand is held as text only. Nothing here becomes SQL.
import { wellFormed } from '../database/sql.js';
import type { CheckedDraft } from './check-draft.js';
import type { FactKind } from './drafts.js';
import { ORIGIN_COLUMNS, type DraftOf, type FactTable, type StagedValue } from './fact-table.js';
import { OriginIndex } from './origin-index.js';
import { namesSomeone, saysWho, type Classify, type ClassifiedOrigin, type PeopleRequest, type ResolvedPeople } from './people.js';
import { versionDigest } from './version-content.js';

/** Columns by name and their values, as JSONCompactColumns. */
export interface ColumnText {
  readonly columns: readonly string[];
  readonly body: string;
}

/** JSON without its brackets. Half of a surrogate pair, which JSON escapes and the engine refuses, is replaced as decoders do. */
function listJson(values: readonly StagedValue[]): string {
  let json = JSON.stringify(values);
  if (json.includes('\\ud')) json = JSON.stringify(values.map((v) => (typeof v === 'string' ? wellFormed(v) : v)));
  return json.slice(1, -1);
}

/** A column in pieces. Where it holds nothing but its default it is not sent. */
class TextColumn {
  private readonly pieces: string[] = [];
  private readonly lengths: number[] = [];

  constructor(readonly name: string, private readonly empty: StagedValue) {}

  /** @param used whether any of the values is not the default */
  push(values: readonly StagedValue[], used: boolean): void {
    this.pieces.push(used ? listJson(values) : '');
    this.lengths.push(values.length);
  }

  /** Pieces of these numbers as one list; undefined when they hold only the default. */
  text(from: number, until: number): string | undefined {
    const pieces = this.pieces.slice(from, until);
    if (pieces.every((piece) => piece === '')) return undefined;
    const empty = JSON.stringify(this.empty);
    return `[${pieces.map((piece, i) => (piece === '' ? new Array<string>(this.lengths[from + i] ?? 0).fill(empty).join(',') : piece)).join(',')}]`;
  }
}

const sendable = (columns: readonly TextColumn[], from: number, until: number): ColumnText => {
  const named = columns.flatMap((column) => {
    const text = column.text(from, until);
    return text === undefined ? [] : [{ name: column.name, text }];
  });
  return { columns: named.map((c) => c.name), body: `[${named.map((c) => c.text).join(',')}]` };
};

const CLASSIFIED: { readonly [C in (typeof ORIGIN_COLUMNS)[number]]: (origin: ClassifiedOrigin) => StagedValue } = {
  channel_group: (o) => o.channelGroup, channel: (o) => o.channel, direction: (o) => o.direction, rules_version: (o) => o.rulesVersion,
  source: (o) => o.source, medium: (o) => o.medium, campaign: (o) => o.campaign, content: (o) => o.content, term: (o) => o.term,
  referrer: (o) => o.referrer, click_id: (o) => o.clickId, landing_page: (o) => o.landingPage,
};

/** Kinds that make a person of someone unknown. */
const MAKES_PERSONS: ReadonlySet<FactKind> = new Set(['submission', 'stageChange', 'deal', 'subscription', 'person']);

/** Touches of an unknown visitor are not asked about: the link from visitor to person is applied when figures are made. */
function peopleRequest(draft: CheckedDraft): PeopleRequest | undefined {
  if (!('who' in draft) || !saysWho(draft.who)) return undefined;
  const { who, kind } = draft;
  if (kind === 'touch' && !namesSomeone(who) && who.account === undefined) return undefined;
  const at = 'at' in draft ? draft.at : kind === 'deal' ? draft.createdAt : draft.startsAt;
  return { who, at, createPerson: MAKES_PERSONS.has(kind) || (kind === 'touch' && namesSomeone(who)) };
}

/** Rows after which drafts become text: so few that they are garbage while it is cheap to collect. */
const CHUNK = 128;
/** Chunks that are sent at a time: the text of a whole batch never stands in memory twice, and the engine has blocks to share between its threads. */
const SENT_AT_ONCE = 64;
const NO_ORIGIN = {};

export class StagedRows {
  /** Who has to be looked up, and for which row. */
  readonly requests: PeopleRequest[] = [];
  private readonly requestRows: number[] = [];
  /** Row -> place of the item in the batch. */
  readonly places: number[] = [];
  /** Milliseconds by which the last version of one thing is received after the first of this batch. */
  spread = 0;

  private drafts: CheckedDraft[] = [];
  private eventIds: string[] = [];
  private lines: number[] = [];
  private readonly versions = new Map<string, number>();
  private readonly origins: OriginIndex;
  private readonly own: readonly TextColumn[];
  private readonly base = {
    eventId: new TextColumn('event_id', ''), visitor: new TextColumn('visitor_id', ''), origin: new TextColumn('origin', 0), earlier: new TextColumn('earlier', 0),
    line: new TextColumn('line', 0), digest: new TextColumn('version_digest', ''), changed: new TextColumn('changed', ''),
  };

  constructor(readonly table: FactTable, classify: Classify, private readonly visitorIdOf: (raw: string) => string) {
    this.origins = new OriginIndex(classify);
    this.own = table.columns.map((column) => new TextColumn(column.name, column.empty));
  }

  get count(): number {
    return this.places.length;
  }

  /** @param draft of the table's kind */
  add(draft: CheckedDraft, eventId: string, line: number, place: number): void {
    const request = peopleRequest(draft);
    if (request !== undefined) {
      this.requests.push(request);
      this.requestRows.push(this.places.length);
    }
    this.places.push(place);
    this.drafts.push(draft);
    this.eventIds.push(eventId);
    if (this.table.rule === 'version') this.lines.push(line);
    if (this.drafts.length >= CHUNK) this.textify();
  }

  /** The rows as text, some thousand at a time; `people` answers the requests in their order, undefined in a dry run. */
  *rows(people: readonly ResolvedPeople[] | undefined): Generator<ColumnText> {
    this.textify();
    const columns = [this.numbers(), ...Object.values(this.base), ...this.own];
    if (people !== undefined && this.requests.length > 0) {
      columns.push(
        this.peopleColumn('person_id', people, (p) => p.personId), this.peopleColumn('account_id', people, (p) => p.accountId),
        this.peopleColumn('account_named', people, (p) => (p.accountNamed ? 1n : 0n)),
      );
    }
    for (let from = 0; from * CHUNK < this.count; from += SENT_AT_ONCE) yield sendable(columns, from, from + SENT_AT_ONCE);
  }

  /** The different origins of the rows; undefined for a table without. */
  originRows(): ColumnText | undefined {
    if (this.table.origin.length === 0) return undefined;
    this.textify();
    const { classified } = this.origins;
    const numbers = new TextColumn('n', 0);
    numbers.push(classified.map((_, n) => n), true);
    const columns = ORIGIN_COLUMNS.map((name) => {
      const values = classified.map(CLASSIFIED[name]);
      const column = new TextColumn(name, '');
      column.push(values, values.some((v) => v !== ''));
      return column;
    });
    return sendable([numbers, ...columns], 0, 1);
  }

  /** What tells the rows apart: where they stand. */
  private numbers(): TextColumn {
    const column = new TextColumn('n', 0);
    for (let n = 0; n < this.count; n += CHUNK) column.push(Array.from({ length: Math.min(CHUNK, this.count - n) }, (_, i) => n + i), true);
    return column;
  }

  private peopleColumn(name: string, people: readonly ResolvedPeople[], pick: (people: ResolvedPeople) => bigint): TextColumn {
    const values = new Array<string>(this.count).fill('0');
    this.requestRows.forEach((row, i) => {
      const answer = people[i];
      if (answer !== undefined) values[row] = String(pick(answer));
    });
    const column = new TextColumn(name, 0);
    for (let n = 0; n < values.length; n += CHUNK) {
      const chunk = values.slice(n, n + CHUNK);
      column.push(chunk, chunk.some((value) => value !== '0'));
    }
    return column;
  }

  private textify(): void {
    const { table, drafts, base } = this;
    if (drafts.length === 0) return;
    base.eventId.push(this.eventIds, true);
    table.columns.forEach(({ pick, empty }, c) => {
      let used = false;
      const values = new Array<StagedValue>(drafts.length);
      for (let i = 0; i < drafts.length; i++) {
        const value = pick(drafts[i] as DraftOf<FactKind>);
        if (value !== undefined) used = true;
        values[i] = value ?? empty;
      }
      this.own[c]?.push(values, used);
    });
    if (table.people.includes('visitor_id')) {
      let named = false;
      const visitors = drafts.map((d) => {
        const visitor = 'who' in d && d.who.visitorId !== undefined ? this.visitorIdOf(d.who.visitorId) : '';
        if (visitor !== '') named = true;
        return visitor;
      });
      base.visitor.push(visitors, named);
    }
    if (table.origin.length > 0) {
      const { isWeb } = table;
      base.origin.push(drafts.map((d) => this.origins.numberOf('origin' in d ? d.origin : NO_ORIGIN, isWeb !== undefined && isWeb(d as DraftOf<FactKind>))), true);
    }
    if (table.rule === 'version') this.textifyVersions();
    this.drafts = [];
    this.eventIds = [];
    this.lines = [];
  }

  private textifyVersions(): void {
    const { table, drafts, base } = this;
    const earlier = this.eventIds.map((eventId) => {
      const n = this.versions.get(eventId) ?? 0;
      this.versions.set(eventId, n + 1);
      if (n > this.spread) this.spread = n;
      return n;
    });
    base.earlier.push(earlier, earlier.some((n) => n > 0));
    base.line.push(this.lines, true);
    base.digest.push(drafts.map(versionDigest), true);
    const { changedAt } = table;
    if (changedAt !== undefined) {
      const changed = drafts.map((d) => changedAt(d as DraftOf<FactKind>) ?? '');
      base.changed.push(changed, changed.some((c) => c !== ''));
    }
  }
}
