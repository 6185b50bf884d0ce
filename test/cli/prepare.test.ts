// How a clone makes itself runnable: builds when sources changed and only then, forgets drop-ins that are
// gone, knows when packages are missing, and says plainly that a Node is too old.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../source-files.js';

let clone: string;
beforeAll(async () => {
  clone = await mkdtemp(path.join(tmpdir(), 'leadline-clone-'));
  for (const part of ['bin', 'scripts', 'src', 'migrations', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    await cp(path.join(ROOT, part), path.join(clone, part), { recursive: true, filter: (file) => !file.includes(path.join('src', 'web')) });
  }
  await symlink(path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules'));
});
afterAll(async () => { await rm(clone, { recursive: true, force: true }); });

const leadline = (...args: string[]) => spawnSync(process.execPath, [path.join(clone, 'bin', 'leadline'), ...args], { cwd: clone, encoding: 'utf8' });

describe('a clone', () => {
  it('builds itself at the first call, and says so on standard error only', async () => {
    const { status, stdout, stderr } = leadline('--version');
    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect([status, stdout]).toEqual([0, `${version}\n`]);
    expect(stderr).toContain('building the server');
    expect((await stat(path.join(clone, 'dist', 'main.js'))).isFile()).toBe(true);
  });

  it('does not build again while nothing has changed', () => {
    expect(leadline('--version').stderr).toBe('');
  });

  it('takes up a drop-in that is laid into its folder, and forgets one that is taken out', async () => {
    const [source, built] = [path.join(clone, 'src', 'kpis', 'a-new-one.ts'), path.join(clone, 'dist', 'kpis', 'a-new-one.js')];
    await writeFile(source, '// A KPI of a test.\nexport const one: number = 1;\n');
    leadline('--version');
    expect(await readFile(built, 'utf8')).toContain('const one = 1');
    await rm(source);
    leadline('--version');
    await expect(stat(built)).rejects.toThrow('ENOENT');
  });

  it('leaves tests out of what it builds', async () => {
    await expect(stat(path.join(clone, 'dist', 'config.test.js'))).rejects.toThrow('ENOENT');
  });

  it('knows whether its packages are installed', async () => {
    const { dependenciesAreInstalled } = (await import(pathToFileURL(path.join(clone, 'scripts', 'install-dependencies.mjs')).href)) as { dependenciesAreInstalled: () => boolean };
    expect(dependenciesAreInstalled()).toBe(true);
    await rm(path.join(clone, 'node_modules'));
    expect(dependenciesAreInstalled()).toBe(false);
    await symlink(path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules'));
    const lock = path.join(clone, 'package-lock.json');
    const text = await readFile(lock, 'utf8');
    await writeFile(lock, text.replace(/("node_modules\/zod": \{\s+"version": ")[^"]+/, '$10.0.0'));
    expect(dependenciesAreInstalled()).toBe(false);
    await writeFile(lock, text);
  });
});

describe('an old Node', () => {
  it.each(['18.20.4', '20.18.3'])('%s is told what is needed', (version) => {
    const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
    const { status, stderr } = spawnSync(process.execPath, ['--import', pretend, path.join(ROOT, 'scripts', 'run.mjs'), 'start'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: Leadline needs Node 20\.19 or newer; this is .+\nhint: /);
  });
});
