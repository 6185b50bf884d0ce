// `leadline alerts list|check`: goals off track, figures out of their usual range, data that stopped coming in.
import type { Command } from 'commander';
import { alertsPrintable } from '../render/mail.js';
import { addVerb, type Session } from '../verb.js';

export function addAlerts(program: Command, session: Session): void {
  const group = program.command('alerts').description('Goals off track, figures out of their usual range, data that stopped coming in; each once an episode.');
  addVerb(group, 'list', 'List alerts, the newest first.')
    .option('--open', 'those that last alone')
    .action(async ({ open }: { open?: boolean }) => {
      const document = await (await session.backend()).reporting.alerts({ open: open === true });
      await session.print(alertsPrintable(document.alerts, document));
    });
  addVerb(group, 'check', 'Look for alerts now, as the server does every hour; shows those raised by this look.').action(async () => {
    const document = await (await session.backend()).reporting.checkAlerts();
    await session.print(alertsPrintable(document.raised, document));
  });
}
