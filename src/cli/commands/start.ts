// `leadline start` and `leadline demo`: serve until a signal comes. The browser is opened only where someone sits.
import type { Command } from 'commander';
import { openInBrowser } from '../open-in-browser.js';
import { addVerb, type Session } from '../verb.js';

function addServing(program: Command, session: Session, verb: string, description: string, sample: boolean): void {
  addVerb(program, verb, description)
    .option('--no-open', 'do not open a browser')
    .action(async ({ open }: { open: boolean }) => {
      const { host, terminal } = session;
      const server = await host.serve({ sample, onStep: (text) => { terminal.say(`leadline: ${text}`); } });
      await terminal.print(session.format === 'json' ? `${JSON.stringify({ url: server.url, dataFolder: host.dataFolder })}\n` : `Leadline is at ${server.url}\nIts data is in ${host.dataFolder}. Ctrl+C stops it.\n`);
      if (open && terminal.isWatched && process.stdout.isTTY) openInBrowser(server.url);
      await server.ended;
    });
}

export const addStart = (program: Command, session: Session): void => { addServing(program, session, 'start', 'Serve the dashboard and the API on this machine.', false); };
export const addDemo = (program: Command, session: Session): void => { addServing(program, session, 'demo', 'The same, with a sample company loaded where there is no data yet.', true); };
