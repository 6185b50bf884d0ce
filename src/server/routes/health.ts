// Whether both stores answer: for supervisors and probes.
import { AppError } from '../../shared/errors.js';
import { declareRoute, json } from '../declare-route.js';
import { HEALTH } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('anyone', {
  method: 'get', path: '/healthz', tags: ['Service'], summary: 'Whether both stores answer',
  description: '503 with the reason when one does not.', responses: { 200: json('Both stores answer', HEALTH) },
});

/** Milliseconds after which a store counts as silent. */
const PATIENCE = 5_000;

async function versionOf(store: 'facts' | 'records', version: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('store_unavailable', { store, reason: `no answer within ${PATIENCE / 1000} s` })), PATIENCE);
  });
  try {
    return await Promise.race([version, silence]);
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === 'store_unavailable' || cause.code === 'shutting_down')) throw cause;
    throw new AppError('store_unavailable', { store, reason: 'it failed to tell its version; the log has the cause' }, { cause });
  } finally {
    clearTimeout(timer);
  }
}

export function addHealthRoutes(app: App, { facts, records, version }: ServerDependencies): void {
  app.openapi(READ, async (c) => {
    const [factsVersion, recordsVersion] = await Promise.all([versionOf('facts', facts.version()), versionOf('records', records.version())]);
    return c.json({ status: 'ok' as const, version, facts: `${facts.engine} ${factsVersion}`, records: `${records.engine} ${recordsVersion}` }, 200);
  });
}
