// Refuses requests that a foreign web page makes through the owner's browser: by a host name that was
// rebound to this machine (DNS rebinding), or by sending them from another origin (CSRF). Links that are sent
// around are for readers elsewhere: they answer at the installation's public address too, and at no other.
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../shared/errors.js';
import type { ServerEnv } from './server-dependencies.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Names of this machine that no name server can point elsewhere, or that browsers keep local. */
const LOCAL_NAME = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::(\d{1,5}))?$/i;

/** Whether a Host header names this machine and the port that was called. */
export function isLocalHost(host: string | undefined, port: number | undefined): boolean {
  const [, name, given] = LOCAL_NAME.exec(host ?? '') ?? [];
  return name !== undefined && port !== undefined && Number(given ?? 80) === port;
}

/**
 * Whether a browser sends this from our own page, or the user opened it themself. Programs other than
 * browsers send neither header.
 */
function isFromOwnPage(ownOrigin: string, method: string, headers: { origin: string | undefined; site: string | undefined; mode: string | undefined }): boolean {
  const { origin, site, mode } = headers;
  const safe = SAFE_METHODS.has(method);
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !(safe && mode === 'navigate')) return false;
  return safe || origin === undefined || origin.toLowerCase() === ownOrigin.toLowerCase();
}

/** What the path of a link that is sent around begins with; whoever has the link may call it, and it asks for no other right. */
export const UNSUBSCRIBE_LINK = '/unsubscribe/';
export const REPORT_LINK = '/report/shared/';
export const isSentAround = (path: string): boolean => path.startsWith(UNSUBSCRIBE_LINK) || path.startsWith(REPORT_LINK);

/** @param publicUrl at which such links lead here, through a proxy */
export const checkSource = (publicUrl: string | undefined): MiddlewareHandler<ServerEnv> => async (c, next) => {
  const host = c.req.header('host');
  const port = c.env?.incoming?.socket.localPort;
  const outside = publicUrl !== undefined && isSentAround(c.req.path) && host !== undefined && host.toLowerCase() === new URL(publicUrl).host ? new URL(publicUrl).origin : undefined;
  if (host === undefined || (outside === undefined && !isLocalHost(host, port))) {
    throw new AppError('forbidden', { reason: `Leadline answers to localhost, 127.0.0.1 and [::1] with port ${port ?? 'it listens on'} only: the request names another host. A tunnel has to keep the port's number.` });
  }
  const headers = { origin: c.req.header('origin'), site: c.req.header('sec-fetch-site'), mode: c.req.header('sec-fetch-mode') };
  if (!isFromOwnPage(outside ?? `http://${host}`, c.req.method, headers)) throw new AppError('forbidden', { reason: 'The request comes from another web page.' });
  await next();
};
