#!/usr/bin/env node
// `npm start`, `npm run demo` and `npm run build`: prepares the clone, then hands over to the program.
import './require-node.mjs';

const [verb, ...rest] = process.argv.slice(2);
const { prepare } = await import('./prepare.mjs');
await prepare({ web: true });
if (verb !== 'build') {
  const { runLeadline } = await import('../dist/main.js');
  await runLeadline([verb, ...rest]);
}
