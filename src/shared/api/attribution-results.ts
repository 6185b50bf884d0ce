// The documents of attribution results that are kept under a name: what was asked and answered, and what has changed since.
import { z } from 'zod';
import { attributionDocument, attributionQuery } from './attribution.js';

/**
 * Why credit changed. `new`: conversions that were not there. `removed`: that are there no more. `edited`: whose date, value,
 * person or earlier stages changed. `touches`: known conversions whose touches did (late ones, or some that went).
 * `others`: fitted models alone, paths of people who did not convert. `settings`: models, channel rules, what they were told.
 */
export const CHANGE_PARTS = ['new', 'removed', 'edited', 'touches', 'others', 'settings'] as const;
export type ChangePart = (typeof CHANGE_PARTS)[number];

const name = z.string().trim().min(1).max(100);
export const saveResultRequest = z.object({ name });

export const savedResult = z.object({
  id: z.string(), name: z.string(), savedAt: z.iso.datetime(),
  /** Everything said: models by name, settings, dates. */
  question: attributionQuery,
  /** What had happened by then was counted. */
  asOf: z.string(),
  /** Of conversions, touches and settings: the same is the same answer. */
  inputHash: z.string(),
  conversions: z.number(), value: z.string(), currency: z.string(), timeZone: z.string(),
  /** Version of the channel rules that were in force, and of each model. */
  channelRules: z.number(),
  models: z.record(z.string(), z.number()),
});
export type SavedResult = z.infer<typeof savedResult>;

export const savedResultList = z.object({ results: z.array(savedResult) });
export type SavedResultList = z.infer<typeof savedResultList>;

/** A saved result with its answer as it was given. */
export const openedResult = savedResult.extend({ answer: attributionDocument });
export type OpenedResult = z.infer<typeof openedResult>;

/** The same question asked again, of what had happened by then. */
export const repeatedResult = z.object({ result: savedResult, answer: attributionDocument, /** Whether it rests on the same input. */ same: z.boolean() });
export type RepeatedResult = z.infer<typeof repeatedResult>;

const earned = z.object({ credit: z.number(), value: z.string() });
export type Earned = z.infer<typeof earned>;

const changed = z.object({
  then: earned, now: earned, change: earned,
  /** Add up to the change: value to the cent, credit to a billionth. Those that are nothing are left out. */
  parts: z.partialRecord(z.enum(CHANGE_PARTS), earned),
});
export type Changed = z.infer<typeof changed>;

export const resultChanges = z.object({
  result: savedResult,
  asOf: z.string(), inputHash: z.string(),
  /** Whether it rests on the same input: then nothing has changed. */
  same: z.boolean(),
  /** What is set otherwise now, in words. */
  settings: z.array(z.object({ what: z.string(), then: z.string(), now: z.string() })),
  conversions: z.object({ then: z.number(), now: z.number() }),
  value: z.object({ then: z.string(), now: z.string() }),
  /** Conversions behind each part (null for settings and others, which are not of single ones), and what they changed of the value of all. */
  parts: z.array(z.object({ part: z.enum(CHANGE_PARTS), conversions: z.number().nullable(), value: z.string() })),
  /** By model and dimension, the largest change first. */
  rows: z.array(changed.extend({ model: z.string(), dims: z.record(z.string(), z.string()) })),
  totals: z.array(changed.extend({ model: z.string() })),
  /** What a reader must know, e.g. a model that could not be divided. */
  remarks: z.array(z.string()),
});
export type ResultChanges = z.infer<typeof resultChanges>;

const state = z.object({ at: z.string(), value: z.string(), touches: z.number() });

/** Conversions behind one part of the changes, a page of them. */
export const changedConversions = z.object({
  part: z.enum(CHANGE_PARTS), currency: z.string(), timeZone: z.string(),
  rows: z.array(z.object({
    id: z.string(), person: z.string().nullable(),
    /** Null where it was, or is, not there. */
    then: state.nullable(), now: state.nullable(),
    /** What it changed, by model and dimension; of rules. */
    credits: z.array(earned.extend({ model: z.string(), dims: z.record(z.string(), z.string()) })),
  })),
  totalRows: z.number(), offset: z.number(),
});
export type ChangedConversions = z.infer<typeof changedConversions>;
