// A question for attribution as a query string. Settings of models travel as they were typed: the server reads them and says what is wrong.
import type { AttributionQuery } from '../../shared/api/attribution.js';

export interface CreditAsk {
  readonly conversion: string;
  readonly models?: readonly string[];
  /** `to` is exclusive. */
  readonly from: string;
  readonly to: string;
  readonly by?: readonly string[];
  readonly where?: AttributionQuery['where'];
  readonly lookbackDays?: number | undefined;
  readonly accountBased?: boolean;
  readonly intervals?: AttributionQuery['intervals'];
  readonly rules?: string | undefined;
  readonly weights?: string | undefined;
  readonly halfLife?: string | undefined;
  readonly memory?: string | undefined;
  readonly stageShares?: string | undefined;
  /** Of the ledger, conversions by their journey: path, ranges of touches and days, two values of a step. */
  readonly path?: readonly string[] | undefined;
  readonly touches?: string | undefined;
  readonly days?: string | undefined;
  readonly step?: readonly string[] | undefined;
  /** A page of a list. */
  readonly rows?: number;
  readonly offset?: number;
}

/** The question without what is default. */
export function creditQueryOf({ conversion, models, from, to, by, where, lookbackDays, accountBased, intervals, rules, weights, halfLife, memory, stageShares, path, touches, days, step, rows, offset }: CreditAsk): string {
  const q = new URLSearchParams();
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') q.append(name, String(value));
  };
  put('conversion', conversion);
  put('model', models?.join(','));
  put('from', from);
  put('to', to);
  put('by', by?.join(','));
  put('lookback', lookbackDays === undefined ? undefined : `${lookbackDays}d`);
  put('accountBased', accountBased === true ? 'true' : undefined);
  for (const { dimension, values } of where ?? []) for (const value of values) q.append('where', `${dimension}:${value}`);
  put('intervals', intervals === 'none' ? undefined : intervals);
  put('rules', rules);
  put('weights', weights);
  put('halfLife', halfLife);
  put('order', memory);
  put('stageShares', stageShares);
  for (const value of path ?? []) put('path', value);
  put('touches', touches);
  put('days', days);
  for (const value of step ?? []) put('step', value);
  put('rows', rows);
  put('offset', offset);
  return q.toString();
}
