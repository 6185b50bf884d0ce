// `leadline report show|pdf|png|share|shares|revoke`: one page for leadership, and the links that show it to others.
import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { REPORT_FILES } from '../../reporting/report/report-files.js';
import { REPORT_PERIODS, reportPeriod, shareRequest, type ReportPeriod } from '../../shared/api/report.js';
import { AppError } from '../../shared/errors.js';
import { renderCsv } from '../render/csv.js';
import { madeSharePrintable, reportPrintable, sharesPrintable } from '../render/report.js';
import { addVerb, type Session } from '../verb.js';

interface PeriodFlags {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
}

function periodOf({ period, from, to }: PeriodFlags): ReportPeriod {
  const parsed = reportPeriod.safeParse(from === undefined && to === undefined ? { period: period ?? 'last-month' } : { from, to, ...(period !== undefined && { period }) });
  if (!parsed.success) throw new AppError('invalid_input', { where: 'period', reason: 'it is neither a period nor two days', remedy: `Give --period ${REPORT_PERIODS.join('|')}, or --from and --to as days like 2026-03-01.` });
  return parsed.data;
}

const withPeriod = (verb: Command): Command =>
  verb
    .addOption(new Option('--period <period>', 'whole months, fiscal quarters or years before today; last-month when nothing is said').choices(REPORT_PERIODS))
    .option('--from <day>', 'first day, in place of a period')
    .option('--to <day>', 'day after the last one');

export function addReport(program: Command, session: Session): void {
  const group = program.command('report').description('One page for leadership, revenue and contribution before cost, and links that share it.');
  withPeriod(addVerb(group, 'show', 'Show the report; as a page it stands at /report.')).action(async (flags: PeriodFlags) => session.print(reportPrintable(await (await session.backend()).reporting.report(periodOf(flags)))));
  for (const [kind, what] of [['pdf', 'a PDF of one sheet'], ['png', 'a picture of the sheet']] as const) {
    withPeriod(addVerb(group, kind, `Write the report as ${what}.`).option('--output <file>', `where to; report.${kind} here when nothing is said`)).action(async ({ output = `report.${kind}`, ...flags }: PeriodFlags & { output?: string }) => {
      const report = await (await session.backend()).reporting.report(periodOf(flags));
      const bytes = await REPORT_FILES[kind].render(report);
      try {
        await writeFile(output, bytes);
      } catch (error) {
        throw new AppError('invalid_input', { where: 'output', reason: `${output} can't be written: ${error instanceof Error ? error.message : String(error)}`, remedy: 'Name a file in a folder that exists and may be written to.' });
      }
      await session.print({ json: { file: output, bytes: bytes.length }, table: () => `${output}, ${bytes.length} bytes\n`, csv: () => renderCsv(['file', 'bytes'], [[output, bytes.length]]) });
    });
  }
  withPeriod(addVerb(group, 'share', 'Make a link that shows the report to whoever has it, until it is revoked.').argument('<name>', 'whom it is for')).action(async (name: string, flags: PeriodFlags) => {
    const request = shareRequest.safeParse({ name, period: periodOf(flags) });
    if (!request.success) throw new AppError('invalid_input', { where: 'name', reason: 'it is empty or longer than 100 characters', remedy: 'Say in a few words whom the link is for.' });
    await session.print(madeSharePrintable(await (await session.backend()).reporting.share(request.data)));
  });
  addVerb(group, 'shares', 'List links, revoked ones too.').action(async () => {
    const document = await (await session.backend()).reporting.shares();
    await session.print(sharesPrintable(document.shares, document));
  });
  addVerb(group, 'revoke', 'End a link at once.').argument('<id>', 'as `leadline report shares` lists it').action(async (id: string) => {
    const document = await (await session.backend()).reporting.revokeShare(id);
    await session.print(sharesPrintable(document.shares, document));
  });
}
