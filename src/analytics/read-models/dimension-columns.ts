// The dimensions of ../read-model.ts as columns of the statements that fill read models. A dimension that is added
// there is in all of these lists; TypeScript asks for what it can't know (attributes.ts).
import { identifier, joinSql, param, sql, type Sql } from '../../database/sql.js';
import { HOLDER, ORIGIN } from '../read-model.js';

type OriginId = (typeof ORIGIN)[number];
export type HolderId = (typeof HOLDER)[number];

/** Columns one after the other, each as `write` has it: by default its name. */
export const columns = <N extends string>(names: readonly N[], write: (name: N) => Sql = (name) => sql`${identifier(name)}`): Sql => joinSql(names.map(write));

/** `channel_group, channel, …`: where something came from. */
export const originNames: Sql = columns(ORIGIN);
/** `persona, segment, …`: who it was about. */
export const holderNames: Sql = columns(HOLDER);

/** `o.channel_group AS channel_group, …` */
export const originOf = (alias: string): Sql => columns(ORIGIN, (c) => sql`${identifier(`${alias}.${c}`)} AS ${identifier(c)}`);

/** An origin as one value: `(toString(channel_group), …)`. */
export const originTuple = (write: (column: OriginId) => Sql = (c) => sql`toString(${identifier(c)})`): Sql => sql`(${columns(ORIGIN, write)})`;
/** An origin that names nothing. */
export const NO_ORIGIN: Sql = originTuple(() => sql`''`);
/** One column out of an origin that is one value. */
export const inOrigin = (origin: Sql, column: OriginId): Sql => sql`tupleElement(${origin}, ${param('UInt8', ORIGIN.indexOf(column) + 1)})`;

/** Where a person is and what they use stands in touches, never in what a record names as their source. */
const isSeen = (column: OriginId): boolean => column === 'country' || column === 'device';
export const RECORDED: readonly OriginId[] = ORIGIN.filter((column) => !isSeen(column));
/** An origin as the record of a person or an enquiry names it, as one value. */
export const recordTuple: Sql = originTuple((c) => (isSeen(c) ? sql`''` : sql`toString(${identifier(c)})`));

/** Origin columns of rows with attributes (attributes.ts): the country is the person's or account's own where it is known. */
export const originThen = (write: (column: OriginId) => Sql = (c) => sql`${identifier(c)}`): Sql =>
  columns(ORIGIN, (c) => (c === 'country' ? sql`if(person_country != '', person_country, ${write(c)})` : write(c)));
/** Holder columns of rows with attributes. */
export const holderThen = (write: (column: HolderId) => Sql = (c) => sql`${identifier(`${c}_then`)}`): Sql => columns(HOLDER, write);
