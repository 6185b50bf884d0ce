// Any table of delimited text, through a mapping that says which column feeds which field of which fact.
// docs/mapping.md holds the grammar with an example for each shape of file.
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { defineConnector, type SourceFile } from './connector.js';
import { guessMapping } from './csv/guess-mapping.js';
import { mappingToYaml } from './csv/mapping-to-yaml.js';
import { checkMapping, type Mapping } from './mapping/mapping-schema.js';
import { parseMapping } from './mapping/parse-mapping.js';
import { readMapped, tableOptions } from './mapping/read-mapped.js';
import { openTable } from './reading/table.js';

const EXPECTED = 'a text file of rows and columns (CSV, TSV) whose first row names the columns';

/** A mapping as YAML text, or as the object that YAML stands for. @throws AppError mapping_invalid */
const options: z.ZodType<Mapping> = z.unknown().transform((given) => {
  if (typeof given === 'string') return parseMapping(given);
  if (given === undefined || given === null || (typeof given === 'object' && Object.keys(given).length === 0)) {
    throw new AppError('mapping_invalid', { reason: 'there is none, and a table of any kind needs one.', remedy: '`leadline mapping guess FILE --out mapping.yaml` writes one to check and edit; then import with --map mapping.yaml. docs/mapping.md holds the grammar.' });
  }
  return checkMapping(given);
});

export default defineConnector<Mapping>({
  name: 'csv',
  label: 'CSV, any table',
  description: 'Any table as CSV, TSV or text with semicolons: save or export it with a header row. A mapping says which columns become which facts; it is guessed from the header and can be edited and kept.',
  options,
  layouts: [{ name: 'any table', columns: [] }],

  async recognise(file: SourceFile) {
    try {
      const table = await openTable(file, { connector: 'csv', expected: EXPECTED });
      const readable = table.header.length > 1 && table.sample.length > 0;
      return { confidence: readable ? 0.2 : 0.05, as: 'any table', found: `${table.header.length} columns: ${table.header.slice(0, 8).join(', ')}` };
    } catch (error) {
      if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
      throw error;
    }
  },

  async suggest(file, context) {
    const table = await openTable(file, { connector: 'csv', expected: EXPECTED });
    const guess = guessMapping(table, file.name, context);
    return { mapping: mappingToYaml(guess), notes: guess.notes, unused: guess.unused };
  },

  read: (file, mapping, context) => readMapped(file, mapping, context, { connector: 'csv', expected: EXPECTED, ...tableOptions(mapping) }),
});
