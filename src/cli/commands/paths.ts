// `leadline paths`: attribution of a table of paths from a file. Nothing is opened and nothing is stored.
import path from 'node:path';
import type { Command } from 'commander';
import { PATHS_PARAMETERS, parsePathsQuery } from '../../shared/api/parse-paths-query.js';
import { checkInput } from '../../imports/check-input.js';
import { pathsCsv, pathsTable } from '../render/attribution.js';
import { addVerb, type Session } from '../verb.js';

const { model, separator, weights, order, seed } = PATHS_PARAMETERS;
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

export function addPaths(program: Command, session: Session): void {
  addVerb(program, 'paths', 'Attribute a table of paths (columns path, total_conversions, total_conversion_value, total_null), with nothing stored.')
    .argument('<file>', 'CSV file')
    .option('--model <models>', model.description, collect)
    .option('--order <n>', order.description)
    .option('--separator <text>', separator.description)
    .option('--weights <weights>', weights.description)
    .option('--seed <n>', seed.description)
    .addHelpText('after', '\nExample:\n  leadline paths journeys.csv --model first,linear,markov --order 2')
    .action(async (file: string, options: Record<string, unknown>) => {
      const given = Object.fromEntries(Object.keys(PATHS_PARAMETERS).flatMap((name) => {
        const value = options[name];
        return value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String) : [String(value)]]];
      }));
      const query = parsePathsQuery(given);
      await checkInput(file);
      const [{ attributePaths }, { loadModels }, { readPathTable, PATHS_EXPECTED }, { fileOnDisk }, { wholeText }] = await Promise.all([
        import('../../attribution/attribute-paths.js'), import('../../attribution/load-models.js'), import('../../attribution/read-path-table.js'),
        import('../../connectors/reading/source-file.js'), import('../../connectors/reading/whole-text.js'),
      ]);
      const read = readPathTable(await wholeText(await fileOnDisk(file), 'paths', PATHS_EXPECTED), query.separator, path.basename(file));
      const document = attributePaths(await loadModels(), read, query.models, query.settings);
      await session.print({ json: document, table: () => pathsTable(document), csv: () => pathsCsv(document) });
    });
}
