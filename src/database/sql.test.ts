// How statements are written for the engine: numbers that stand in the text must be of the type that was asked for.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { joinSql, param, sql, toClickHouse, type ParamType, type Scalar } from './sql.js';
import { openTestStores, type TestStores } from './test-stores.js';

let stores: TestStores;
beforeAll(async () => { stores = await openTestStores(); });
afterAll(() => stores.close());

const NUMBERS: readonly (readonly [ParamType, Scalar, string | undefined])[] = [
  ['UInt8', 0, '0'], ['UInt8', 255, '255'], ['UInt32', 0, undefined], ['UInt32', 65_535, undefined], ['UInt32', 65_536, '65536'], ['UInt32', 2 ** 32 - 1, '4294967295'],
  ['Float64', 40, '40.0'], ['Float64', 0, '0.0'], ['Float64', -0, undefined], ['Float64', -1.5, undefined], ['Float64', 0.1, '0.1'], ['Float64', 1e21, '1e+21'], ['Float64', 5e-324, '5e-324'], ['Float64', 2 ** 53, '9007199254740992.0'],
  ['Int32', 7, undefined], ['Int64', -9_000_000_000_000_000_000n, undefined], ['UInt64', 5, undefined],
];

it.each(NUMBERS)('writes %s %s as itself where the engine reads that type', (type, value, text) => {
  const written = toClickHouse(sql`${param(type, value)}`);
  expect(written).toEqual(text === undefined ? { text: `{p0:${type}}`, params: { p0: value } } : { text, params: {} });
});

it('is read by the engine as the type and the value that were asked for', async () => {
  const [types] = await stores.facts.query(z.object({ types: z.array(z.string()) }), sql`SELECT [${joinSql(NUMBERS.map(([type, value]) => sql`toTypeName(${param(type, value)})`))}] AS types`);
  expect(types?.types).toEqual(NUMBERS.map(([type]) => type));
  const floats = NUMBERS.flatMap(([type, value]) => (type === 'Float64' && typeof value === 'number' && !Object.is(value, -0) ? [value] : []));
  const [read] = await stores.facts.query(z.object({ same: z.array(z.coerce.boolean()) }), sql`SELECT [${joinSql(floats.map((value) => sql`reinterpretAsUInt64(${param('Float64', value)}) = ${param('UInt64', new BigUint64Array(new Float64Array([value]).buffer)[0] ?? 0n)}`))}] AS same`);
  expect(read?.same).toEqual(floats.map(() => true));
});
