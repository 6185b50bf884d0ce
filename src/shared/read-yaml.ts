// YAML that people send: text in, plain data or what is wrong with it and where. A file whose references
// multiply beyond all measure is refused before it fills the memory.
import { parseDocument } from 'yaml';

/** References that a value may be put together from. */
const MOST_ALIASES = 100;

export interface YamlProblem {
  readonly message: string;
  /** 1-based; undefined where the file as a whole is meant. */
  readonly at: { readonly line: number; readonly column: number } | undefined;
}

/** @returns the data (null for an empty text), or the first problem */
export function readYaml(text: string): { readonly value: unknown } | { readonly problem: YamlProblem } {
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const at = error.linePos?.[0];
    return { problem: { message: (error.message.split('\n')[0] ?? 'it is no YAML').replace(/ at line \d+, column \d+:?$/, ''), at: at === undefined ? undefined : { line: at.line, column: at.col } } };
  }
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    return { problem: { message: /alias count/i.test(cause.message) ? `its references (*name) stand for more than ${MOST_ALIASES} values` : cause.message, at: undefined } };
  }
}
