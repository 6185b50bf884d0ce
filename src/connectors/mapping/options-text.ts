// Lets a connector's options come as the YAML of a --map file as well as in an object.
import { z } from 'zod';
import { readYaml } from '../../shared/read-yaml.js';

/** The same schema, for YAML text too; broken YAML and unknown options are the schema's refusals. */
export const orYaml = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  z.preprocess((given, context) => {
    if (typeof given !== 'string') return given;
    const read = readYaml(given);
    if ('value' in read) return read.value ?? {};
    const { message, at } = read.problem;
    context.addIssue({ code: 'custom', message: `no valid YAML${at === undefined ? '' : ` at line ${at.line}, column ${at.column}`}: ${message}` });
    return z.NEVER;
  }, schema);
