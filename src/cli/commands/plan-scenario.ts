// `leadline plan scenario`: a what-if, played many times; kept by name and compared.
import type { Command } from 'commander';
import type { ScenarioRequest } from '../../shared/api/planning.js';
import { readChange } from '../../shared/planning/scenario-change.js';
import { scenarioListPrintable, scenariosPrintable } from '../render/scenarios.js';
import { addVerb, type Session } from '../verb.js';
import { filtersOf } from './filters-of.js';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

interface ScenarioFlags {
  readonly from?: string;
  readonly to?: string;
  readonly target?: string;
  readonly change?: string[];
  readonly where?: string[];
  readonly by?: string;
  readonly draws?: string;
  readonly seed?: string;
  readonly save?: string;
  readonly compare?: string;
  readonly list?: boolean;
}

const requestOf = ({ from, to, target, change = [], where = [], by, draws, seed }: ScenarioFlags): ScenarioRequest => ({
  ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(target !== undefined && { target }), ...(by !== undefined && { by }),
  ...(draws !== undefined && { draws: Number(draws) }), ...(seed !== undefined && { seed: Number(seed) }),
  changes: change.map(readChange), where: filtersOf(where),
});

export function addPlanScenario(group: Command, session: Session): void {
  addVerb(group, 'scenario', 'Play a what-if many times: ranges, the probability of the target, what matters most.')
    .option('--from <day>', 'first day of the period in which the revenue is to come; default the next whole quarter')
    .option('--to <day>', 'day after its last')
    .option('--target <amount>', 'revenue to reach')
    .option('--change <figure[:channel]=value>', 'e.g. closeRate=0.3 or leads:Events=x1.5; may stand more than once', collect)
    .option('--where <dimension=value>', 'filter of the history', collect)
    .option('--by <dimension>', 'dimension whose values are planned apart, default channel')
    .option('--draws <number>', 'default 10000')
    .option('--seed <number>', 'another seed gives other draws')
    .option('--save <name>', 'keep it by name')
    .option('--compare <names>', 'instead: kept scenarios side by side, separated by commas')
    .option('--list', 'instead: list those that are kept')
    .action(async (flags: ScenarioFlags) => {
      const { planning } = await session.backend();
      if (flags.list === true) return session.print(scenarioListPrintable(await planning.scenarios()));
      if (flags.compare !== undefined) {
        const comparison = await planning.compareScenarios(flags.compare.split(',').map((name) => name.trim()));
        return session.print(scenariosPrintable(comparison.scenarios, comparison));
      }
      const request = requestOf(flags);
      const document = flags.save === undefined ? await planning.scenario(request) : await planning.saveScenario(flags.save, request);
      return session.print(scenariosPrintable([document], document));
    });
}
