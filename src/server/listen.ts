// Opens the port, at this machine only, and closes it without cutting off whoever is being answered.
import { lookup } from 'node:dns/promises';
import { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { isLoopback } from '../access/callers.js';
import { AppError } from '../shared/errors.js';
import type { App } from './server-dependencies.js';

export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds that answers under way are given when the server closes. */
const GRACE = 10_000;

/** The address to bind. @throws AppError listen_refused for a host that is not this machine alone */
async function loopbackAddress(host: string): Promise<string> {
  const addresses = host === '' ? [] : await lookup(host, { all: true }).catch(() => []);
  const first = addresses[0];
  if (first === undefined || !addresses.every(({ address }) => isLoopback(address))) throw new AppError('listen_refused', { host });
  return first.address;
}

const systemCode = (error: unknown): string | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined);

function open(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * @param host `127.0.0.1`, `::1`, `localhost` or another name that means this machine alone
 * @param port 0 takes a free one
 */
export async function listenOn(app: App, host: string, port: number): Promise<Listening> {
  const address = await loopbackAddress(host);
  // An upload may take as long as it takes; on loopback nobody can hold connections open from afar.
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { requestTimeout: 0, keepAliveTimeout: 5_000 } });
  if (!(server instanceof Server)) throw new TypeError('the adapter made no HTTP/1 server');
  const close = closerOf(server);
  try {
    await open(server, address, port);
  } catch (cause) {
    if (systemCode(cause) === 'EADDRINUSE') throw new AppError('port_in_use', { host, port }, { cause });
    if (systemCode(cause) === 'EACCES') throw new AppError('config_invalid', { variable: 'PORT', reason: `this user may not open port ${port}`, remedy: 'Use a port above 1023, e.g. 4600.' }, { cause });
    throw cause;
  }
  const bound = server.address();
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port;
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${actual}`, port: actual, close };
}

/**
 * Follows which connections are being answered.
 * @returns closes the server: idle connections at once (browsers keep some open that never asked anything),
 *   the others when their answer has been sent or the time of grace is over
 */
function closerOf(server: Server): () => Promise<void> {
  const underWay = new Map<Socket, number>();
  let closing = false;
  const count = (socket: Socket, change: number): void => {
    const answers = (underWay.get(socket) ?? 0) + change;
    underWay.set(socket, answers);
    if (closing && answers === 0) socket.end();
  };
  server.on('connection', (socket) => {
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  server.on('request', (request, response) => {
    count(request.socket, 1);
    response.once('close', () => { if (underWay.has(request.socket)) count(request.socket, -1); });
  });
  return () =>
    new Promise((resolve) => {
      closing = true;
      const cut = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      for (const [socket, answers] of underWay) if (answers === 0) socket.destroy();
    });
}
