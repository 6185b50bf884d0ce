// `leadline settings get|set`: what a workspace is set to.
import type { Command } from 'commander';
import type { Settings } from '../../shared/api/settings.js';
import { unknownName } from '../../shared/nearest.js';
import { parseAssignments } from '../../shared/parse-assignments.js';
import { renderCsv } from '../render/csv.js';
import { renderTable } from '../render/table.js';
import { addVerb, type Printable, type Session } from '../verb.js';

/** As `settings set` takes it. */
function valueText(value: Settings[keyof Settings]): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value).map(([kpi, { low, high }]) => `${kpi}:${String(low ?? '')}..${String(high ?? '')}`).join(',');
}

function printable(settings: Readonly<Partial<Settings>>): Printable {
  const rows = Object.entries(settings).map(([key, value]) => [key, valueText(value)]);
  return { json: settings, table: () => renderTable([{ title: 'Setting' }, { title: 'Value' }], rows), csv: () => renderCsv(['setting', 'value'], rows) };
}

export function addSettings(program: Command, session: Session): void {
  const group = program.command('settings').description('Read and change what the workspace is set to: time zone, currency, stages, …');
  addVerb(group, 'get', 'Print all settings, or one.')
    .argument('[key]', 'a setting, e.g. timeZone')
    .action(async (key: string | undefined) => {
      const all = await (await session.backend()).settings();
      if (key === undefined) return session.print(printable(all));
      const value = Object.entries(all).find(([name]) => name === key);
      if (value === undefined) throw unknownName('unknown_setting', key, Object.keys(all));
      return session.print(printable(Object.fromEntries([value])));
    });
  addVerb(group, 'set', 'Change settings, all or none of those named.')
    .argument('<key=value...>', 'e.g. timeZone=Europe/Prague fiscalYearStart=4 stages=lead,mql,won')
    .action(async (texts: string[]) => session.print(printable(await (await session.backend()).changeSettings(parseAssignments(texts)))));
}
