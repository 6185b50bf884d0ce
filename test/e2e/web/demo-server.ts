// A server with a data folder of its own, for the tests of one file.
import { cp } from 'node:fs/promises';
import { inject } from 'vitest';
import { startServer, temporaryFolder, type Server } from '../../run-program.js';

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
  const server: Server = await startServer(verb, { data: folder.path, env }, 240);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await folder.remove();
    },
  };
}
