// The doctor where no server runs: takes the data folder, opens what lies in it and examines both, and the
// machine under it. Makes nothing: a store that is still to be made is named so.
import { stat } from 'node:fs/promises';
import { openFactsStore } from '../database/facts-store.js';
import { findHolder, lockFolder } from '../database/folder-lock.js';
import { openRecordsStore } from '../database/records-store.js';
import type { DoctorDocument } from '../shared/api/doctor.js';
import { reasonOf, type Check } from './check.js';
import { examineMachine, type MachineOptions } from './examine-machine.js';
import { examineStores, FACTS_STORE, RECORDS_STORE } from './examine-stores.js';

export interface InstallationOptions extends MachineOptions {
  readonly factsFolder: string;
  readonly recordsFolder: string;
  readonly clickhouseUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly migrationsFolder: string;
}

const HELD_BY = 'Data folder held by';
const exists = (folder: string): Promise<boolean> => stat(folder).then(() => true, () => false);

/** The store, or the check that says why there is none. */
async function tryOpen<S>(name: string, isThere: boolean, variable: string, open: () => Promise<S>): Promise<{ store?: S; check?: Check }> {
  if (!isThere) return { check: { name, state: 'ok', found: 'will be made at the first start' } };
  try {
    return { store: await open() };
  } catch (error) {
    return { check: { name, state: 'failed', found: reasonOf(error), hint: `See whether ${variable} and LEADLINE_DATA are right, and whether the server there runs.` } };
  }
}

async function openAndExamine({ factsFolder, recordsFolder, clickhouseUrl, databaseUrl, migrationsFolder }: InstallationOptions): Promise<Check[]> {
  const [facts, records] = await Promise.all([
    tryOpen(FACTS_STORE, clickhouseUrl !== undefined || (await exists(factsFolder)), 'CLICKHOUSE_URL', () => openFactsStore({ folder: factsFolder, url: clickhouseUrl })),
    tryOpen(RECORDS_STORE, databaseUrl !== undefined || (await exists(recordsFolder)), 'DATABASE_URL', () => openRecordsStore({ folder: recordsFolder, url: databaseUrl })),
  ]);
  try {
    return [...(facts.check ? [facts.check] : []), ...(records.check ? [records.check] : []), ...(await examineStores({ facts: facts.store, records: records.store, migrationsFolder }))];
  } finally {
    await Promise.all([facts.store?.close(), records.store?.close()]);
  }
}

async function examineFolder(options: InstallationOptions): Promise<Check[]> {
  const holder = await findHolder(options.dataFolder);
  if (holder !== undefined) {
    const found = `process ${holder.pid} (${holder.what}, since ${holder.started}): it has the stores open`;
    return [{ name: HELD_BY, state: 'warning', found, hint: 'Run the doctor again when it has ended.' }];
  }
  const free: Check = { name: HELD_BY, state: 'ok', found: 'no process' };
  // A folder that is still to be made is not made by looking at it.
  if (!(await exists(options.dataFolder))) return [free, ...(await openAndExamine(options))];
  try {
    const lock = await lockFolder(options.dataFolder, 'doctor');
    try {
      return [free, ...(await openAndExamine(options))];
    } finally {
      await lock.release();
    }
  } catch (error) {
    return [{ name: HELD_BY, state: 'failed', found: `the lock can't be taken: ${reasonOf(error)}`, hint: 'See whether the data folder can be written to.' }];
  }
}

export async function examineInstallation(options: InstallationOptions): Promise<DoctorDocument> {
  const checks = [...(await examineMachine(options)), ...(await examineFolder(options))];
  return { ok: checks.every((check) => check.state !== 'failed'), checks };
}
