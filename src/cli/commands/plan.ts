// `leadline plan reverse|target|compare-months|worksheet`: the planning arithmetic, from flags or from the workspace's own history.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { AppError } from '../../shared/errors.js';
import { readStage } from '../../shared/planning/reverse-funnel.js';
import type { ReverseRequest } from '../../shared/api/planning.js';
import { checkInput } from '../../imports/check-input.js';
import { changePrintable } from '../render/change.js';
import { monthsPrintable, reversePrintable, targetPrintable, worksheetPrintable } from '../render/planning.js';
import { addVerb, type Session } from '../verb.js';
import { addPlanScenario } from './plan-scenario.js';
import { filtersOf } from './filters-of.js';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

type Flags = Readonly<Record<string, string | undefined>> & { readonly where?: string[] };

/** Two days as a range, or nothing where neither is given. */
function rangeOf(flags: Flags, from: string, to: string, name: string): { from: string; to: string } | undefined {
  const [first, last] = [flags[from], flags[to]];
  if (first === undefined && last === undefined) return undefined;
  if (first === undefined || last === undefined) throw new AppError('invalid_input', { where: name, reason: 'only one end is given', remedy: 'Give both ends; the second is exclusive.' });
  return { from: first, to: last };
}

const REVERSE_FIGURES = ['averageDeal', 'closeRate', 'mqlToSqlRate', 'leadToMqlRate', 'visitorToLeadRate', 'visitsPerLead', 'websiteShare', 'costPerLead', 'revenue'] as const;

function reverseRequestOf(flags: Flags): ReverseRequest {
  const typed = Object.fromEntries(REVERSE_FIGURES.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])));
  const [, stage, amount] = /^(\w+)=(.*)$/.exec(flags['hold'] ?? '') ?? [];
  if (flags['hold'] !== undefined && (stage === undefined || amount === undefined)) throw new AppError('invalid_input', { where: 'hold', reason: `"${flags['hold']}" names no stage and amount`, remedy: 'Write it as leads=2000.' });
  const [history, target] = [rangeOf(flags, 'historyFrom', 'historyTo', 'history'), rangeOf(flags, 'from', 'to', 'target')];
  return {
    ...typed, where: filtersOf(flags.where ?? []),
    ...(stage !== undefined && amount !== undefined && { anchor: { stage: readStage('hold', stage), amount } }),
    ...(history !== undefined && { history }), ...(target !== undefined && { target }),
  };
}

export function addPlan(program: Command, session: Session): void {
  const group = program.command('plan').description('Plan backwards from a revenue goal; targets, fair months, worksheets. What is left out comes from the workspace\'s own history.');
  addVerb(group, 'reverse', 'From revenue back to deals, SQLs, MQLs, leads, visits and budget.')
    .option('--revenue <amount>', 'the goal; the target from own history when left out')
    .option('--average-deal <amount>', 'revenue of a won deal')
    .option('--close-rate <rate>', 'SQL to won, e.g. 0.25')
    .option('--mql-to-sql-rate <rate>', 'MQL to SQL, e.g. 0.2')
    .option('--lead-to-mql-rate <rate>', 'lead to MQL')
    .option('--visitor-to-lead-rate <rate>', 'visitors to website leads')
    .option('--visits-per-lead <number>', 'visits to a website lead')
    .option('--website-share <rate>', 'share of the leads that the website brings')
    .option('--cost-per-lead <amount>', 'for the budget')
    .option('--hold <stage=amount>', 'hold another stage than revenue, e.g. leads=2000: all others follow')
    .option('--from <day>', 'first day of the period in which the revenue is to come: stages say when they are needed')
    .option('--to <day>', 'day after its last')
    .option('--history-from <day>', 'first day of the history to learn from; default the twelve whole months before')
    .option('--history-to <day>', 'day after its last')
    .option('--where <dimension=value>', 'filter of the history; the same dimension again adds a value', collect)
    .addHelpText('after', '\nExample:\n  leadline plan reverse --revenue 10000000 --average-deal 30000 --close-rate 0.25 --mql-to-sql-rate 0.2')
    .action(async (flags: Flags) => session.print(reversePrintable(await (await session.backend()).planning.reverse(reverseRequestOf(flags)))));

  addVerb(group, 'target', 'A revenue target: mean of the last three growths plus an uplift.')
    .option('--history <amounts>', 'revenue by year, oldest first, e.g. 800,880,990,1108.8; own fiscal years when left out')
    .option('--uplift-points <points>', 'percentage points added to the mean growth, default 5')
    .option('--uplift-relative <rate>', 'instead: relative to the mean growth')
    .option('--every <step>', 'spread over the year: quarter or month')
    .option('--shares <weights>', 'weights of the parts, separated by commas; the season of own history when left out')
    .action(async (flags: Flags) => {
      const list = (text: string | undefined): string[] | undefined => text?.split(',').map((part) => part.trim());
      const [history, shares, every] = [list(flags['history']), list(flags['shares']), flags['every']];
      if (every !== undefined && every !== 'year' && every !== 'quarter' && every !== 'month') throw new AppError('unknown_unit', { id: every, nearest: 'month', valid: ['year', 'quarter', 'month'] });
      const { upliftPoints, upliftRelative } = flags;
      await session.print(targetPrintable(await (await session.backend()).planning.target({
        ...(history !== undefined && { history }), ...(shares !== undefined && { shares }), ...(every !== undefined && { every }),
        ...(upliftPoints !== undefined && { upliftPoints }), ...(upliftRelative !== undefined && { upliftRelative }),
      })));
    });

  addVerb(group, 'compare-months', 'Two months by business day, stage by stage.')
    .requiredOption('--from <month>', 'e.g. 2018-01')
    .requiredOption('--to <month>', 'e.g. 2018-02')
    .option('--country <code>', 'whose public holidays count, e.g. US; the workspace\'s when left out; empty: weekdays only')
    .option('--region <code>', 'region of the country')
    .action(async ({ from = '', to = '', country, region }: Flags) =>
      session.print(monthsPrintable(await (await session.backend()).planning.compareMonths({ from, to, ...(country !== undefined && { country }), ...(region !== undefined && { region }) }))));

  addVerb(group, 'change', 'Why a KPI changed between two periods: volume, mix and rate by a dimension.')
    .argument('<kpi>', 'a count, a sum or a ratio')
    .requiredOption('--by <dimension>', 'whose values are the segments, e.g. channel')
    .requiredOption('--from <day>', 'first day of the period')
    .requiredOption('--to <day>', 'day after its last')
    .option('--before-from <day>', 'compared with; the period just before when left out')
    .option('--before-to <day>', 'day after its last')
    .option('--base <kpi>', 'of a sum: the count it comes from, e.g. won_deals for revenue')
    .option('--basis <basis>', 'activity or cohort')
    .option('--where <dimension=value>', 'filter', collect)
    .action(async (kpi: string, flags: Flags) => {
      const before = rangeOf(flags, 'beforeFrom', 'beforeTo', 'before');
      const { base, basis } = flags;
      if (basis !== undefined && basis !== 'activity' && basis !== 'cohort') throw new AppError('invalid_input', { where: 'basis', reason: `"${basis}" is no basis`, remedy: 'Use activity or cohort.' });
      await session.print(changePrintable(await (await session.backend()).planning.change({
        kpi, by: flags['by'] ?? '', from: flags['from'] ?? '', to: flags['to'] ?? '', where: filtersOf(flags.where ?? []),
        ...(before !== undefined && { before }), ...(base !== undefined && { base }), ...(basis !== undefined && { basis }),
      })));
    });
  addPlanScenario(group, session);
  addVerb(group, 'worksheet', 'Goals by channel and programme, checked against the overall goal; `--format csv` for a spreadsheet.')
    .argument('[file]', 'a worksheet as a spreadsheet copies it (cells between tabs); start values from history when left out')
    .option('--goal <measure=amount>', 'overall goal, e.g. leads=2000; may stand more than once', collect)
    .option('--decimal <sign>', 'sign before the fraction in the file: . or ,')
    .option('--programmes', 'start values by campaign within channel')
    .action(async (file: string | undefined, options: { goal?: string[]; decimal?: string; programmes?: boolean }) => {
      if (options.decimal !== undefined && options.decimal !== '.' && options.decimal !== ',') throw new AppError('invalid_input', { where: 'decimal', reason: `"${options.decimal}" is no decimal sign`, remedy: 'Use . or ,' });
      if (file !== undefined) await checkInput(file);
      const goal = Object.fromEntries((options.goal ?? []).map((text) => {
        const at = text.indexOf('=');
        if (at < 1) throw new AppError('invalid_input', { where: 'goal', reason: `"${text}" names no measure and amount`, remedy: 'Write it as leads=2000.' });
        return [text.slice(0, at), text.slice(at + 1)];
      }));
      await session.print(worksheetPrintable(await (await session.backend()).planning.worksheet({
        goal, ...(file !== undefined && { text: await readFile(file, 'utf8') }), ...(options.decimal !== undefined && { decimal: options.decimal }), ...(options.programmes === true && { programmes: true }),
      })));
    });
}
