// A journey as a timeline: touches and the stages reached between them in order of time, what no touch earned, and the conversion at the end.
import { DAY_ALONE } from '../../shared/period.js';
import type { Moment } from '../format/moment-text.js';
import type { Journey, JourneyStep } from './journeys-of.js';

export type JourneyEntry =
  | { readonly kind: 'earned'; readonly key: string; readonly moment: Moment | null; readonly step: JourneyStep }
  | { readonly kind: 'stage'; readonly key: string; readonly moment: Moment; readonly stage: string }
  | { readonly kind: 'conversion'; readonly key: string; readonly moment: Moment };

/** A day alone lasts to its end: touches of that day came before. */
const endOf = (moment: Moment): number => Date.parse(moment.at) + (moment.dateOnly === true ? DAY_ALONE : 0);

export function timelineOf({ conversion, steps }: Journey): JourneyEntry[] {
  const earned = steps.map((step): JourneyEntry => ({ kind: 'earned', key: step.key, moment: step.touch, step }));
  const stages = (conversion.milestones ?? []).map((m): JourneyEntry => ({ kind: 'stage', key: m.stage, moment: m, stage: m.stage }));
  const at = ({ moment }: JourneyEntry): number => (moment === null ? Number.MAX_SAFE_INTEGER : endOf(moment));
  // Of one instant, the touch comes first: it counts up to the stage.
  return [...[...earned, ...stages].sort((a, b) => at(a) - at(b)), { kind: 'conversion', key: 'conversion', moment: conversion }];
}
