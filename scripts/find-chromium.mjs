// Finds the Chromium that the end-to-end tests drive, and brings one where there is none.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { begin, inRoot, run } from './project.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const isRoot = () => process.getuid?.() === 0;

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Ubuntu's `chromium-browser` is a stub that only tells of a snap: a browser counts when it says its version. */
const answers = (file) => isExecutable(file) && spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stdout?.match(/\d+\.\d+\.\d+/) !== null;

async function playwrightsOwn() {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

/**
 * Path of a Chromium that starts, or undefined.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  if (process.env.TEST_CHROMIUM) return process.env.TEST_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const known = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...APPLICATIONS];
  const found = known.find((file) => existsSync(file) && answers(file));
  if (found !== undefined) return found;
  const own = await playwrightsOwn();
  return existsSync(own) ? own : undefined;
}

const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

/**
 * Path of a Chromium; installs Debian's package where that is possible, otherwise Playwright's own build.
 * @returns {Promise<string>}
 */
export async function bringChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  const done = begin('installing Chromium for the end-to-end tests');
  if (isRoot() && isDebian() && isExecutable('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    try {
      await run('apt-get', ['-qq', 'update'], { env, quiet: true });
      await run('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', 'chromium'], { env, quiet: true });
    } catch (error) {
      process.stderr.write(`${error.message}; trying Playwright's own\n`);
    }
  }
  if ((await findChromium()) === undefined) {
    await run(process.execPath, [inRoot('node_modules', 'playwright', 'cli.js'), 'install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'], { quiet: true });
  }
  const brought = await findChromium();
  if (brought === undefined) throw new Error('no Chromium could be installed; install one and set TEST_CHROMIUM to its path');
  done();
  return brought;
}
