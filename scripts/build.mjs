// Builds what is out of date: the server and command line (each source file becomes one file in dist/,
// so that drop-in folders stay folders) and the web app (dist/web). A stamp tells whether sources changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { begin, inRoot, run } from './project.mjs';

/** Files under `folder`, relative to the project, in order. */
function filesUnder(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(inRoot(), path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Changes when a file appears, disappears or is written. */
function stampOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(inRoot(file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

const stampFile = (name) => inRoot('dist', `.${name}-stamp`);
const isCurrent = (name, stamp) => existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === stamp;
const setStamp = (name, stamp) => writeFileSync(stampFile(name), stamp);

/** Replaces a file in one step: a process that reads it meanwhile sees the old or the new one whole. */
function replaceFile(target, content) {
  mkdirSync(path.dirname(target), { recursive: true });
  const next = `${target}.${process.pid}.next`;
  writeFileSync(next, content);
  renameSync(next, target);
}

const isTest = (file) => /\.(test|bench)\.[jt]sx?$/.test(file) || file.includes('__snapshots__');
const isWeb = (file) => file.startsWith(path.join('src', 'web') + path.sep);

/** The files that a new data folder's records begin with. Made in a process of its own, which takes the memory for that along when it ends. */
async function keepEmptyRecords() {
  const { emptyRecordsFile } = await import(pathToFileURL(inRoot('dist', 'database', 'empty-records.js')).href);
  if (existsSync(await emptyRecordsFile(inRoot('dist')))) return;
  const make = "const { makeEmptyRecords } = await import('./dist/database/empty-records.js'); await makeEmptyRecords('dist');";
  await run(process.execPath, ['--input-type=module', '--eval', make], { quiet: true });
}

/** Writes dist/**.js for every source of the server and the command line; copies what is no TypeScript. */
export async function buildServer() {
  const sources = filesUnder('src').filter((file) => !isWeb(file) && !isTest(file));
  const stamp = stampOf([...sources, 'package.json', path.join('scripts', 'build.mjs')]);
  if (sources.length === 0 || isCurrent('server', stamp)) return;
  const done = begin('building the server');
  const { build } = await import('esbuild');
  const scripts = sources.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
  const { outputFiles } = await build({
    entryPoints: scripts.map((file) => inRoot(file)), outbase: inRoot('src'), outdir: inRoot('dist'), write: false,
    bundle: false, format: 'esm', platform: 'node', target: 'node20', sourcemap: 'linked', logLevel: 'warning',
  });
  const written = new Set();
  const write = (target, content) => { replaceFile(target, content); written.add(target); };
  for (const { path: target, contents } of outputFiles) write(target, contents);
  for (const file of sources.filter((f) => !/\.tsx?$/.test(f))) write(inRoot('dist', path.relative('src', file)), readFileSync(inRoot(file)));
  await keepEmptyRecords();
  // A drop-in whose source is gone must not be loaded any more.
  for (const file of filesUnder('dist')) {
    const target = inRoot(file);
    if (!/^dist.(web|bench)/.test(file) && !path.basename(file).startsWith('.') && !/\.(next|tar)$/.test(file) && !written.has(target)) rmSync(target);
  }
  setStamp('server', stamp);
  done();
}

/** Builds the web app with Vite. */
export async function buildWeb() {
  const config = ['ts', 'js', 'mjs'].map((ending) => path.join('src', 'web', `vite.config.${ending}`)).find((file) => existsSync(inRoot(file)));
  if (config === undefined) return;
  // The help shows the documents.
  const sources = [...filesUnder('src/web'), ...filesUnder('src/shared'), ...filesUnder('docs').filter((file) => file.endsWith('.md'))].filter((file) => !isTest(file));
  const stamp = stampOf([...sources, 'package-lock.json']);
  if (existsSync(inRoot('dist', 'web', 'index.html')) && isCurrent('web', stamp)) return;
  const done = begin('building the web app');
  const [target, next, old] = ['web', `web.${process.pid}.next`, `web.${process.pid}.old`].map((name) => inRoot('dist', name));
  await run(process.execPath, [inRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', inRoot('src', 'web'), '--config', inRoot(config), '--outDir', next, '--emptyOutDir', '--logLevel', 'warn'], { quiet: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(next, target);
  rmSync(old, { recursive: true, force: true });
  setStamp('web', stamp);
  done();
}
