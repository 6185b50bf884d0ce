// The house's rules, held by a machine: who may import whom, drop-ins that nobody names, no circles,
// no barrels, one reader of the environment, SQL only through its tag, names that say something.
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCycles, readSources, ROOT, type SourceFile } from './source-files.js';

const all = readSources('src', 'test', 'bench');
const sources = all.filter((file) => file.path.startsWith('src/'));
const shipped = sources.filter((file) => !file.isTest);

/** `src/analytics/kpi.ts` is in the room `analytics`; files directly in src are rooms of their own. */
const roomOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.tsx?$/, '');

/** Rooms from the ground up. A room may import from every lower storey, not from its neighbours. */
const STOREYS = [
  ['shared'],
  ['database'],
  ['facts'],
  ['identity'],
  ['analytics', 'collection', 'connectors', 'access'],
  ['imports', 'attribution', 'planning', 'journal', 'dashboards'],
  ['sample', 'doctor', 'reporting'],
  ['server', 'cli'],
  ['config', 'stop-signal', 'main'],
];
const storeyOf = (room: string): number => STOREYS.findIndex((rooms) => rooms.includes(room));

/** Folders whose files are found by lying in them, the contract in a folder set apart, and what their files may import. */
const DROP_INS = [
  { folder: 'src/measures/', contract: [], may: [/^src\/analytics\/(measure|read-model)\.ts$/, /^src\/database\/sql\.ts$/, /^src\/shared\//] },
  { folder: 'src/kpis/', contract: [], may: [/^src\/analytics\/kpi\.ts$/, /^src\/database\/sql\.ts$/, /^src\/shared\//] },
  { folder: 'src/attribution-models/', contract: [], may: [/^src\/attribution\/(model|path-table)\.ts$/, /^src\/database\/sql\.ts$/, /^src\/shared\//] },
  { folder: 'src/connectors/', contract: ['src/connectors/connector.ts'], may: [/^src\/connectors\/connector\.ts$/, /^src\/connectors\/[^/]+\//, /^src\/facts\/drafts\.ts$/, /^src\/database\/sql\.ts$/, /^src\/shared\//] },
];
const dropInOf = (file: string): (typeof DROP_INS)[number] | undefined =>
  DROP_INS.find(({ folder, contract }) => file.startsWith(folder) && !file.slice(folder.length).includes('/') && !(contract as readonly string[]).includes(file) && !/\.(test|bench)\.ts$/.test(file));

/** The ports speak to the engines themselves, in trusted text; among the sample company's dirty rows is one that tries an injection. */
const SPEAKS_SQL = /^src\/database\/(facts-store|records-store|migrate)\.ts$|^src\/sample\//;
const SQL_TEXT = /\bSELECT\b[\s\S]+\bFROM\b|\bINSERT\s+INTO\b|\bUPDATE\s+\S+\s+SET\b|\bDELETE\s+FROM\b|\b(CREATE|ALTER|DROP|TRUNCATE)\s+TABLE\b/;

const EMPTY_NAMES = /(^|[-/.])(utils?|helpers?|managers?|services?|common|misc|stuff)([-/.]|$)/i;

const offences = (files: readonly SourceFile[], find: (file: SourceFile) => readonly string[]): string[] =>
  files.flatMap((file) => find(file).map((what) => `${file.path}: ${what}`));

describe('the house', () => {
  it('has sources to look at', () => {
    expect(shipped.length).toBeGreaterThan(15);
    expect(shipped.find((file) => file.path === 'src/database/migrate.ts')?.imports).toContain('src/database/facts-store.ts');
  });

  it('imports downwards only', () => {
    expect(offences(shipped, (file) => {
      const room = roomOf(file.path);
      if (room === 'web' || room === 'tracker' || dropInOf(file.path) !== undefined) return [];
      const storey = storeyOf(room === 'measures' || room === 'kpis' ? 'analytics' : room === 'attribution-models' ? 'sample' : room);
      if (storey < 0) return ['is in no room that the architecture knows'];
      return file.imports.filter((target) => {
        const other = roomOf(target);
        if (other === room || (room === 'main' && (other === 'config' || other === 'stop-signal'))) return false;
        const below = storeyOf(other);
        return below < 0 || below >= storey;
      }).map((target) => `imports ${target}`);
    })).toEqual([]);
  });

  it('keeps the browser to what is shared', () => {
    expect(offences(shipped.filter((file) => ['web', 'tracker'].includes(roomOf(file.path))), (file) =>
      file.imports.filter((target) => ![roomOf(file.path), 'shared'].includes(roomOf(target))).map((target) => `imports ${target}`))).toEqual([]);
  });

  it('lets pages look at components, and those at what a page is about, never the other way', () => {
    const storeys = [['format', 'analysis', 'api', 'view'], ['components', 'frame'], ['pages']];
    const storey = (file: string): number => storeys.findIndex((rooms) => rooms.includes(file.split('/')[2] ?? ''));
    const placed = shipped.filter((file) => roomOf(file.path) === 'web' && storey(file.path) >= 0);
    expect(placed.length).toBeGreaterThan(100);
    expect(offences(placed, (file) => file.imports.filter((target) => roomOf(target) === 'web' && storey(target) > storey(file.path)).map((target) => `imports ${target}`))).toEqual([]);
  });

  it('keeps what is shared free of Node, but for the registry, which the browser never loads', () => {
    const registry = 'src/shared/registry.ts';
    expect(shipped.filter((file) => roomOf(file.path) === 'shared' && [...file.packages, ...file.typePackages].some((name) => name.startsWith('node:'))).map((file) => file.path)).toEqual([registry]);
    expect(offences(shipped, (file) => (['web', 'tracker', 'shared'].includes(roomOf(file.path)) && file.imports.includes(registry) ? [`imports ${registry}`] : []))).toEqual([]);
    const inBrowser = shipped.filter((file) => roomOf(file.path) === 'web' && !file.path.endsWith('.config.ts'));
    expect(offences(inBrowser, (file) => file.packages.filter((name) => name.startsWith('node:')).map((name) => `imports ${name}`))).toEqual([]);
  });

  it('gives drop-ins their contract, the sql tag and what is shared', () => {
    expect(offences(shipped, (file) => {
      const dropIn = dropInOf(file.path);
      return dropIn === undefined ? [] : file.imports.filter((target) => !dropIn.may.some((allowed) => allowed.test(target)) && !target.startsWith(`${dropIn.folder}parts/`)).map((target) => `imports ${target}`);
    })).toEqual([]);
  });

  it('never names a drop-in', () => {
    expect(offences(shipped, (file) => file.imports.filter((target) => dropInOf(target) !== undefined).map((target) => `imports ${target}`))).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(findCycles(shipped)).toEqual([]);
  });

  it('has no barrel', () => {
    expect(offences(shipped, (file) => [
      ...file.reExports.map((target) => `re-exports ${target}`),
      ...(/(^|\/)index\.tsx?$/.test(file.path) ? ['is an index'] : []),
    ])).toEqual([]);
  });

  it('reads the environment in one place', () => {
    // The other opens stores for tests and is no part of the program.
    expect(shipped.filter((file) => file.readsEnvironment).map((file) => file.path)).toEqual(['src/config.ts', 'src/database/test-stores.ts']);
  });

  it('writes SQL through the sql tag or in migrations', () => {
    expect(offences(shipped.filter((file) => !SPEAKS_SQL.test(file.path) && roomOf(file.path) !== 'web'), (file) => file.strings.filter((text) => SQL_TEXT.test(text)).map((text) => `holds the string ${text.slice(0, 60)}`))).toEqual([]);
  });

  it('uses at run time what package.json installs for running', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    const runtime = shipped.filter((file) => roomOf(file.path) !== 'web');
    expect(offences(runtime, (file) => file.packages.filter((name) => !name.startsWith('node:') && !(name in dependencies)).map((name) => (builtinModules.includes(name) ? `imports ${name} without node:` : `imports ${name}`)))).toEqual([]);
    // A package of data is named by the path of a file in it.
    const named = (name: string): boolean => runtime.some((file) => file.strings.some((text) => text.startsWith(`${name}/`)));
    const used = new Set(runtime.flatMap((file) => [...file.packages, ...file.typePackages]));
    expect(Object.keys(dependencies).filter((name) => !used.has(name) && !named(name))).toEqual([]);
  });

  it('points to documents that are there', () => {
    const prose = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
    expect([...all, ...prose].flatMap((file) => [...file.text.matchAll(/\bdocs\/[\w/-]+\.md\b/g)].filter(([name]) => !existsSync(path.join(ROOT, name))).map(([name]) => `${file.path} names ${name}`))).toEqual([]);
  });

  it('opens every file with what it is for', () => {
    expect(all.filter((file) => !/\.test\.tsx?$/.test(file.path)).filter((file) => !/^(#!.*\n)?(\/\/ ?\S|\/\*\*?)/.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('gives files names that say something, in kebab-case or, for components, in PascalCase', () => {
    expect(shipped.filter((file) => EMPTY_NAMES.test(file.path)).map((file) => file.path)).toEqual([]);
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|config|d))*$/;
    const pascal = /^[A-Z][A-Za-z0-9]*(\.test)?$/;
    const name = (file: SourceFile): string => path.basename(file.path).replace(/\.tsx?$/, '');
    expect(all.filter((file) => !kebab.test(name(file)) && !(/\.(tsx|test\.ts)$/.test(file.path) && pascal.test(name(file)))).map((file) => file.path)).toEqual([]);
  });

  it('keeps files small', () => {
    expect(shipped.filter((file) => file.text.split('\n').length > 400).map((file) => file.path)).toEqual([]);
  });
});
