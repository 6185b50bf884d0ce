// Aggregated paths, as fitted models read them: which channels followed one another, how often that ended in a
// conversion, what that was worth and how often it ended in nothing. Held in flat arrays: a million paths fit easily.

export interface PathTable {
  /** Names by number, in order of first appearance. */
  readonly channels: readonly string[];
  /** Channels of all paths, one after the other. */
  readonly steps: Uint32Array;
  /** Path p has the steps from `starts[p]` up to, but not including, `starts[p + 1]`. */
  readonly starts: Uint32Array;
  /** By path: conversions, their total value, and how many who went this way did not convert. */
  readonly conversions: Float64Array;
  readonly values: Float64Array;
  readonly nulls: Float64Array;
}

/** One path as it comes: names in the order of the touches. */
export interface PathRow {
  readonly path: readonly string[];
  readonly conversions: number;
  readonly value: number;
  readonly nulls: number;
}

class Numbers {
  private held = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.held.length) {
      const wider = new Float64Array(this.held.length * 2);
      wider.set(this.held);
      this.held = wider;
    }
    this.held[this.length] = value;
    this.length += 1;
  }

  get all(): Float64Array {
    return this.held.slice(0, this.length);
  }
}

/** Builds a table path by path. */
export class PathTableBuilder {
  private readonly numbers = new Map<string, number>();
  private readonly steps = new Numbers();
  private readonly starts = new Numbers();
  private readonly conversions = new Numbers();
  private readonly values = new Numbers();
  private readonly nulls = new Numbers();

  /** Different channels so far. */
  get channelCount(): number {
    return this.numbers.size;
  }

  add(row: PathRow): void {
    this.starts.push(this.steps.length);
    for (const name of row.path) {
      let number = this.numbers.get(name);
      if (number === undefined) {
        number = this.numbers.size;
        this.numbers.set(name, number);
      }
      this.steps.push(number);
    }
    this.conversions.push(row.conversions);
    this.values.push(row.value);
    this.nulls.push(row.nulls);
  }

  build(): PathTable {
    return {
      channels: [...this.numbers.keys()],
      steps: Uint32Array.from(this.steps.all),
      starts: Uint32Array.from([...this.starts.all, this.steps.length]),
      conversions: this.conversions.all, values: this.values.all, nulls: this.nulls.all,
    };
  }
}

/** The sum of numbers, compensated (Neumaier 1974): totals of a million paths keep all their digits. */
export function exactSum(values: Iterable<number>): number {
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
