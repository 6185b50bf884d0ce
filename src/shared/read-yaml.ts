// YAML that people send: text in, plain data or what is wrong with it and where. A file whose references
// multiply beyond all measure, or that is nested so deep, is refused before it fills the memory or the stack.
import { Lexer, LineCounter, parseDocument, Parser } from 'yaml';

/** References that a value may be put together from. */
const MOST_ALIASES = 100;
/** Lists and maps within each other; nothing that is written by hand comes near. */
const MOST_LEVELS = 100;

interface Place {
  readonly line: number;
  readonly column: number;
}

export interface YamlProblem {
  readonly message: string;
  /** 1-based; undefined where the file as a whole is meant. */
  readonly at: Place | undefined;
}

/** Where it is nested too deep. Reading on would end the process: the document is built by functions that call themselves. */
function tooDeepAt(text: string): Place | undefined {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const piece of new Lexer().lex(text)) {
    for (const _ of parser.next(piece)); // what is complete is of no interest
    if (parser.stack.length > MOST_LEVELS) {
      const { line, col } = lines.linePos(parser.offset);
      return { line, column: col };
    }
  }
  return undefined;
}

/** @returns the data (null for an empty text), or the first problem */
export function readYaml(text: string): { readonly value: unknown } | { readonly problem: YamlProblem } {
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) return { problem: { message: `more than ${MOST_LEVELS} levels lie within each other`, at: tooDeep } };
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const at = error.linePos?.[0];
    if (error.code === 'MULTIPLE_DOCS') return { problem: { message: 'a second document begins after ---, and one is read', at: at === undefined ? undefined : { line: at.line, column: at.col } } };
    return { problem: { message: (error.message.split('\n')[0] ?? 'it is no YAML').replace(/ at line \d+, column \d+:?$/, ''), at: at === undefined ? undefined : { line: at.line, column: at.col } } };
  }
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    return { problem: { message: /alias count/i.test(cause.message) ? `its references (*name) stand for more than ${MOST_ALIASES} values` : cause.message, at: undefined } };
  }
}
