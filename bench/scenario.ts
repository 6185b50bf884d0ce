// The contract of a benchmark: one file `<name>.bench.ts` with a scenario as its default export.
// scripts/bench.mjs builds, runs each scenario in a process of its own and compares with the bars.

export interface BenchOptions {
  /** Touches of the large company; what is asked of other sizes names them. */
  readonly touches: number;
  /** Rows of the touch file that imports are measured on. */
  readonly rows: number;
  /** Measured runs after a warm-up; the median counts. */
  readonly runs: number;
  /** Where data sets are kept between runs. */
  readonly folder: string;
}

export interface BenchContext extends BenchOptions {
  /** Progress, on standard error. */
  say(text: string): void;
}

export type BenchUnit = 's' | 'ms' | 'MB' | 'kB' | 'scans' | 'rows/s' | '×' | 'rows' | '%';

export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: BenchUnit;
  /** The value may be at most this. Without it the figure is reported only. */
  readonly bar?: number;
  /** All runs, in the unit. */
  readonly runs?: readonly number[];
  /** Sizes and whatever a reader must know. */
  readonly note?: string;
}

export interface Scenario {
  readonly title: string;
  run(context: BenchContext): Promise<readonly Measurement[]>;
}

export const defineScenario = (scenario: Scenario): Scenario => scenario;
