// Starts a throw-away PostgreSQL server for the tests, unprivileged and on a free port, where PostgreSQL is installed.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Debian keeps the server's programs out of the PATH; the newest version wins. */
function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)).map((version) => path.join(debian, version, 'bin')) : [];
  return [...versions, ...(process.env.PATH ?? '').split(path.delimiter)].find((folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')));
}

/** PostgreSQL refuses to run as root: another user's numbers then. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim() || Number.NaN));
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid };
  }
  return undefined;
}

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer();
  probe.on('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

/**
 * Starts the server; undefined where no PostgreSQL is installed.
 * @returns {Promise<{ url: string, version: string, stop: () => Promise<void> } | undefined>} `url` of a database whose user may create more
 */
export async function startPostgres() {
  const programs = findPrograms();
  const user = unprivilegedUser();
  if (programs === undefined || user === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'leadline-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const made = spawnSync(path.join(programs, 'initdb'), ['-D', data, '-U', 'leadline', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...user, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) {
    remove();
    throw new Error(`initdb failed: ${made.stderr}`);
  }
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder, fsync: 'off', max_connections: 200 };
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => { server.once('close', resolve); });
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  let log = '';
  await new Promise((resolve, reject) => {
    server.stderr.on('data', (chunk) => {
      if (log.length < 100_000) log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    void ended.then(() => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
  return {
    url: `postgres://leadline@127.0.0.1:${port}/postgres`,
    version: spawnSync(path.join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.trim(),
    async stop() {
      process.off('exit', kill);
      server.kill('SIGINT');
      await ended;
      remove();
    },
  };
}
