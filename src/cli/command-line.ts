// The command line: its verbs, how their options are read, and how what goes wrong is said.
// Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
import { Command, CommanderError } from 'commander';
import { AppError } from '../shared/errors.js';
import { addAlerts } from './commands/alerts.js';
import { addAttribution } from './commands/attribution.js';
import { addConnectors } from './commands/connectors.js';
import { addDashboards } from './commands/dashboards.js';
import { addDigest } from './commands/digest.js';
import { addFreshness } from './commands/freshness.js';
import { addDoctor } from './commands/doctor.js';
import { addExplain } from './commands/explain.js';
import { addGoals } from './commands/goals.js';
import { addImport } from './commands/import.js';
import { addImports } from './commands/imports.js';
import { addKpi } from './commands/kpi.js';
import { addMapping } from './commands/mapping.js';
import { addPlan } from './commands/plan.js';
import { addPaths } from './commands/paths.js';
import { addReport } from './commands/report.js';
import { addSettings } from './commands/settings.js';
import { addDemo, addStart } from './commands/start.js';
import type { Host } from './host.js';
import { renderError } from './render/error.js';
import type { Terminal } from './terminal.js';
import { Session } from './verb.js';

const VERBS = [
  addStart, addDemo, addImport, addImports, addMapping, addConnectors, addKpi, addExplain, addAttribution, addPaths, addPlan, addGoals, addDashboards, addDigest, addAlerts, addReport, addSettings, addFreshness, addDoctor,
];

/** Whether errors are to be documents: known before the options are parsed, since that may be what fails. */
const wantsJson = (args: readonly string[]): boolean => args.some((arg, i) => arg === '--format=json' || (arg === '--format' && args[i + 1] === 'json'));

function buildProgram(session: Session, complain: (text: string) => void): Command {
  const program = new Command('leadline')
    .description('Measures lead generation from the first visit to recurring revenue.')
    .version(session.host.version)
    .exitOverride()
    // What follows a verb is that verb's own: one with verbs below it must not take their options.
    .enablePositionalOptions()
    .showHelpAfterError(false)
    .configureOutput({
      // Help goes where it is asked for; what is wrong goes to standard error, in the asked-for form.
      writeErr: (text) => { session.terminal.say(text.trimEnd()); },
      outputError: complain,
    });
  for (const add of VERBS) add(program, session);
  program.hook('preAction', (_, verb) => { session.configure(verb.opts()); });
  return program;
}

/** The help of the verb that was meant, as far as its words are known. */
function helpFor(program: Command, args: readonly string[]): string {
  const words = ['leadline'];
  let at: Command | undefined = program;
  for (const arg of args) {
    at = at.commands.find((verb) => verb.name() === arg);
    if (at === undefined) break;
    words.push(arg);
  }
  return [...words, '--help'].join(' ');
}

/** Runs one verb. @param args without node and script @returns the exit code */
export async function runCommandLine(args: readonly string[], host: Host, terminal: Terminal): Promise<number> {
  const session = new Session(host, terminal);
  const json = wantsJson(args);
  let complaint = '';
  const program = buildProgram(session, (text) => { complaint += text; });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (complaint !== '') terminal.say(renderError(new AppError('wrong_usage', { reason: complaint.replace(/^error: /, '').trim().replaceAll('\n', ' '), help: helpFor(program, args) }), json));
      return 2;
    }
    terminal.say(renderError(error, json));
    return 1;
  } finally {
    await session.close();
  }
}
