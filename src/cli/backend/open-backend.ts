// Decides who answers a verb: the server that holds the data folder, or the parts opened in this process.
import { findHolder } from '../../database/folder-lock.js';
import type { Host } from '../host.js';
import type { Backend } from './backend.js';
import { createHouseBackend } from './house-backend.js';
import { createServerBackend } from './server-backend.js';

/** What a server is called while it holds the folder and is still starting. */
export const SERVER = 'server';
/** A server migrates and rebuilds before it says its address: seconds to wait for that. */
const PATIENCE = 60;

/** The server that holds the data folder, once it has said its address; undefined when none does. */
export async function findServer({ dataFolder }: Pick<Host, 'dataFolder'>): Promise<{ url: string; pid: number } | undefined> {
  for (let waited = 0; ; waited += 0.2) {
    const holder = await findHolder(dataFolder);
    if (holder?.url !== undefined) return { url: holder.url, pid: holder.pid };
    if (holder?.what !== SERVER || waited > PATIENCE) return undefined;
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}

/** @throws AppError data_folder_in_use: another process than a server holds the folder */
export async function openBackend(host: Host, workspace: string | undefined): Promise<Backend> {
  const server = await findServer(host);
  return server ? createServerBackend({ ...server, workspace }) : createHouseBackend(await host.open('command line'), workspace);
}
