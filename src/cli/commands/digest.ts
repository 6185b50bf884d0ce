// `leadline digest preview|send|subscribe|unsubscribe|list`: the figures of a day or a week by mail.
import type { Command } from 'commander';
import { Option } from 'commander';
import { digestKind, DIGEST_KINDS, mailKind, MAIL_KINDS, type DigestKind, type DigestPreview, type MailKind } from '../../shared/api/reporting.js';
import { AppError } from '../../shared/errors.js';
import { renderCsv } from '../render/csv.js';
import { sendOutcomePrintable, subscriptionsPrintable } from '../render/mail.js';
import { addVerb, type Printable, type Session } from '../verb.js';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const kindOption = (kinds: readonly string[]): Option => new Option('--kind <kind>', 'which mail').choices(kinds);

const previewPrintable = (preview: DigestPreview, html: boolean): Printable => ({
  json: preview,
  table: () => (html ? preview.html : `Subject: ${preview.subject}\n\n${preview.text}`),
  csv: () => renderCsv(['kpi', 'value', 'before', 'changeRate', 'monthToDate'], preview.digest.figures.map((f) => [f.kpi, f.value, f.before, f.changeRate, f.monthToDate])),
});

/** `07:00` or `7`. */
function hourOf(text: string): number {
  const [, hour] = /^([01]?\d|2[0-3])(?::00)?$/.exec(text) ?? [];
  if (hour === undefined) throw new AppError('invalid_input', { where: 'at', reason: `"${text}" is no full hour`, remedy: 'Write it like 07:00.' });
  return Number(hour);
}

export function addDigest(program: Command, session: Session): void {
  const group = program.command('digest').description('The figures of a day or a week by mail: revenue and contribution first, goals, what moved, what needs a look.');
  addVerb(group, 'preview', 'Show the digest as it would go out now.')
    .addOption(kindOption(DIGEST_KINDS).default('weekly'))
    .option('--locale <locale>', 'of numbers and dates; what the workspace\'s country writes when left out')
    .option('--html', 'the mail as HTML')
    .action(async ({ kind, locale, html }: { kind: DigestKind; locale?: string; html?: boolean }) =>
      session.print(previewPrintable(await (await session.backend()).reporting.previewDigest({ kind: digestKind.parse(kind), locale }), html === true)));
  addVerb(group, 'send', 'Send the latest digest to its subscribers now; who had it does not get it again.')
    .addOption(kindOption(DIGEST_KINDS).default('weekly'))
    .option('--to <address>', 'one subscriber; all of them when left out')
    .action(async ({ kind, to }: { kind: DigestKind; to?: string }) => {
      const outcome = await (await session.backend()).reporting.sendDigest({ kind: digestKind.parse(kind), ...(to !== undefined && { email: to }) });
      if (outcome.sent.some((one) => one.outcome !== 'sent' && one.outcome !== 'already')) session.exitCode = 1;
      await session.print(sendOutcomePrintable(outcome));
    });
  addVerb(group, 'subscribe', 'Subscribe an address, or change when and how it gets what it is subscribed to.')
    .argument('<address>')
    .addOption(kindOption(MAIL_KINDS).default('weekly'))
    .option('--at <hour>', 'when a digest is sent, by the clock of the workspace\'s zone', '07:00')
    .addOption(new Option('--weekday <day>', 'of a weekly digest').choices(WEEKDAYS).default('monday'))
    .option('--locale <locale>', 'of numbers and dates, e.g. cs-CZ; what the workspace\'s country writes when left out')
    .action(async (email: string, { kind, at, weekday, locale }: { kind: MailKind; at: string; weekday: string; locale?: string }) =>
      session.print(subscriptionsPrintable(await (await session.backend()).reporting.subscribe({
        email, kind: mailKind.parse(kind), hour: hourOf(at), weekday: WEEKDAYS.indexOf(weekday) + 1, ...(locale !== undefined && { locale }),
      }))));
  addVerb(group, 'unsubscribe', 'End what an address is subscribed to.')
    .argument('<address>')
    .addOption(kindOption(MAIL_KINDS))
    .action(async (email: string, { kind }: { kind?: MailKind }) =>
      session.print(subscriptionsPrintable(await (await session.backend()).reporting.unsubscribe({ email, ...(kind !== undefined && { kind: mailKind.parse(kind) }) }))));
  addVerb(group, 'list', 'List who gets which mail, each with the last one.').action(async () => session.print(subscriptionsPrintable(await (await session.backend()).reporting.subscriptions())));
}
