// Any number by day that a workspace imports itself, as a KPI: `series:linkedin_followers`.
import { amount, defineSeriesFamily, ratio } from '../analytics/kpi.js';

const SAYS = { last: 'Its last value in the period.', sum: 'The sum of its days in the period.', mean: 'The mean of its days with a value in the period.' } as const;

export default defineSeriesFamily({
  prefix: 'series',
  over: 'series',
  label: 'Own series',
  description: 'A series that was imported as numbers by day: the last value of the period, or with :sum or :mean their sum or mean.',
  build: ({ id, name }, reading) => {
    const kpi = {
      id: reading === 'last' ? `series:${id}` : `series:${id}:${reading}`,
      label: reading === 'last' ? name : `${name}, ${reading}`,
      description: `Own series "${name}". ${SAYS[reading]}`,
      unit: 'number',
      better: 'neither',
      group: 'series',
      interval: 'none',
      note: 'The last value suits what stands at a time, such as followers, the sum what happens, such as shares, the mean what is a level, such as positions.',
    } as const;
    return reading === 'mean' ? ratio({ ...kpi, certain: true }, [`series:${id}:sum`], [`series:${id}:days`]) : amount(kpi, `series:${id}:${reading}`);
  },
});
