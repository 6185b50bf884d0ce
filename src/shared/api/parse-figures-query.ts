// The one parser of a question for figures: query parameters and command-line options arrive as text
// and leave as a FiguresQuery. Whether KPIs, dimensions and stages exist is for analytics to say.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { didYouMean, nearest, unknownName } from '../nearest.js';
import { FIRST_DAY, LAST_DAY } from '../period.js';
import { BASES, COMPARISONS, DETAILS, INTERVALS, MOST_TOP, STEPS, TOP_OF, explainQuery, figuresQuery, type ExplainQuery, type FiguresQuery } from './figures.js';

export interface ParameterHelp {
  readonly description: string;
  readonly example: string;
  /** May stand more than once. */
  readonly repeatable?: true;
  /** Values it takes, where they are few. */
  readonly values?: readonly string[];
}

/** What a request for figures may name, in the words of documentation and help. */
export const FIGURES_PARAMETERS = {
  kpi: { description: 'KPI ids, repeated or separated by commas; all KPIs when left out', example: 'cost_per_lead,leads', repeatable: true },
  from: { description: 'First day, in the workspace\'s time zone', example: '2026-01-01' },
  to: { description: 'Day after the last one: exclusive', example: '2026-04-01' },
  by: { description: 'Dimensions to split by, two at most', example: 'channel', repeatable: true },
  top: { description: 'Values of the last dimension that are answered at most, in each value of the other; how many were left out is told', example: '50' },
  topOf: { description: 'Of a split by two dimensions: each (the first in each value of the first dimension) or all (the first of all pairs)', example: 'all', values: TOP_OF },
  order: { description: 'KPI by which top chooses, with - before it the largest first; the largest of the first KPI that can be split so when left out', example: '-cost' },
  every: { description: 'Step of the time series', example: 'month', values: STEPS },
  where: { description: 'Filter as dimension:value; the same dimension again adds a value, another one narrows', example: 'channel:Paid search', repeatable: true },
  basis: { description: 'activity: entries over entries of the period; cohort: of those who entered in it', example: 'cohort', values: BASES },
  horizon: { description: 'Days of the fixed-horizon cohort rate', example: '90d' },
  asOf: { description: 'Leaves out what happened at or after this moment: an instant, or a day or local time in the workspace\'s zone', example: '2026-04-01T00:00:00Z' },
  knownAt: { description: 'Leaves out what was received after this moment', example: '2026-04-01T00:00:00Z' },
  model: { description: 'Attribution model of KPIs that add up credit, one that gives it touch by touch; the setting attributionModel when left out', example: 'linear' },
  lookback: { description: 'Days before a conversion within which a touch earns credit; 90d when left out', example: '90d' },
  intervals: { description: 'all; exact: without those that are resampled, which cost time', example: 'exact', values: INTERVALS },
  details: { description: 'all; short: rates without that of a fixed horizon, times without quantiles and curve', example: 'short', values: DETAILS },
  compare: { description: 'Compared with the period before, or the same a year before', example: 'previous', values: COMPARISONS },
} as const satisfies Record<string, ParameterHelp>;

const { kpi: _kpi, compare: _compare, intervals: _intervals, details: _details, top: _top, topOf: _topOf, order: _order, ...sharedParameters } = FIGURES_PARAMETERS;

/** What a request to open one figure may name; its KPI stands apart. */
export const EXPLAIN_PARAMETERS = {
  ...sharedParameters,
  side: { description: 'Whose rows to list', example: 'denominator', values: ['numerator', 'denominator'] },
  rows: { description: 'Rows on a page, 0 to 10000', example: '50' },
  offset: { description: 'Rows to pass over', example: '0' },
} as const satisfies Record<string, ParameterHelp>;

/** Names with their values, as a query string or a command line gives them. */
export type TextParameters = Readonly<Record<string, readonly string[] | undefined>>;

const invalid = (where: string, reason: string, remedy: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('invalid_input', { where, reason, remedy, ...details });

/** Reads values by name; made of the parameters a request may name. Other parsers of questions read with it too. */
export class Reader {
  constructor(private readonly given: TextParameters, known: Readonly<Record<string, ParameterHelp>>) {
    for (const [name, values] of Object.entries(given)) {
      if (values === undefined) continue;
      const help = Object.hasOwn(known, name) ? known[name] : undefined;
      if (help === undefined) throw unknownName('unknown_parameter', name, Object.keys(known));
      if (values.length > 1 && help.repeatable === undefined) throw invalid(name, 'given more than once', `Give ${name} once, e.g. ${help.example}.`);
    }
  }

  all(name: string): readonly string[] {
    return this.given[name] ?? [];
  }

  /** The value without surrounding blanks; undefined when absent or blank. */
  one(name: string): string | undefined {
    const value = this.given[name]?.[0]?.trim();
    return value === '' ? undefined : value;
  }

  list(name: string): string[] {
    return [...new Set(this.all(name).flatMap((v) => v.split(',')).map((v) => v.trim()).filter((v) => v !== ''))];
  }

  choice<T extends string>(name: string, valid: readonly T[]): T | undefined {
    const value = this.one(name);
    if (value === undefined) return undefined;
    const found = valid.find((v) => v === value);
    if (found !== undefined) return found;
    if (name === 'every') throw unknownName('unknown_unit', value, valid);
    throw invalid(name, `"${value}" is not among its values`, `${didYouMean(value, valid)}Valid: ${valid.join(', ')}.`, { nearest: nearest(value, valid), valid });
  }

  /** A calendar day between 1900 and 2299, the span the facts store can hold. */
  day(name: string): string {
    const value = this.one(name);
    if (value === undefined) throw invalid(name, 'is missing', 'Give both ends of the range, e.g. from 2026-01-01 to 2026-04-01 ("to" is exclusive).');
    if (!z.iso.date().safeParse(value).success) throw invalid(name, `"${value}" is no date`, 'Write it as year-month-day, e.g. 2026-03-01.');
    if (value < FIRST_DAY || value > LAST_DAY) throw invalid(name, `${value} is out of range`, `Use a day from ${FIRST_DAY} to ${LAST_DAY}.`);
    return value;
  }

  whole(name: string, least: number, most: number): number | undefined {
    const value = this.one(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) throw invalid(name, `"${value}" is no whole number from ${least} to ${most}`, `Give ${name} as such a number.`);
    return number;
  }

  /** Whole days, as `90` or `90d`. */
  days(name: string): number | undefined {
    const value = this.one(name);
    if (value === undefined) return undefined;
    const [, digits, unit] = /^(\d+)\s*([a-z]*)$/i.exec(value) ?? [];
    if (digits === undefined || unit === undefined) throw invalid(name, `"${value}" is no number of days`, 'Write it as days, e.g. 90d.');
    if (unit !== '' && unit !== 'd') throw unknownName('unknown_unit', unit, ['d']);
    const days = Number(digits);
    if (days < 1 || days > 3650) throw invalid(name, `${value} is out of range`, 'Give 1d to 3650d.');
    return days;
  }

  /** An instant as ISO UTC. A day, or a time without an offset, is read in `timeZone`. */
  instant(name: string, timeZone: string | undefined): string | undefined {
    const value = this.one(name);
    if (value === undefined) return undefined;
    // A "+" that was not percent-encoded arrives as a blank.
    const text = value.replace(/(T\d\d:\d\d\S*) (\d\d:?\d\d)$/, '$1+$2');
    try {
      const hasOffset = /T.*(Z|[+-]\d\d(:?\d\d)?)$/i.test(text);
      if (!hasOffset && timeZone === undefined) throw new RangeError('no offset');
      const instant = hasOffset || timeZone === undefined ? Temporal.Instant.from(text) : Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant();
      return instant.toString({ smallestUnit: 'millisecond' });
    } catch {
      throw invalid(name, `"${value}" is no moment`, 'Write it in ISO 8601 with its offset, e.g. 2026-04-01T00:00:00Z.');
    }
  }

  filters(): FiguresQuery['where'] {
    const values = new Map<string, string[]>();
    for (const text of this.all('where')) {
      const [, dimension, value] = /^\s*([A-Za-z_]\w*)\s*[:=]\s*(.*?)\s*$/s.exec(text) ?? [];
      if (dimension === undefined || value === undefined || value === '') {
        throw invalid('where', `"${text}" names no dimension and value`, 'Write it as dimension:value, e.g. channel:Paid search; rows without a value are (unmatched).');
      }
      values.set(dimension, [...new Set([...(values.get(dimension) ?? []), value])]);
    }
    return [...values].map(([dimension, of]) => ({ dimension, values: of }));
  }

  dimensions(): string[] {
    const by = this.list('by');
    if (by.length > 2) throw invalid('by', `${by.length} dimensions are too many`, 'Split by two at most, and narrow by others with where.');
    return by;
  }
}

/** What figures and explanations are asked with in common. */
function scope(read: Reader, timeZone: string | undefined): Record<string, unknown> {
  const [from, to] = [read.day('from'), read.day('to')];
  if (from >= to) throw new AppError('invalid_range', { from, to });
  return {
    from, to, by: read.dimensions(), every: read.choice('every', STEPS), where: read.filters(), basis: read.choice('basis', BASES),
    horizon: read.days('horizon'), model: read.one('model'), lookbackDays: read.days('lookback'), asOf: read.instant('asOf', timeZone), knownAt: read.instant('knownAt', timeZone),
  };
}

/**
 * A question for figures from its text.
 * @param timeZone the workspace's zone, in which a day or local time of `asOf` and `knownAt` is read; without it they need an offset
 * @throws AppError unknown_parameter, unknown_unit, invalid_input, invalid_range, each naming what is valid
 */
export function parseFiguresQuery(given: TextParameters, timeZone?: string): FiguresQuery {
  const read = new Reader(given, FIGURES_PARAMETERS);
  return figuresQuery.parse({ ...scope(read, timeZone), kpis: read.list('kpi'), top: read.whole('top', 1, MOST_TOP), topOf: read.choice('topOf', TOP_OF), order: read.one('order'), compare: read.choice('compare', COMPARISONS), intervals: read.choice('intervals', INTERVALS), details: read.choice('details', DETAILS) });
}

/** A question to open one figure, from its text. Errors as of parseFiguresQuery. */
export function parseExplainQuery(kpi: string, given: TextParameters, timeZone?: string): ExplainQuery {
  const read = new Reader(given, EXPLAIN_PARAMETERS);
  return explainQuery.parse({
    ...scope(read, timeZone), kpi, side: read.choice('side', EXPLAIN_PARAMETERS.side.values), rows: read.whole('rows', 0, 10_000), offset: read.whole('offset', 0, Number.MAX_SAFE_INTEGER),
  });
}
