import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeError, withoutValues } from './describe-error.js';

describe('describeError', () => {
  it.each([
    ["Cannot parse string 'Jana Nováková' as Date", 'Cannot parse string … as Date'],
    ['duplicate key (email)=(jana@example.com) already exists', 'duplicate key … already exists'],
    ['invalid input syntax for type integer: "12 \\" x"', 'invalid input syntax for type integer: …'],
    ['no phone +420 601 234 567 here', 'no phone … here'],
    ['Code: 60. Unknown table `people`', 'Code: 60. Unknown table …'],
  ])('leaves the values out of %s', (message, expected) => {
    expect(withoutValues(message)).toBe(expected);
  });

  it('keeps name, frames and cause', () => {
    expect(describeError(new TypeError('outer', { cause: new RangeError('inner \'secret\'') }))).toMatchObject({
      name: 'TypeError', message: 'outer', frames: expect.arrayContaining([expect.stringMatching(/^at .*describe-error\.test\.ts/)]) as string[], cause: { name: 'RangeError', message: 'inner …' },
    });
  });

  it('names fields of a row that does not fit, not what was in them', () => {
    const { error } = z.object({ email: z.number() }).safeParse({ email: 'jana@example.com' });
    expect(describeError(error)).toMatchObject({ name: 'ZodError', message: 'email: invalid_type' });
  });

  it('says only the kind of what was thrown and is no error', () => {
    expect(describeError('jana@example.com')).toEqual({ name: 'string' });
    expect(describeError(undefined)).toBeUndefined();
  });
});
