// `leadline goals list|show|set|remove|apply|export`: goals, one by one or as a file that is reviewed like code.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { GoalDocument, GoalInput } from '../../shared/api/goals.js';
import { AppError } from '../../shared/errors.js';
import { checkInput } from '../../imports/check-input.js';
import { appliedPrintable, goalPrintable, goalsFilePrintable, goalsPrintable } from '../render/goals.js';
import { pacingPrintable } from '../render/pacing.js';
import { addVerb, type Session } from '../verb.js';
import { filtersOf } from './filters-of.js';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

interface GoalFlags {
  readonly name?: string;
  readonly kpi?: string;
  readonly from?: string;
  readonly to?: string;
  readonly target?: string;
  readonly currency?: string;
  readonly direction?: string;
  readonly owner?: string;
  readonly parent?: string;
  readonly notes?: string;
  readonly where?: string[];
  readonly activity?: string[];
  readonly note?: string;
}

/** `Two webinars, Jana, 2026-05-15`: what, who, by when. */
function activityOf(text: string): NonNullable<GoalInput['activities']>[number] {
  const parts = text.split(',').map((part) => part.trim());
  const by = parts.length > 1 && /^\d{4}-\d\d-\d\d$/.test(parts.at(-1) ?? '') ? parts.pop() : undefined;
  const who = parts.length > 1 ? parts.pop() : undefined;
  return { what: parts.join(', '), ...(who !== undefined && { who }), ...(by !== undefined && { by }) };
}

/** What a person wrote of a goal; direction and currency follow from the KPI unless they are named again. */
function inputOf({ name, kpi, where, from, to, target, direction, owner, activities, parent, notes }: GoalDocument, changesKpi: boolean): GoalInput {
  return { id: '', name, kpi, where, from, to, target, owner, activities, parent, notes, ...(!changesKpi && { direction }) };
}

const FIELDS = ['name', 'kpi', 'from', 'to', 'target', 'currency', 'owner', 'parent', 'notes'] as const;

/** The goal that the flags describe, over what it was. */
function goalOf(id: string, flags: GoalFlags, before: GoalInput | undefined): GoalInput {
  const { direction, where, activity } = flags;
  if (direction !== undefined && direction !== 'atLeast' && direction !== 'atMost') throw new AppError('invalid_input', { where: 'direction', reason: `"${direction}" is no direction`, remedy: 'Use atLeast or atMost.' });
  const typed = Object.fromEntries(FIELDS.flatMap((field) => (flags[field] === undefined ? [] : [[field, field === 'parent' && flags[field] === '' ? null : flags[field]]])));
  const merged: Partial<GoalInput> = {
    ...before, ...typed, id, ...(direction !== undefined && { direction }), ...(where !== undefined && { where: filtersOf(where) }), ...(activity !== undefined && { activities: activity.map(activityOf) }),
  };
  const { kpi, from, to, target } = merged;
  for (const [field, value] of Object.entries({ kpi, from, to, target })) if (value === undefined) throw new AppError('invalid_input', { where: field, reason: 'is missing', remedy: `A new goal needs --kpi, --from, --to and --target.` });
  return { ...merged, id, name: merged.name ?? id, kpi: kpi ?? '', from: from ?? '', to: to ?? '', target: target ?? '' };
}

export function addGoals(program: Command, session: Session): void {
  const group = program.command('goals').description('Goals with a period, a target, an owner and activities; as a tree, and as a file.');
  addVerb(group, 'list', 'List goals, each under its parent.').action(async () => session.print(goalsPrintable(await (await session.backend()).planning.goals())));
  addVerb(group, 'show', 'Show a goal with every version it has had.').argument('<id>', 'as `leadline goals list` shows it').action(async (id: string) => session.print(goalPrintable(await (await session.backend()).planning.goal(id))));
  addVerb(group, 'set', 'Set a goal, or change the named fields of one there is; its past is kept.')
    .argument('<id>', 'a short name of your own, e.g. q4-revenue')
    .option('--name <text>', 'how it is called; the id when left out')
    .option('--kpi <id>', 'what is to be reached')
    .option('--from <day>', 'first day')
    .option('--to <day>', 'day after the last one')
    .option('--target <value>', 'money and counts as numbers, rates as 0.25')
    .option('--currency <code>', 'of a target in money; must be the reporting currency')
    .option('--direction <direction>', 'atLeast or atMost; what the KPI wants when left out')
    .option('--where <dimension=value>', 'filter, e.g. channel=Events', collect)
    .option('--owner <name>', 'who answers for it')
    .option('--activity <what, who, by>', 'what should move it, e.g. "Two webinars, Jana, 2026-05-15"; may stand more than once', collect)
    .option('--parent <id>', 'goal it stands under; empty for none')
    .option('--notes <text>', 'what is to be remembered')
    .option('--note <text>', 'why it is changed, kept in its history')
    .action(async (id: string, flags: GoalFlags) => {
      const { planning } = await session.backend();
      const known = (await planning.goals()).goals.find((one) => one.id === id);
      await session.print(goalPrintable(await planning.setGoal({ goal: goalOf(id, flags, known === undefined ? undefined : inputOf(known, flags.kpi !== undefined && flags.kpi !== known.kpi)), ...(flags.note !== undefined && { note: flags.note }) })));
    });
  addVerb(group, 'remove', 'Remove a goal under which none stands; its history stays.').argument('<id>').action(async (id: string) => session.print(goalsPrintable(await (await session.backend()).planning.removeGoal(id))));
  addVerb(group, 'apply', 'Set the goals of a YAML file, all or none.')
    .argument('<file>', 'as `leadline goals export` writes it')
    .option('--prune', 'remove goals that the file does not hold')
    .option('--dry-run', 'only say what would change')
    .option('--note <text>', 'why, kept in the history')
    .action(async (file: string, options: { prune?: boolean; dryRun?: boolean; note?: string }) => {
      await checkInput(file);
      await session.print(appliedPrintable(await (await session.backend()).planning.applyGoals({
        yaml: await readFile(file, 'utf8'), prune: options.prune === true, dryRun: options.dryRun === true, ...(options.note !== undefined && { note: options.note }),
      })));
    });
  addVerb(group, 'pace', 'How goals stand: so far, expected by now, likely at the end, and why.')
    .argument('[id]', 'one goal; all when left out')
    .action(async (id: string | undefined) => {
      const { planning } = await session.backend();
      const document = id === undefined ? await planning.pacing() : await planning.pacingOf(id);
      await session.print(pacingPrintable('goals' in document ? document.goals : [document], document));
    });
  addVerb(group, 'export', 'Write all goals as YAML.').action(async () => session.print(goalsFilePrintable(await (await session.backend()).planning.exportGoals())));
}
