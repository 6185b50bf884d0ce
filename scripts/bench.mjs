#!/usr/bin/env node
// `npm run bench`: builds, runs every bench/<scenario>.bench.ts in a process of its own, prints a table and
// writes JSON. Ends with 1 when a bar is missed, unless --report. See docs/benchmarks.md.
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot, say } from './project.mjs';

const { values: options } = parseArgs({
  options: {
    report: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    only: { type: 'string' },
    touches: { type: 'string', default: '10000000' },
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    data: { type: 'string', default: path.join(tmpdir(), 'leadline-bench') },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench -- [options]
  --report        never fail on a missed bar
  --only A,B      only these scenarios (names of bench/<name>.bench.ts)
  --touches N     size of the large company (default 10000000)
  --rows N        rows of the imported touch file; contacts are a fifth (default 1000000)
  --runs N        measured runs of each thing, the median counts (default 5)
  --data FOLDER   where data sets are kept between runs (default ${path.join(tmpdir(), 'leadline-bench')})
  --fresh         make the data sets anew
  --json FILE     where the figures go (default <data>/results.json)`);
  process.exit(0);
}

const { installDependencies } = await import('./install-dependencies.mjs');
await installDependencies();
const { buildServer, buildWeb } = await import('./build.mjs');
await buildServer();

/** The benchmarks are built beside the server that they measure. */
async function buildBenchmarks() {
  const { transform } = await import('esbuild');
  const out = inRoot('dist', 'bench');
  rmSync(out, { recursive: true, force: true });
  for (const file of readdirSync(inRoot('bench'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const { code } = await transform(readFileSync(inRoot('bench', file), 'utf8'), { loader: 'ts', format: 'esm', target: 'node20' });
    const target = path.join(out, file.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, code.replace(/(from\s*|import\()(["'])((?:\.\.\/)+)src\//g, '$1$2$3'));
  }
  return out;
}

function runScenario(folder, name) {
  return new Promise((resolve, reject) => {
    const given = JSON.stringify({ touches: Number(options.touches), rows: Number(options.rows), runs: Number(options.runs), folder: path.resolve(options.data) });
    const child = spawn(process.execPath, [path.join(folder, 'run-scenario.js'), `./${name}.bench.js`, given], { cwd: inRoot(), stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CI: 'true', LEADLINE_LOG: 'warn' } });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(output.trim().split('\n').at(-1))) : reject(new Error(`${name} ended with code ${code}`))));
  });
}

const text = (value, unit) => `${value >= 1000 ? Math.round(value).toLocaleString('en') : Math.round(value * 100) / 100} ${unit}`;
const verdict = ({ value, bar }) => (bar === undefined ? 'reported' : value <= bar ? 'ok' : 'MISSED');

const folder = await buildBenchmarks();
if (options.fresh) rmSync(options.data, { recursive: true, force: true });
mkdirSync(options.data, { recursive: true });
const names = readdirSync(inRoot('bench')).filter((name) => name.endsWith('.bench.ts')).map((name) => name.slice(0, -'.bench.ts'.length)).sort();
const wanted = options.only?.split(',') ?? names;
for (const name of wanted) {
  if (!names.includes(name)) {
    say(`there is no scenario ${name}; there are ${names.join(', ')}`);
    process.exit(2);
  }
}

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 1e9), node: process.versions.node, load: loadavg()[0] };
if (machine.load > machine.cores * 0.75) say(`the machine is busy (load ${machine.load.toFixed(1)}): absolute times will be too long, ratios less so`);
const results = [];
for (const name of wanted) {
  if (name === 'web') {
    // The pages as they are delivered, in the browser that the end-to-end tests drive.
    await buildWeb();
    const { bringChromium } = await import('./find-chromium.mjs');
    process.env.TEST_CHROMIUM = await bringChromium();
  }
  say(`${name} …`);
  try {
    results.push({ name, ...(await runScenario(folder, name)) });
  } catch (error) {
    results.push({ name, title: name, measurements: [], failed: error instanceof Error ? error.message : String(error) });
  }
}

console.log(`\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGigabytes} GB, Node ${machine.node}`);
for (const { title, measurements, failed } of results) {
  console.log(`\n${title}`);
  if (failed !== undefined) console.log(`  FAILED: ${failed}`);
  const width = Math.max(0, ...measurements.map((m) => m.what.length));
  for (const m of measurements) {
    console.log(`  ${m.what.padEnd(width)}  ${text(m.value, m.unit).padStart(16)}  ${(m.bar === undefined ? '' : `at most ${text(m.bar, m.unit)}`).padStart(20)}  ${verdict(m).padEnd(8)}  ${m.note ?? ''}`);
  }
}
const file = path.resolve(options.json ?? path.join(options.data, 'results.json'));
writeFileSync(file, `${JSON.stringify({ machine, options: { touches: Number(options.touches), rows: Number(options.rows), runs: Number(options.runs) }, results }, null, 2)}\n`);
say(`figures written to ${file}`);
const missed = results.some((r) => r.failed !== undefined || r.measurements.some((m) => verdict(m) === 'MISSED'));
process.exit(missed && !options.report ? 1 : 0);
