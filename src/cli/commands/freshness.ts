// `leadline freshness`: the last day of data of each source, and which are older than they should be.
import type { Command } from 'commander';
import { renderCsv } from '../render/csv.js';
import { renderTable } from '../render/table.js';
import { addVerb, type Session } from '../verb.js';

export function addFreshness(program: Command, session: Session): void {
  addVerb(program, 'freshness', 'Show how fresh each source\'s data is.').action(async () => {
    const document = await (await session.backend()).freshness();
    const { sources } = document;
    await session.print({
      json: document,
      table: () => renderTable(
        [{ title: 'Source' }, { title: 'Facts' }, { title: 'Last day' }, { title: 'Age, days' }, { title: 'Received' }, { title: '' }],
        sources.map((s) => [s.source, s.kind, s.lastDay, String(s.ageDays), s.receivedAt.slice(0, 16).replace('T', ' '), s.stale ? 'stale' : '']),
      ),
      csv: () => renderCsv(['source', 'kind', 'lastDay', 'ageDays', 'receivedAt', 'everyDays', 'stale'], sources.map((s) => [s.source, s.kind, s.lastDay, String(s.ageDays), s.receivedAt, String(s.everyDays), String(s.stale)])),
    });
  });
}
