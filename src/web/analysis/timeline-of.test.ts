// A journey reads in order of time, its stages between its touches.
import { describe, expect, it } from 'vitest';
import type { JourneyStep } from './journeys-of.js';
import { timelineOf } from './timeline-of.js';

const step = (key: string, at: string | null): JourneyStep => ({
  key, earner: at === null ? '(none)' : 'touch', credit: new Map(), touch: at === null ? null : { id: key, kind: 'page_view', at: `${at}:00.000+01:00`, person: 'P-1', position: 1, of: 3, dims: {} },
});

describe('the timeline of a journey', () => {
  it('has stages between touches, a day alone after the touches of that day, and the conversion last', () => {
    const entries = timelineOf({
      conversion: {
        id: 'd', at: '2026-03-05T00:00:00.000+01:00', value: '100', person: 'P-1', dateOnly: true,
        milestones: [{ stage: 'lead', at: '2026-03-01T10:00:00.000+01:00' }, { stage: 'opportunity', at: '2026-03-04T00:00:00.000+01:00', dateOnly: true }],
      },
      steps: [step('a', '2026-03-01T10:00'), step('b', '2026-03-04T09:00'), step('c', '2026-03-05T11:34'), step('(none)', null)],
    });
    expect(entries.map((e) => e.key)).toEqual(['a', 'lead', 'b', 'opportunity', 'c', '(none)', 'conversion']);
    expect(entries.at(-1)?.moment).toMatchObject({ dateOnly: true });
  });

  it('is of touches alone where no stage was reached', () => {
    expect(timelineOf({ conversion: { id: 'd', at: '2026-03-05T00:00:00.000+01:00', value: '0', person: null }, steps: [step('a', '2026-03-01T10:00')] }).map((e) => e.kind)).toEqual(['earned', 'conversion']);
  });
});
