// How a kind of fact lies in its table: which columns a draft fills, as what they are staged on the way
// in and how the staged text becomes the column. The tables themselves are in fact-tables.ts.
import { identifier, sql, type Sql } from '../database/sql.js';
import type { CheckedDraft } from './check-draft.js';
import type { FactKind, Moment } from './drafts.js';

export type DraftOf<K extends FactKind> = Extract<CheckedDraft, { kind: K }>;

/** A value as it is sent to the engine. */
export type StagedValue = string | number | null;

/** A column on its way in, and the columns of the table that it becomes. */
export interface StagedColumn<D> {
  readonly name: string;
  readonly type: Sql;
  readonly pick: (draft: D) => StagedValue | undefined;
  /** Stands for a missing value. */
  readonly empty: StagedValue;
  readonly targets: readonly Target[];
}

/** A column of the table, and its value from a staged row (alias i) or the row's origin (alias o). */
export interface Target {
  readonly column: string;
  readonly value: Sql;
}

export const ORIGIN_COLUMNS = [
  'channel_group', 'channel', 'direction', 'rules_version', 'source', 'medium', 'campaign', 'content', 'term', 'referrer', 'click_id', 'landing_page',
] as const;
export type OriginColumn = (typeof ORIGIN_COLUMNS)[number];
export type PeopleColumn = 'person_id' | 'account_id' | 'account_named' | 'visitor_id';
/** Of facts by which a source says whose a person is. */
export const PERSON_AND_ACCOUNT = ['person_id', 'account_id', 'account_named'] as const satisfies readonly PeopleColumn[];

export interface FactTable<K extends FactKind = FactKind> {
  readonly kind: K;
  readonly table: string;
  /** event: immutable, the first wins. version: every version is kept, the latest wins. */
  readonly rule: 'event' | 'version';
  readonly columns: readonly StagedColumn<DraftOf<K>>[];
  readonly people: readonly PeopleColumn[];
  readonly origin: readonly OriginColumn[];
  /** What orders the versions of one thing: `changed_at` (the source's or, without one, when it was received), `at`, or when it was received. */
  readonly versionAt?: 'changed_at' | 'at' | 'received_at';
  /** When the source changed it. */
  readonly changedAt?: (draft: DraftOf<K>) => Moment | undefined;
  /** Whether an origin that names nothing is a visit without origin. */
  readonly isWeb?: (draft: DraftOf<K>) => boolean;
}

const TEXT = sql`String`;
const staged = (name: string): Sql => sql`${identifier(`i.${name}`)}`;

type Pick<D> = (draft: D) => string | undefined;

export const text = <D>(name: string, pick: Pick<D>): StagedColumn<D> => ({ name, type: TEXT, empty: '', pick, targets: [{ column: name, value: staged(name) }] });

/** A moment in `column`, and in `flag` whether it names a day only (which is stored at 00:00 UTC). */
export const momentColumns = <D>(column: string, flag: string, pick: Pick<D>): StagedColumn<D> => ({
  name: column, type: TEXT, empty: '', pick,
  targets: [
    { column, value: sql`parseDateTime64BestEffort(${staged(column)}, 3, 'UTC')` },
    { column: flag, value: sql`length(${staged(column)}) = 10` },
  ],
});

/** The same for a moment that may be missing. */
export const optionalMomentColumns = <D>(column: string, flag: string, pick: Pick<D>): StagedColumn<D> => ({
  name: column, type: TEXT, empty: '', pick,
  targets: [
    { column, value: sql`parseDateTime64BestEffortOrNull(${staged(column)}, 3, 'UTC')` },
    { column: flag, value: sql`length(${staged(column)}) = 10` },
  ],
});

export const dayColumn = <D>(name: string, pick: Pick<D>): StagedColumn<D> => ({ name, type: TEXT, empty: '', pick, targets: [{ column: name, value: sql`toDate32(${staged(name)})` }] });
export const decimalColumn = <D>(name: string, pick: Pick<D>): StagedColumn<D> => ({ name, type: TEXT, empty: '', pick, targets: [{ column: name, value: sql`toDecimal128(${staged(name)}, 8)` }] });
export const optionalDecimalColumn = <D>(name: string, pick: Pick<D>): StagedColumn<D> => ({ name, type: TEXT, empty: '', pick, targets: [{ column: name, value: sql`toDecimal128OrNull(${staged(name)}, 8)` }] });

type PickNumber<D> = (draft: D) => number | undefined;
export const numberColumn = <D>(name: string, pick: PickNumber<D>): StagedColumn<D> => ({ name, type: sql`Float64`, empty: 0, pick, targets: [{ column: name, value: staged(name) }] });
export const optionalCountColumn = <D>(name: string, pick: PickNumber<D>): StagedColumn<D> => ({ name, type: sql`Nullable(UInt64)`, empty: null, pick, targets: [{ column: name, value: staged(name) }] });
