// One structured line for each request: method, the route's pattern, status and time. No address, no
// query, no value of a path, for these can be personal data.
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { answeringRoute } from './guard.js';
import type { ServerEnv } from './server-dependencies.js';

export const logRequests = (log: Logger): MiddlewareHandler<ServerEnv> => async (c, next) => {
  const start = performance.now();
  await next();
  const route = answeringRoute(c)?.path ?? '(none)';
  const line = { method: c.req.method, route, status: c.res.status, ms: Math.round(performance.now() - start) };
  if (c.res.status >= 500) log.warn(line, 'request');
  else log.debug(line, 'request');
};
