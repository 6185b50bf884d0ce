// Stops with a plain sentence on a Node that is too old. Uses no new syntax, so that it can say so there.
const needed = [20, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'error: Leadline needs Node ' + needed.join('.') + ' or newer; this is ' + process.version + '.\n' +
    'hint: install a current version from https://nodejs.org and run the same command again.\n'
  );
  process.exit(1);
}
