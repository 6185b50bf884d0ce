// `leadline mapping guess FILE`: a mapping of any table's columns, guessed from headers and content, to be edited and kept.
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { AppError } from '../../shared/errors.js';
import { checkInput } from '../../imports/check-input.js';
import { renderCsv } from '../render/csv.js';
import { addVerb, type Session } from '../verb.js';

export function addMapping(program: Command, session: Session): void {
  const group = program.command('mapping').description('Make mapping files for tables of any kind.');
  addVerb(group, 'guess', 'Write the mapping guessed for a table, as YAML: edit it, then give it to `import --map`.')
    .argument('<file>', 'the table')
    .option('--out <file>', 'write it there instead of to standard output')
    .action(async (file: string, { out }: { out?: string }) => {
      await checkInput(file);
      const { mapping, recognised } = await (await session.backend()).preview(file, 'csv');
      if (mapping === null) throw new AppError('wrong_file', { file, connector: 'csv', found: 'no columns could be told apart', expected: 'a table with a header row' });
      const [surest] = recognised;
      if (surest !== undefined && surest.connector !== 'csv' && surest.confidence >= 0.9) session.terminal.say(`This looks like ${surest.label}: leadline import ${surest.connector} needs no mapping.`);
      if (out !== undefined) {
        await writeFile(out, mapping);
        session.terminal.say(`The mapping is in ${out}: check it, then run leadline import csv ${file} --map ${out} --dry-run`);
        if (session.format === 'table') return;
      }
      await session.print({ json: { file, mapping, recognised }, table: () => mapping, csv: () => renderCsv(['mapping'], mapping.split('\n').map((line) => [line])) });
    });
}
