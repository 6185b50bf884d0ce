// Compiles a Zod schema into a predicate that is some twenty times faster and never says yes where Zod
// says no. What it does not understand it leaves to Zod: a `false` here only means "ask Zod".
import type { $ZodCheck, $ZodChecks, $ZodType, $ZodTypes } from 'zod/v4/core';

export type QuickCheck = (value: unknown) => boolean;

const NEVER: QuickCheck = () => false;

interface Member {
  readonly accepts: QuickCheck;
  readonly optional: boolean;
}

/** Looks inside a schema: Zod documents `_zod.def` for libraries that do. */
const definitionOf = (schema: $ZodType): $ZodTypes['_zod']['def'] => (schema as $ZodTypes)._zod.def;

function compileCheck(check: $ZodCheck<never>): QuickCheck | undefined {
  const def = (check as $ZodChecks)._zod.def;
  switch (def.check) {
    case 'max_length': return (v) => typeof v === 'string' && v.length <= def.maximum;
    case 'string_format': {
      const { pattern } = def;
      return pattern === undefined || pattern.global || pattern.sticky ? undefined : (v) => pattern.test(v as string);
    }
    case 'number_format': return def.format === 'safeint' ? Number.isSafeInteger : undefined;
    case 'greater_than': return def.inclusive && typeof def.value === 'number' ? (v) => (v as number) >= (def.value as number) : undefined;
    default: return undefined;
  }
}

/** All of `first` and the checks; NEVER when one of them is unknown. */
function withChecks(first: QuickCheck, checks: readonly $ZodCheck<never>[] | undefined): QuickCheck {
  if (checks === undefined || checks.length === 0) return first;
  const compiled: QuickCheck[] = [first];
  for (const check of checks) {
    const next = compileCheck(check);
    if (next === undefined) return NEVER;
    compiled.push(next);
  }
  const [a = NEVER, b = NEVER] = compiled;
  return compiled.length === 2 ? (v) => a(v) && b(v) : (v) => compiled.every((accepts) => accepts(v));
}

function compileObject(shape: Readonly<Record<string, $ZodType>>): QuickCheck {
  const members = new Map<string, Member>();
  for (const [key, schema] of Object.entries(shape)) {
    const def = definitionOf(schema);
    members.set(key, def.type === 'optional' ? { accepts: quickCheck(def.innerType), optional: true } : { accepts: quickCheck(schema), optional: false });
  }
  const required = [...members.values()].filter((m) => !m.optional).length;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let found = 0;
    for (const key in value) {
      const member = members.get(key);
      if (member === undefined) return false;
      const inner = (value as Readonly<Record<string, unknown>>)[key];
      if (inner === undefined && member.optional) continue;
      if (!member.accepts(inner)) return false;
      if (!member.optional) found += 1;
    }
    return found === required;
  };
}

/**
 * A predicate for the schema. It says yes only to values that Zod accepts and leaves as they are:
 * unknown keys and missing defaults are for Zod.
 */
export function quickCheck(schema: $ZodType): QuickCheck {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'string': {
      const isText: QuickCheck = (v) => typeof v === 'string';
      const pattern = 'pattern' in def && def.pattern instanceof RegExp ? def.pattern : undefined;
      const own = 'format' in def ? (pattern === undefined ? NEVER : (v: unknown) => typeof v === 'string' && pattern.test(v)) : isText;
      return withChecks(own, def.checks);
    }
    case 'number': return withChecks((v) => typeof v === 'number' && Number.isFinite(v), def.checks);
    case 'literal': {
      const values = new Set<unknown>(def.values);
      return (v) => values.has(v);
    }
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (v) => values.has(v);
    }
    case 'array': {
      const element = quickCheck(def.element);
      return withChecks((v) => Array.isArray(v) && v.every(element), def.checks);
    }
    case 'union': {
      const options = def.options.map((option) => quickCheck(option));
      return (v) => options.some((accepts) => accepts(v));
    }
    case 'default': return quickCheck(def.innerType);
    case 'object': return def.catchall === undefined && (def.checks?.length ?? 0) === 0 ? compileObject(def.shape) : NEVER;
    default: return NEVER;
  }
}
