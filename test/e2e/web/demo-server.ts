// A server with a data folder of its own, for the tests of one file.
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { startServer, temporaryFolder, type Server } from '../../run-program.js';
import { ROOT } from '../../source-files.js';

export interface DemoServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * @param verb demo: on a copy of the sample company, whose figures are ready when this resolves; start: empty
 * @param env what else the server's environment says
 */
export async function serve(verb: 'demo' | 'start', env: Readonly<Record<string, string>> = {}): Promise<DemoServer> {
  const folder = await temporaryFolder();
  if (verb === 'demo') await cp(inject('demoFolder'), folder.path, { recursive: true });
  return served(folder, verb, env);
}

/** A demo for which it is another instant, with a sample company of its own, which it has to load first. */
export async function serveOn(instant: string): Promise<DemoServer> {
  const clock = pathToFileURL(path.join(ROOT, 'test', 'support', 'stand-on-day.mjs')).href;
  return served(await temporaryFolder(), 'demo', { NODE_OPTIONS: `--import=${clock}`, STAND_ON_DAY: instant });
}

async function served(folder: Awaited<ReturnType<typeof temporaryFolder>>, verb: 'demo' | 'start', env: Readonly<Record<string, string>>): Promise<DemoServer> {
  const server: Server = await startServer(verb, { data: folder.path, env }, 240);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}
