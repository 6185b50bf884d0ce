// One cell of an answer (a period and dimension values) with what each measure came to in it.
import { Decimal } from 'decimal.js';
import type { Term } from './kpi.js';
import type { Measure } from './measure.js';
import type { MeasureResolver } from './measure-resolver.js';
import { READ_MODELS } from './read-model.js';
import type { CellReadings, LifetimesReading, Reading, TimesReading } from './readings.js';

/** The sum of a KPI's terms in a cell. */
export interface Total {
  /** Exact; null is "no value". */
  readonly value: Decimal | null;
  readonly money: boolean;
  /** Cases behind it that had a value: rows, or conversions where it adds up their credit. */
  readonly rows: number;
  /** Whether parts of conversions are added up: then the sum is no number of cases. */
  readonly credited: boolean;
  /** Whether no case is in it that could be drawn: costs, visits. */
  readonly certain: boolean;
  /** Largest single value of a sum of money over deals. */
  readonly largest: Decimal | null;
  /** The sum under each set of drawn weights; what is not drawn is as it is in each. Null where nothing is drawn. */
  readonly replicates: readonly number[] | null;
  /** Measures without which the sum was made, because they have no value here. */
  readonly without: readonly Measure[];
  /** Where numbers are from that are not one's own. */
  readonly remarks: readonly string[];
}

/** What many KPIs ask for is added up once: a single measure by its name, several by the list that names them. */
type Terms = string | readonly Term[];
const nameOf = (terms: readonly Term[]): Terms => (terms.length === 1 && terms[0] !== undefined && terms[0].factor === undefined ? terms[0].measure : terms);

/** Said of a stock of a period to come. */
const NOT_BEGUN = 'The period has not begun.';

export class Cell {
  private readonly readings = new Map<string, Reading>();
  private readonly totals = new Map<Terms, Total>();
  private readonly times = new Map<string, TimesReading>();

  /** How long the cell's accounts stay; null where that was not asked for or no account is there. */
  lifetimes: LifetimesReading | null = null;

  /** @param begun whether the cell's period had begun at the reading */
  constructor(private readonly resolve: MeasureResolver, private readonly begun = true) {}

  add(found: CellReadings): void {
    for (const [id, reading] of found.measures) this.readings.set(id, reading);
    for (const [pair, reading] of found.times) this.times.set(pair, reading);
    this.lifetimes = found.lifetimes ?? this.lifetimes;
    this.totals.clear();
  }

  set(measure: string, value: number): void {
    this.readings.set(measure, { value, rows: value, largest: null, replicates: null });
    this.totals.clear();
  }

  timesOf(from: string, to: string): TimesReading | undefined {
    return this.times.get(`${from}:${to}`);
  }

  /** What a measure came to; without rows 0, or no value where the measure says so. */
  value(measure: Measure): Decimal | null {
    if (this.isAhead(measure)) return null;
    const reading = this.readings.get(measure.id);
    const found = reading?.value ?? null;
    if (found !== null) return new Decimal(found);
    if (reading?.unknown === true) return null;
    return measure.empty === 'none' ? null : new Decimal(0);
  }

  /** A stock at an instant that has not come yet. */
  private isAhead(measure: Measure): boolean {
    return !this.begun && measure.stock === true;
  }

  total(terms: readonly Term[]): Total {
    const name = nameOf(terms);
    let total = this.totals.get(name);
    if (total === undefined) this.totals.set(name, (total = this.addUp(terms)));
    return total;
  }

  private addUp(terms: readonly Term[]): Total {
    let sum: Decimal | null = null;
    let rows = 0;
    let money = false;
    let largest: Decimal | null = null;
    let replicates: number[] | null = null;
    const known: Decimal[] = [];
    const without: Measure[] = [];
    const remarks: string[] = [];
    let unknown = false;
    let credited = false;
    let certain = true;
    for (const { measure: id, factor = 1 } of terms) {
      const measure = this.resolve(id);
      if (measure.unit === 'money') money = true;
      if (measure.table === 'credits') credited = true;
      if (READ_MODELS[measure.table].cluster !== null) certain = false;
      const value = this.value(measure);
      const reading = this.readings.get(id);
      if (reading?.remark !== undefined && !remarks.includes(reading.remark)) remarks.push(reading.remark);
      if (reading?.unknown === true) unknown = true;
      if (this.isAhead(measure) && !remarks.includes(NOT_BEGUN)) remarks.push(NOT_BEGUN);
      // Cost lines are no cases: what a return rests on is its deals.
      if (measure.table !== 'costs') rows += reading?.rows ?? 0;
      if (reading?.largest != null) largest = Decimal.max(largest ?? 0, reading.largest);
      if (reading?.replicates != null && reading.replicates.length > 0) {
        const weighted = reading.replicates.map((r) => r * factor);
        replicates = replicates === null ? weighted : replicates.map((r, i) => r + (weighted[i] ?? 0));
      }
      if (value === null) {
        without.push(measure);
        continue;
      }
      const part = factor === 1 ? value : value.times(factor);
      if (reading?.replicates == null || reading.replicates.length === 0) known.push(part);
      sum = sum === null ? part : sum.plus(part);
    }
    const certainPart = replicates === null ? 0 : known.reduce((n, part) => n + part.toNumber(), 0);
    const drawn = replicates?.map((r) => r + certainPart) ?? null;
    // A sum with an unknown part is unknown; one that goes without a part nobody named is said to.
    return { value: unknown ? null : sum, money, rows, credited, certain, largest, replicates: drawn, without, remarks };
  }
}
