#!/usr/bin/env node
// `npm test`: everything, from a fresh clone, with nothing to do by hand. Types and lint beside the build; then, while lint ends, the tests
// that need the sources only (also on a real PostgreSQL where one is installed) and the command line, and beside them the
// browser and crashes. The last line of the output is the total.
import './require-node.mjs';

const { installDependencies } = await import('./install-dependencies.mjs');
await installDependencies();

const { spawn } = await import('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const path = await import('node:path');
const { inRoot, say } = await import('./project.mjs');

const total = { passed: 0, failed: 0 };
const failures = [];
const children = new Set();
const scratch = mkdtempSync(path.join(tmpdir(), 'leadline-test-'));
let postgres;

function count(name, ok, start) {
  total[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(name);
  say(`${name}: ${ok ? 'passed' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

/** Runs one of the project's tools to its end and answers whether it succeeded. */
function tool(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: inRoot(), env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
    children.add(child);
    child.on('error', () => resolve(false));
    child.on('close', (code) => {
      children.delete(child);
      resolve(code === 0);
    });
  });
}

/** A check that is one thing: it passes or fails as a whole. */
async function check(name, work) {
  const start = performance.now();
  let ok = false;
  try {
    ok = (await work()) !== false;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
  count(name, ok, start);
  return ok;
}

/** Runs projects of vitest.config.ts and adds up their tests. A run that fails otherwise (a file that does not load) counts as a failure. */
async function vitest(projects, env = {}, more = []) {
  const start = performance.now();
  const report = path.join(scratch, `${projects.join('-')}.json`);
  const ok = await tool([inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...projects.flatMap((p) => ['--project', p]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more], { ...env, FORCE_COLOR: '0' });
  let result = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    say(`${projects.join(', ')}: no report was written`);
  }
  const broken = result.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'));
  let failed = result.numFailedTests + broken.length;
  if (!ok && failed === 0) failed = 1;
  if (result.numPassedTests === 0 && failed === 0) failed = 1;
  total.passed += result.numPassedTests;
  total.failed += failed;
  if (failed > 0) failures.push(...result.testResults.filter((file) => file.status === 'failed').map((file) => path.relative(inRoot(), file.name)));
  say(`tests (${projects.join(', ')}): ${result.numPassedTests} of ${result.numPassedTests + failed} passed (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

async function end() {
  for (const child of children) child.kill('SIGKILL');
  await postgres?.stop();
  postgres = undefined;
  rmSync(scratch, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    void end().finally(() => process.exit(1));
  });
}

const { bringChromium } = await import('./find-chromium.mjs');
const { startPostgres } = await import('./start-postgres.mjs');
const { buildServer, buildWeb } = await import('./build.mjs');

try {
  let chromium;
  const lint = check('lint', () => tool([inRoot('node_modules', 'eslint', 'bin', 'eslint.js'), '.']));
  const [built] = await Promise.all([
    check('build', async () => { await buildServer(); await buildWeb(); }),
    check('a Chromium to test with', async () => { chromium = await bringChromium(); }),
    check('types', () => tool([inRoot('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.'])),
  ]);

  postgres = await startPostgres();
  say(postgres === undefined ? 'no PostgreSQL is installed here: the records suite runs on PGlite only' : `the records suite also runs on ${postgres.version}`);
  const records = postgres === undefined ? {} : { TEST_DATABASE_URL: postgres.url };
  const program = { ...records, ...(chromium && { TEST_CHROMIUM: chromium }), CI: 'true' };
  // The browser waits for much of its time: tests that need none go their way beside it.
  await Promise.all([
    lint,
    vitest(['pure', 'unit'], records).then(() => built && vitest(['cli'], program, ['--no-file-parallelism'])),
    built && vitest(['e2e'], program, ['--no-file-parallelism']).then(() => vitest(['crash'], program, ['--no-file-parallelism'])),
  ]);
} finally {
  await end();
}

if (failures.length > 0) say(`failed: ${[...new Set(failures)].join(', ')}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
// Standard error may be buffered elsewhere: the total comes last, on standard output, when all else is written.
process.stderr.write('', () => process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`));
