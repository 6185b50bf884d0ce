// Fills one data folder before the tests of the command line; each test that changes data works on a copy.
import type { TestProject } from 'vitest/node';
import { runLeadline, temporaryFolder } from '../run-program.js';
import { documentOf, IMPORTS } from './program.js';

declare module 'vitest' {
  interface ProvidedContext {
    filledFolder: string;
  }
}

export default async function fillFolder(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  for (const args of IMPORTS) documentOf(await runLeadline([...args, '--format', 'json'], { data: folder.path }));
  project.provide('filledFolder', folder.path);
  return () => folder.remove();
}
