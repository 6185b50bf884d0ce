// Looks at a running import until it has ended.
import type { ImportDocument } from '../../shared/api/imports.js';
import type { OnProgress } from './backend.js';

/** Milliseconds between looks. */
const INTERVAL = 200;

const isUnderWay = ({ state }: ImportDocument): boolean => state === 'waiting' || state === 'running';

export async function followImport(started: ImportDocument, look: (id: string) => Promise<ImportDocument>, onProgress: OnProgress): Promise<ImportDocument> {
  let state = started;
  // A short import has often ended by the first look: it comes sooner than the others.
  for (let pause = INTERVAL / 8; isUnderWay(state); pause = Math.min(INTERVAL, pause * 2)) {
    onProgress(state);
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    state = await look(state.id);
  }
  return state;
}
