// The process of one scenario: `node run-scenario.js <scenario file> <options as JSON>`; its measurements go to standard output.
import { z } from 'zod';
import type { Scenario } from './scenario.js';

const options = z.object({ touches: z.number(), rows: z.number(), runs: z.number(), folder: z.string() });

const [file = '', given = '{}'] = process.argv.slice(2);
const module = (await import(new URL(file, import.meta.url).href)) as { default: Scenario };
const measurements = await module.default.run({ ...options.parse(JSON.parse(given)), say: (text) => { console.error(`  ${text}`); } });
process.stdout.write(`${JSON.stringify({ title: module.default.title, measurements })}\n`, () => process.exit(0));
