// `leadline imports list|undo|resume`: what was imported, taking it back, going on with it.
import type { Command } from 'commander';
import type { ImportDocument } from '../../shared/api/imports.js';
import { importsCsv, importsTable } from '../render/imports.js';
import { showProgress } from '../render/progress.js';
import { addVerb, type Session } from '../verb.js';
import { assertDone } from './assert-done.js';

export function addImports(program: Command, session: Session): void {
  const group = program.command('imports').description('See what was imported; undo it, or go on where it stopped.');
  const printOne = (document: ImportDocument): Promise<void> => session.print({ json: document, table: () => importsTable([document]), csv: () => importsCsv([document]) });

  addVerb(group, 'list', 'List imports, the newest first.').action(async () => {
    const document = await (await session.backend()).imports();
    await session.print({ json: document, table: () => importsTable(document.imports), csv: () => importsCsv(document.imports) });
  });
  addVerb(group, 'undo', 'Take an import back: the facts that no other import supplies are removed.')
    .argument('<id>', 'as `leadline imports list` shows it')
    .action(async (id: string) => printOne(await (await session.backend()).undo(id)));
  addVerb(group, 'resume', 'Go on with an import that was interrupted.')
    .argument('<id>', 'as `leadline imports list` shows it')
    .action(async (id: string) => {
      const progress = showProgress(session.terminal, `import ${id}`);
      const document = await (await session.backend()).resume(id, progress.show).finally(progress.clear);
      await printOne(document);
      assertDone(document);
    });
}
