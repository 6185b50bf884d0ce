// Reads a mapping file: YAML text in, a checked mapping out.
import { AppError } from '../../shared/errors.js';
import { readYaml } from '../../shared/read-yaml.js';
import { checkMapping, type Mapping } from './mapping-schema.js';

/**
 * @throws AppError mapping_invalid: broken YAML with its line, or what checkMapping finds
 */
export function parseMapping(text: string): Mapping {
  const read = readYaml(text);
  if ('value' in read) return checkMapping(read.value);
  const { message, at } = read.problem;
  throw new AppError('mapping_invalid', at === undefined
    ? { reason: `${message}.`, remedy: 'Write the values out where they belong.' }
    : { reason: `line ${at.line}, column ${at.column} is no valid YAML: ${message}.`, remedy: 'Check the indentation, and put names that hold a colon, a # or a quotation mark into quotation marks.' });
}
