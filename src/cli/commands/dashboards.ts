// `leadline dashboards list|show|export|import|remove|restore`: dashboards, which are arranged in the browser, and their files.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkInput } from '../../imports/check-input.js';
import { dashboardFilePrintable, dashboardPrintable, dashboardsPrintable } from '../render/dashboards.js';
import { addVerb, type Session } from '../verb.js';

const ID = 'as `leadline dashboards list` lists it';

export function addDashboards(program: Command, session: Session): void {
  const group = program.command('dashboards').description('Dashboards: cards on a page under a name, arranged in the browser; carried between workspaces as files.');
  addVerb(group, 'list', 'List dashboards by name.').action(async () => session.print(dashboardsPrintable(await (await session.backend()).dashboards.list())));
  addVerb(group, 'show', 'Show a dashboard with its cards.').argument('<id>', ID).action(async (id: string) => session.print(dashboardPrintable(await (await session.backend()).dashboards.get(id))));
  addVerb(group, 'export', 'Write a dashboard as YAML.').argument('<id>', ID).action(async (id: string) => session.print(dashboardFilePrintable(await (await session.backend()).dashboards.export(id))));
  addVerb(group, 'import', 'Make a dashboard from a file; a name that is taken gets a number.')
    .argument('<file>', 'as `leadline dashboards export` writes it')
    .option('--name <text>', 'in place of the file\'s')
    .action(async (file: string, { name }: { name?: string }) => {
      await checkInput(file);
      await session.print(dashboardPrintable(await (await session.backend()).dashboards.import({ yaml: await readFile(file, 'utf8'), ...(name !== undefined && { name }) })));
    });
  addVerb(group, 'remove', 'Remove a dashboard; it can be brought back.').alias('delete').argument('<id>', ID).action(async (id: string) => session.print(dashboardsPrintable(await (await session.backend()).dashboards.remove(id))));
  addVerb(group, 'restore', 'Bring a removed dashboard back.').argument('<id>', 'the number it had').action(async (id: string) => session.print(dashboardPrintable(await (await session.backend()).dashboards.restore(id))));
}
