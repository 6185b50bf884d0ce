// Shows imports: what became of the rows of each, and why rows were refused.
import type { ImportDocument } from '../../shared/api/imports.js';
import { renderCsv } from './csv.js';
import { plainFigure } from './figure-text.js';
import { renderTable } from './table.js';

/** What `import` prints: counts over all files, and each import's own document. */
export interface ImportSummary {
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Of the first file with refused rows; each import has its own. */
  readonly rejectsFile: string | null;
  /** New facts by kind. */
  readonly facts: Readonly<Record<string, number>>;
  readonly dryRun: boolean;
  readonly imports: readonly ImportDocument[];
}

export function summarize(imports: readonly ImportDocument[]): ImportSummary {
  const total = (of: (one: ImportDocument) => number): number => imports.reduce((sum, one) => sum + of(one), 0);
  const facts: Record<string, number> = {};
  for (const one of imports) for (const [kind, n] of Object.entries(one.facts)) facts[kind] = (facts[kind] ?? 0) + n;
  return {
    read: total((i) => i.read), accepted: total((i) => i.accepted), duplicates: total((i) => i.duplicates), rejected: total((i) => i.rejected), skipped: total((i) => i.skipped),
    rejectsFile: imports.find((i) => i.rejectsFile !== null)?.rejectsFile ?? null, facts, dryRun: imports.some((i) => i.dryRun), imports,
  };
}

const factsText = (facts: Readonly<Record<string, number>>): string => Object.entries(facts).filter(([, n]) => n > 0).map(([kind, n]) => `${plainFigure(n)} ${kind}`).join(', ');

/** What can be done next with what a verb has just brought in. */
export function nextSteps(imports: readonly ImportDocument[]): string {
  if (imports.every((i) => i.dryRun)) return imports.every((i) => i.state === 'done') ? '\nNothing was written. Without --dry-run it will be.\n' : '';
  const written = imports.filter((i) => i.accepted > 0);
  return written.length === 0 ? '' : `\nTo take it back: ${written.map((i) => `leadline imports undo ${i.id}`).join('; ')}\n`;
}

export function importsTable(imports: readonly ImportDocument[]): string {
  const right = 'right' as const;
  const counts = renderTable(
    [
      { title: 'Id', align: right }, { title: 'File' }, { title: 'Connector' }, { title: 'State' }, { title: 'Rows', align: right }, { title: 'Accepted', align: right }, { title: 'Known', align: right },
      { title: 'Refused', align: right }, { title: 'Skipped', align: right }, { title: 'New facts' }, { title: 'Started (UTC)' },
    ],
    imports.map((i) => [i.id, i.file, i.connector, i.dryRun ? `${i.state} (dry run)` : i.state, ...[i.read, i.accepted, i.duplicates, i.rejected, i.skipped].map(plainFigure), factsText(i.facts), i.startedAt.slice(0, 16).replace('T', ' ')]),
  );
  const problems = imports.flatMap((i) => i.problems.map((p) => [i.file, plainFigure(p.count), plainFigure(p.firstLine), p.column ?? '', p.reason, p.remedy]));
  const refused = problems.length === 0 ? '' : `\n${renderTable([{ title: 'Refused in' }, { title: 'Rows', align: right }, { title: 'First line', align: right }, { title: 'Column' }, { title: 'Reason' }, { title: 'Remedy' }], problems)}`;
  const files = imports.flatMap((i) => (i.rejected > 0 && i.rejectsFile !== null ? [`Refused rows of ${i.file}: ${i.rejectsFile}\n`] : []));
  return `${counts}${refused}${files.length > 0 ? `\n${files.join('')}` : ''}`;
}

export const leftOutTable = (leftOut: readonly { readonly file: string; readonly reason: string }[]): string =>
  leftOut.length === 0 ? '' : `\n${renderTable([{ title: 'Not imported' }, { title: 'Why' }], leftOut.map(({ file, reason }) => [file, reason]))}`;

export const importsCsv = (imports: readonly ImportDocument[]): string =>
  renderCsv(
    ['id', 'file', 'connector', 'state', 'dry_run', 'read', 'accepted', 'duplicates', 'rejected', 'skipped', 'facts', 'rejects_file', 'started_at', 'ended_at', 'first_day', 'last_day'],
    imports.map((i) => [i.id, i.file, i.connector, i.state, i.dryRun, i.read, i.accepted, i.duplicates, i.rejected, i.skipped, JSON.stringify(i.facts), i.rejectsFile, i.startedAt, i.endedAt, i.firstDay, i.lastDay]),
  );
