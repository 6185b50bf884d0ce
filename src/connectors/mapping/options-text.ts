// Lets a connector's options come as the YAML of a --map file as well as in an object.
import { parseDocument } from 'yaml';
import { z } from 'zod';

/** The same schema, for YAML text too; broken YAML and unknown options are the schema's refusals. */
export const orYaml = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  z.preprocess((given, context) => {
    if (typeof given !== 'string') return given;
    const document = parseDocument(given, { prettyErrors: true });
    const [error] = document.errors;
    if (error === undefined) return (document.toJS({ maxAliasCount: 20 }) as unknown) ?? {};
    context.addIssue({ code: 'custom', message: `no valid YAML: ${error.message.split('\n')[0] ?? ''}` });
    return z.NEVER;
  }, schema);
