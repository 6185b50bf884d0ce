// How models are set: options that every verb takes which gives credit or compares it.
import type { Command } from 'commander';
import { ATTRIBUTION_PARAMETERS as p } from '../../shared/api/parse-attribution-query.js';

export const addModelSettings = (verb: Command): Command => verb
  .option('--weights <weights>', p.weights.description)
  .option('--half-life <days>', p.halfLife.description)
  .option('--order <n>', p.order.description)
  .option('--seed <n>', p.seed.description)
  .option('--stage-shares <shares>', p.stageShares.description);
