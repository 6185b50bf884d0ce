// `leadline doctor`: what the installation stands on, and how to mend what is not right. Exit 1 when something failed.
import type { Command } from 'commander';
import { doctorDocument } from '../../shared/api/doctor.js';
import { callServer } from '../backend/http-client.js';
import { findServer } from '../backend/open-backend.js';
import { renderCsv } from '../render/csv.js';
import { renderTable } from '../render/table.js';
import { addVerb, type Session } from '../verb.js';

const MARKS = { ok: '✓', warning: '!', failed: '✗' } as const;

export function addDoctor(program: Command, session: Session): void {
  addVerb(program, 'doctor', 'Check Node, disk, folder, clock, stores and migrations.').action(async () => {
    const server = await findServer(session.host);
    const document = server ? await callServer({ ...server, workspace: undefined }, '/doctor', doctorDocument) : await session.host.examine();
    if (!document.ok) session.exitCode = 1;
    const rows = document.checks.map((check) => [`${MARKS[check.state]} ${check.name}`, check.found, check.hint ?? '']);
    await session.print({
      json: document,
      table: () => renderTable([{ title: 'Check' }, { title: 'Found' }, { title: 'What to do' }], rows),
      csv: () => renderCsv(['check', 'state', 'found', 'hint'], document.checks.map((check) => [check.name, check.state, check.found, check.hint])),
    });
  });
}
