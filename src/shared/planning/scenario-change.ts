// A change of a scenario in one word, `closeRate=0.3` or `leads:Events=x1.5`: as the command line takes it and an address holds it.
import { SCENARIO_INPUTS, type ScenarioChange } from '../api/planning.js';
import { AppError } from '../errors.js';
import { didYouMean } from '../nearest.js';

/** Input, channel, and a value or a factor. What the number may be is the server's matter. @throws AppError invalid_input */
export function readChange(text: string): ScenarioChange {
  const [, name = '', channel, times, number] = /^\s*(\w+)(?::(.+?))?\s*=\s*([x×*])?\s*([^\s=]+)\s*$/.exec(text) ?? [];
  const input = SCENARIO_INPUTS.find((one) => one === name);
  if (input === undefined || number === undefined) {
    throw new AppError('invalid_input', { where: 'change', reason: `"${text}" names no figure and value`, remedy: `Write it as closeRate=0.3 or leads:Events=x1.5. ${didYouMean(name, SCENARIO_INPUTS)}Figures: ${SCENARIO_INPUTS.join(', ')}.` });
  }
  return { input, ...(channel !== undefined && { channel }), ...(times === undefined ? { value: number } : { factor: number }) };
}

export const printChange = ({ input, channel, value, factor }: ScenarioChange): string => `${input}${channel === undefined ? '' : `:${channel}`}=${value === undefined ? `x${String(factor ?? 1)}` : String(value)}`;
