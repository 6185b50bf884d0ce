// `leadline connectors`: what can be imported, and which columns each connector reads.
import type { Command } from 'commander';
import { renderCsv } from '../render/csv.js';
import { renderTable } from '../render/table.js';
import { addVerb, type Session } from '../verb.js';

export function addConnectors(program: Command, session: Session): void {
  addVerb(program, 'connectors', 'List what can be imported.').action(async () => {
    const document = await (await session.backend()).connectors();
    const layouts = document.connectors.flatMap((connector) => connector.layouts.map((layout) => ({ connector, layout })));
    await session.print({
      json: document,
      table: () => renderTable([{ title: 'Connector' }, { title: 'Reads' }, { title: 'How to export' }], document.connectors.map((c) => [c.name, c.layouts.map((l) => l.name).join(', '), `${c.label}: ${c.description}`])),
      csv: () => renderCsv(['connector', 'label', 'layout', 'columns', 'optional'], layouts.map(({ connector, layout }) => [connector.name, connector.label, layout.name, layout.columns.join(';'), (layout.optional ?? []).join(';')])),
    });
  });
}
