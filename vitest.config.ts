// How the tests run. chDB is one engine per process and crashes in threads: forks, one file each.
// `pure` has no engine and nothing that one file could leave to the next: its files share a process. `unit` needs nothing but the sources; `crash` and `e2e` start the built program (scripts/test.mjs builds it first).
import { defineConfig } from 'vitest/config';

const RUNS_THE_PROGRAM = ['test/e2e/**', 'test/crash/**', 'test/cli/**'];
const PURE = ['src/web/**/*.test.{ts,tsx}', 'src/shared/**/*.test.ts', 'src/connectors/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'], exclude: [...RUNS_THE_PROGRAM, ...PURE, 'node_modules/**'] },
      },
      {
        extends: true,
        test: { name: 'pure', include: PURE, isolate: false },
      },
      { extends: true, test: { name: 'cli', include: ['test/cli/**/*.test.ts'], globalSetup: ['test/cli/fill-folder.ts'], testTimeout: 120_000, fileParallelism: false } },
      { extends: true, test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 180_000, fileParallelism: false } },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], globalSetup: ['test/e2e/web/fill-demo.ts'], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
});
