// Makes a clone runnable: packages, server, and the web app where it is needed. Does nothing when all is current.
import { existsSync } from 'node:fs';
import { inRoot } from './project.mjs';

/** @param options `web`: also the web app. An installed copy brings no sources and is left as it is. */
export async function prepare({ web }) {
  if (!existsSync(inRoot('src')) || !existsSync(inRoot('package-lock.json'))) return;
  const { installDependencies } = await import('./install-dependencies.mjs');
  await installDependencies();
  performance.mark('packages checked');
  const { buildServer, buildWeb } = await import('./build.mjs');
  await buildServer();
  if (web) await buildWeb();
  performance.mark('build checked');
}
