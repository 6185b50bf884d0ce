// Credit by what would be lost without a channel: the removal effects of an absorbing Markov chain, exactly solved.
import { defineFitted } from '../attribution/model.js';
import { exactSum } from '../attribution/path-table.js';
import { removalEffects } from './parts/removal-effects.js';

export default defineFitted({
  id: 'markov',
  label: 'Markov',
  description: 'Each channel in proportion to the conversions that would be lost without it, by a Markov chain of order 1 to 4 that is solved exactly.',
  needsNulls: true,
  fit(paths, { order }) {
    const effects = removalEffects(paths, order);
    const [conversions, value] = [exactSum(paths.conversions), exactSum(paths.values)];
    const [all, allValues] = [exactSum(effects.conversions), exactSum(effects.values)];
    return paths.channels.map((_, c) => ({
      conversions: all === 0 ? 0 : (conversions * (effects.conversions[c] ?? 0)) / all,
      value: allValues === 0 ? 0 : (value * (effects.values[c] ?? 0)) / allValues,
      removalEffect: effects.conversions[c] ?? 0,
    }));
  },
});
