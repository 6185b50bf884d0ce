// Installs the packages of package-lock.json when what is installed differs from it.
import { readFileSync } from 'node:fs';
import { begin, inRoot, run, say } from './project.mjs';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(inRoot(file), 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
};

/**
 * Whether node_modules holds what the lock file asks for, by npm's own list of what it installed
 * (written last, so it is missing after an interrupted installation). Optional packages are for other machines.
 */
export function dependenciesAreInstalled() {
  const wanted = read('package-lock.json');
  const installed = read('node_modules/.package-lock.json');
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([place, entry]) => place === '' || entry.optional === true || entry.devOptional === true || entry.peer === true || installed[place]?.version === entry.version);
}

export async function installDependencies() {
  if (dependenciesAreInstalled()) return;
  const done = begin('installing packages (this needs the network; it happens once)');
  const npm = process.env.npm_execpath;
  const call = async (verb, ...more) => {
    const args = [verb, ...more, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    if (npm?.endsWith('.js')) await run(process.execPath, [npm, ...args]);
    else await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  };
  try {
    // `install` takes the locked versions as `ci` does, but not offence at a lock file written where the registry
    // offers the native parts of one platform only; --no-save leaves the lock file as it is.
    await call('install', '--no-save');
  } catch (error) {
    say(`the packages could not be installed: ${error.message}`);
    say('hint: check the network and the registry (npm config get registry), then run the same command again');
    process.exit(1);
  }
  done();
}
