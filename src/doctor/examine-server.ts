// The doctor inside a running server: the machine, and the stores as the server has them open.
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { DoctorDocument } from '../shared/api/doctor.js';
import { examineMachine, type MachineOptions } from './examine-machine.js';
import { examineStores } from './examine-stores.js';

export interface ServerOptions extends MachineOptions {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly migrationsFolder: string;
  /** Where the server listens. */
  readonly url: string;
}

export async function examineServer(options: ServerOptions): Promise<DoctorDocument> {
  const held = { name: 'Data folder held by', state: 'ok', found: `process ${process.pid}: the server at ${options.url}` } as const;
  const checks = [...(await examineMachine(options)), held, ...(await examineStores(options))];
  return { ok: checks.every((check) => check.state !== 'failed'), checks };
}
