// Asks both stores: do they answer, which version are they, is their clock ours, do they reckon time zones
// as we do, which migrations are pending. Changes nothing.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { pendingMigrations } from '../database/migrate.js';
import type { RecordsStore } from '../database/records-store.js';
import { joinSql, param, sql } from '../database/sql.js';
import { reasonOf, type Check } from './check.js';
import { offsetOf, PROBE_INSTANTS, PROBE_ZONES } from './examine-machine.js';

/** Milliseconds by which a store's clock may differ: what is received is dated by this machine, what is asked by either. */
const CLOCK_TOLERANCE = 5000;
const OLDEST_POSTGRES = 15;
export const FACTS_STORE = 'Facts store';
export const RECORDS_STORE = 'Records store';

const clockRow = z.object({ now: z.coerce.number() });

async function checkStore(name: string, store: FactsStore | RecordsStore, readClock: () => Promise<{ now: number }[]>): Promise<Check> {
  try {
    const found = `${store.engine} ${await store.version()}`;
    const asked = Date.now();
    const [row] = await readClock();
    const apart = Math.abs((asked + Date.now()) / 2 - (row?.now ?? Number.NaN));
    if (store.engine === 'postgres' && Number.parseInt(found.split(' ')[1] ?? '', 10) < OLDEST_POSTGRES) return { name, state: 'failed', found, hint: `Use PostgreSQL ${OLDEST_POSTGRES} or newer.` };
    if (!(apart <= CLOCK_TOLERANCE)) return { name, state: 'warning', found: `${found}, its clock is ${(apart / 1000).toFixed(1)} s off this machine's`, hint: 'Set both clocks by NTP.' };
    return { name, state: 'ok', found };
  } catch (error) {
    return { name, state: 'failed', found: `does not answer: ${reasonOf(error)}`, hint: 'See whether its server runs, and look into its log.' };
  }
}

const zoneRow = z.object({ zone: z.string(), at: z.string(), minutes: z.coerce.number() });

/** Offsets of the zones in the facts store, where days and months are reckoned, against Node's. */
async function checkStoreZones(facts: FactsStore): Promise<Check> {
  const name = 'Time zones of the facts store';
  const probes = PROBE_ZONES.flatMap((zone) => PROBE_INSTANTS.map((instant) => ({ zone, instant })));
  try {
    const rows = await facts.query(
      zoneRow,
      joinSql(
        probes.map(({ zone, instant }) => {
          const text = param('String', instant.slice(0, 19).replace('T', ' '));
          return sql`SELECT ${param('String', zone)} AS zone, ${param('String', instant)} AS at, timeZoneOffset(toDateTime(toDateTime(${text}, 'UTC'), ${param('String', zone)})) / 60 AS minutes`;
        }),
        sql` UNION ALL `,
      ),
    );
    const wrong = rows.filter(({ zone, at, minutes }) => minutes !== offsetOf(zone, at)).map(({ zone }) => zone);
    if (rows.length === probes.length && wrong.length === 0) return { name, state: 'ok', found: 'agree with Node\'s' };
    return { name, state: 'failed', found: `differ from Node's for ${[...new Set(wrong)].join(', ')}`, hint: 'Bring Node and the facts store to versions with current time zone data.' };
  } catch (error) {
    return { name, state: 'failed', found: reasonOf(error), hint: 'Look into the log of the facts store.' };
  }
}

async function checkMigrations(folder: string, facts: FactsStore, records: RecordsStore): Promise<Check> {
  const name = 'Migrations';
  try {
    const pending = await pendingMigrations(folder, facts, records);
    if (pending.length === 0) return { name, state: 'ok', found: 'none pending' };
    return { name, state: 'warning', found: `${pending.length} pending: ${pending.join(', ')}`, hint: 'They are applied at the next start; copy the data folder before.' };
  } catch (error) {
    return { name, state: 'failed', found: reasonOf(error), hint: 'Run the version that wrote the data, or a newer one.' };
  }
}

/** Either store may be missing, where it could not be opened. */
export async function examineStores({ facts, records, migrationsFolder }: { facts: FactsStore | undefined; records: RecordsStore | undefined; migrationsFolder: string }): Promise<Check[]> {
  return Promise.all([
    ...(facts ? [checkStore(FACTS_STORE, facts, () => facts.query(clockRow, sql`SELECT toUnixTimestamp64Milli(now64(3)) AS now`))] : []),
    ...(records ? [checkStore(RECORDS_STORE, records, () => records.query(clockRow, sql`SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now`))] : []),
    ...(facts ? [checkStoreZones(facts)] : []),
    ...(facts && records ? [checkMigrations(migrationsFolder, facts, records)] : []),
  ]);
}
