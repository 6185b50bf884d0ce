// The documents of a workspace's persona rules: who belongs to which persona, by version, and what a change would do.
import { z } from 'zod';

/** What a rule can look at, each as of the event that is counted: the person's own record first, where both have it, then their company's. */
export const PERSONA_FIELDS = ['role', 'segment', 'country', 'owner', 'industry', 'company_size', 'company'] as const;
export type PersonaField = (typeof PERSONA_FIELDS)[number];

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const MOST_VALUES = 100;
const field = z.enum(PERSONA_FIELDS);

/**
 * - is: the field is one of the values, whatever the letter case; '' stands for a field that nobody filled in
 * - contains: it holds one of the values as whole words, so that CTO is not found in Director
 * - startsWith: it begins with one of them
 * - between: the company has that many people, both ends included; of a band such as 51–200 both ends must lie within
 */
export const personaCondition = z.union([
  z.strictObject({ field, test: z.literal('is'), values: z.array(z.string().max(200)).min(1).max(MOST_VALUES) }),
  z.strictObject({ field, test: z.literal('contains'), values: z.array(z.string().max(200).refine(hasWord, 'a word or number')).min(1).max(MOST_VALUES) }),
  z.strictObject({ field, test: z.literal('startsWith'), values: z.array(z.string().min(1).max(200)).min(1).max(MOST_VALUES) }),
  z
    .strictObject({ field: z.literal('company_size'), test: z.literal('between'), from: z.number().int().min(0).max(1e9).optional(), to: z.number().int().min(0).max(1e9).optional() })
    .refine(({ from, to }) => (from !== undefined || to !== undefined) && (from === undefined || to === undefined || from <= to), 'from, to or both, from not above to'),
]);
export type PersonaCondition = z.infer<typeof personaCondition>;

/** All conditions of a rule must hold. */
export const personaRule = z.strictObject({
  persona: z.string().min(1).max(100).refine((name) => name === name.trim() && name !== '(unmatched)', 'a name'),
  when: z.array(personaCondition).min(1).max(10),
});
export type PersonaRule = z.infer<typeof personaRule>;

export const MOST_PERSONA_RULES = 200;

export const personaRuleSet = z.strictObject({
  /** Tried in order: the first that holds decides, over whatever the record says. */
  rules: z.array(personaRule).max(MOST_PERSONA_RULES),
  /** Whom no rule fits: keep what their record says, or belong to no persona. */
  others: z.enum(['keep', 'unmatched']),
});
export type PersonaRuleSet = z.infer<typeof personaRuleSet>;

/** Records name their personas themselves. */
export const NO_PERSONA_RULES: PersonaRuleSet = { rules: [], others: 'keep' };

export const personaRulesDocument = personaRuleSet.extend({
  /** In force; 0 while none was ever saved. */
  version: z.number().int(),
  /** Versions that were saved, the latest first, 50 at most; times are instants. */
  versions: z.array(personaRuleSet.extend({ version: z.number().int(), note: z.string(), createdAt: z.iso.datetime() })),
});
export type PersonaRulesDocument = z.infer<typeof personaRulesDocument>;

export const changePersonaRulesRequest = personaRuleSet.extend({
  /** The version that the change was made from; refused when another has come meanwhile. */
  basedOn: z.number().int(),
  note: z.string().max(200).default(''),
});
export type ChangePersonaRulesRequest = z.input<typeof changePersonaRulesRequest>;

const persona = z.string().describe("'' for none");
export const personaPreview = z.object({
  /** Persons known, and how many of them would change: by what is known of them now. */
  persons: z.number(),
  changed: z.number(),
  /** Persons of each persona now and by the rules looked at; most by the rules first. */
  personas: z.array(z.object({ persona, before: z.number(), after: z.number() })),
  /** Some of those who would change, with what the rules look at. */
  samples: z.array(z.object({ personId: z.string(), before: persona, after: persona, fields: z.record(z.string(), z.string()) })),
});
export type PersonaPreview = z.infer<typeof personaPreview>;
