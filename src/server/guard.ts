// Lets a request through to its route when the route's declaration admits the caller. A route without a
// declaration admits nobody.
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { assertMay, identifyCaller, type Allow } from '../access/callers.js';
import type { ServerEnv } from './server-dependencies.js';

/** Declarations by method and path as the router has them, e.g. `GET /api/v1/imports/:id`. */
export type Permissions = Map<string, Allow>;

/** The route that will answer; middleware (registered for all methods and paths) is none. Undefined when there is none. */
export function answeringRoute(c: Context): { method: string; path: string } | undefined {
  return matchedRoutes(c).find(({ method, path }) => !(method === 'ALL' && path === '/*'));
}

export const guard = (permissions: Permissions): MiddlewareHandler<ServerEnv> => async (c, next) => {
  const route = answeringRoute(c);
  if (route !== undefined) {
    const forwarded = c.req.header('forwarded') !== undefined || c.req.header('x-forwarded-for') !== undefined;
    const caller = identifyCaller(c.env?.incoming?.socket.remoteAddress, forwarded);
    assertMay(caller, permissions.get(`${route.method} ${route.path}`) ?? 'nobody');
  }
  await next();
};
