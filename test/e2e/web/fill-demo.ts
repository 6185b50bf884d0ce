// Loads the sample company once before the tests in the browser; the server of each file works on a copy of it.
import type { TestProject } from 'vitest/node';
import { startServer, temporaryFolder } from '../../run-program.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder with the sample company and its figures. */
    demoFolder: string;
  }
}

export default async function fillDemo(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  const server = await startServer('demo', { data: folder.path }, 240);
  await server.stop();
  project.provide('demoFolder', folder.path);
  return () => folder.remove();
}
