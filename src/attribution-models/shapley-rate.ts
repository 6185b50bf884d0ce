// Shapley value of the game on conversion rates: exact up to 16 channels, sampled with a seed and an error bound beyond.
import { defineFitted } from '../attribution/model.js';
import { exactSum } from '../attribution/path-table.js';
import { distinctSets } from './parts/distinct-sets.js';
import { exactRates, sampledRates } from './parts/rate-game.js';
import { AppError } from '../shared/errors.js';

/** Channels up to which all 2^n sets are looked at. */
const EXACT = 16;

export default defineFitted({
  id: 'shapley_rate',
  label: 'Shapley, on conversion rates',
  description: 'Shapley value where a set of channels is worth the conversion rate of the paths inside it. A channel whose paths convert worse than the others\' can get a negative credit: it is shown as it is.',
  needsNulls: true,
  fit(paths, { seed }) {
    const [conversions, value] = [exactSum(paths.conversions), exactSum(paths.values)];
    if (!(conversions > 0)) throw new AppError('no_conversion_reachable');
    const sets = distinctSets(paths);
    const shares = paths.channels.length <= EXACT ? exactRates(sets, paths.channels.length) : sampledRates(sets, paths.channels.length, seed);
    const rate = exactSum(shares.conversions);
    const worth = exactSum(shares.values);
    return paths.channels.map((_, c) => ({
      conversions: (conversions * (shares.conversions[c] ?? 0)) / rate,
      value: worth === 0 ? 0 : (value * (shares.values[c] ?? 0)) / worth,
      ...(shares.errors !== undefined && { error: (conversions * (shares.errors[c] ?? 0)) / rate }),
    }));
  },
});
