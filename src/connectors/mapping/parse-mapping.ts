// Reads a mapping file: YAML text in, a checked mapping out.
import { LineCounter, parseDocument } from 'yaml';
import { AppError } from '../../shared/errors.js';
import { checkMapping, type Mapping } from './mapping-schema.js';

/**
 * @throws AppError mapping_invalid: broken YAML with its line, or what checkMapping finds
 */
export function parseMapping(text: string): Mapping {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new AppError('mapping_invalid', { reason: `line ${line}, column ${col} is no valid YAML: ${error.message}.`, remedy: 'Check the indentation, and put names that hold a colon, a # or a quotation mark into quotation marks.' });
  }
  return checkMapping(document.toJS({ maxAliasCount: 20 }));
}
