// How the tests run. chDB is one engine per process and crashes in threads: forks, one file each.
// `unit` needs nothing but the sources; `crash` and `e2e` start the built program (scripts/test.mjs builds it first).
import { defineConfig } from 'vitest/config';

const RUNS_THE_PROGRAM = ['test/e2e/**', 'test/crash/**', 'test/cli/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'], exclude: [...RUNS_THE_PROGRAM, 'node_modules/**'] },
      },
      { extends: true, test: { name: 'cli', include: ['test/cli/**/*.test.ts'], globalSetup: ['test/cli/fill-folder.ts'], testTimeout: 120_000, fileParallelism: false } },
      { extends: true, test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 180_000, fileParallelism: false } },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], globalSetup: ['test/e2e/web/fill-demo.ts'], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
});
