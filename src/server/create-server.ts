// Puts the server together: what every request passes, the routes, the web app, and how it starts and stops listening.
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { Context } from 'hono';
import type { Allow } from '../access/callers.js';
import { AppError } from '../shared/errors.js';
import { checkSource, isSentAround } from './check-source.js';
import { collectPermissions } from './collect-permissions.js';
import { errorResponse, invalidInput } from './error-response.js';
import { guard, type Permissions } from './guard.js';
import { listenOn, type Listening } from './listen.js';
import { logRequests } from './log-requests.js';
import { addAttributionResultRoutes } from './routes/attribution-results.js';
import { addAttributionRoutes, PATHS_ROUTE } from './routes/attribution.js';
import { addAlertRoutes } from './routes/alerts.js';
import { addAccountRoutes } from './routes/accounts.js';
import { addChannelRuleRoutes } from './routes/channel-rules.js';
import { addConnectorRoutes } from './routes/connectors.js';
import { addDashboardRoutes } from './routes/dashboards.js';
import { addDimensionRoutes } from './routes/dimensions.js';
import { addDocsRoutes } from './routes/docs.js';
import { addDoctorRoutes } from './routes/doctor.js';
import { addDigestRoutes } from './routes/digest.js';
import { addExplainRoutes } from './routes/explain.js';
import { addGoalRoutes } from './routes/goals.js';
import { addHealthRoutes } from './routes/health.js';
import { addImportEventRoutes } from './routes/import-events.js';
import { addImportRoutes } from './routes/imports.js';
import { addKpiRoutes } from './routes/kpis.js';
import { addPlanRoutes } from './routes/plan.js';
import { addReportRoutes } from './routes/report.js';
import { addScenarioRoutes } from './routes/scenarios.js';
import { addPersonaRuleRoutes } from './routes/persona-rules.js';
import { addSelfReportedRuleRoutes } from './routes/self-reported-rules.js';
import { addPersonRoutes } from './routes/persons.js';
import { addSavedViewRoutes } from './routes/saved-views.js';
import { addSettingsRoutes } from './routes/settings.js';
import { addFreshnessRoutes } from './routes/freshness.js';
import { addStatusRoutes } from './routes/status.js';
import { addUnsubscribeRoutes } from './routes/unsubscribe.js';
import { addUploadRoutes } from './routes/uploads.js';
import { addWatchedFolderRoutes } from './routes/watched-folder.js';
import { securityHeaders } from './security-headers.js';
import type { App, ServerDependencies, ServerEnv } from './server-dependencies.js';
import { readWebFiles } from './web-files.js';

export interface LeadlineServer {
  readonly app: App;
  /** Who may call which route, as the guard has it. */
  readonly permissions: ReadonlyMap<string, Allow>;
  /**
   * @param port 0 takes a free one
   * @returns where it listens, e.g. `http://127.0.0.1:4600`
   * @throws AppError listen_refused, port_in_use
   */
  listen(host: string, port: number): Promise<{ url: string; port: number }>;
  /** Takes no more requests, finishes those under way, ends streams of progress. */
  close(): Promise<void>;
}

const MEGABYTE = 1024 ** 2;
const UPLOADS = '/api/v1/uploads';
const limitBody = bodyLimit({ maxSize: MEGABYTE, onError: () => { throw new AppError('payload_too_large', { limit: '1 MB' }); } });

/** Everything a request passes before its route. */
function addMiddleware(app: App, { log, publicUrl }: ServerDependencies, permissions: Permissions, closing: AbortSignal): void {
  app.use(logRequests(log));
  app.use(securityHeaders);
  // Figures shrink to a tenth. Files and streams go out as they are; the web app's are kept compressed (web-files.ts).
  app.use(compress({ contentTypeFilter: /^application\/json/ }));
  app.use((_, next) => {
    if (closing.aborted) throw new AppError('shutting_down');
    return next();
  });
  app.use(checkSource(publicUrl));
  app.use(guard(permissions));
  // Uploads and tables of paths count their bytes themselves, as they stream.
  app.use((c, next) => (c.req.path === UPLOADS || c.req.path === PATHS_ROUTE ? next() : limitBody(c, next)));
}

/** 404, or 405 where the path exists with other methods. */
function notFound(c: Context, permissions: Permissions): AppError {
  const here = [...permissions.keys()].flatMap((route) => {
    const [method = '', path = ''] = route.split(' ');
    return path !== '/*' && new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`).test(c.req.path) ? [method] : [];
  });
  if (here.length > 0) return new AppError('method_not_allowed', { method: c.req.method, path: c.req.path, valid: here });
  return isSentAround(c.req.path) ? new AppError('link_void') : new AppError('not_found', { what: 'route', id: c.req.path });
}

export async function createServer(dependencies: ServerDependencies): Promise<LeadlineServer> {
  const { log, webFolder } = dependencies;
  const closing = new AbortController();
  const permissions: Permissions = new Map();
  const app: App = new OpenAPIHono<ServerEnv>({ defaultHook: (result) => { if (!result.success) throw invalidInput(result.error); } });

  app.onError((error, c) => errorResponse(error, c, log));
  app.notFound((c) => {
    const error = notFound(c, permissions);
    if (Array.isArray(error.details.valid)) c.header('Allow', error.details.valid.join(', '));
    return errorResponse(error, c, log);
  });
  addMiddleware(app, dependencies, permissions, closing.signal);

  addHealthRoutes(app, dependencies);
  addKpiRoutes(app, dependencies);
  addExplainRoutes(app, dependencies);
  addAttributionRoutes(app, dependencies);
  addAttributionResultRoutes(app, dependencies);
  addDimensionRoutes(app, dependencies);
  addPersonRoutes(app, dependencies);
  addAccountRoutes(app, dependencies);
  addSavedViewRoutes(app, dependencies);
  addDashboardRoutes(app, dependencies);
  addSettingsRoutes(app, dependencies);
  addChannelRuleRoutes(app, dependencies);
  addPersonaRuleRoutes(app, dependencies);
  addSelfReportedRuleRoutes(app, dependencies);
  addConnectorRoutes(app, dependencies);
  addUploadRoutes(app, dependencies);
  addImportRoutes(app, dependencies);
  addWatchedFolderRoutes(app, dependencies);
  addImportEventRoutes(app, dependencies, closing.signal);
  addPlanRoutes(app, dependencies);
  addGoalRoutes(app, dependencies);
  addScenarioRoutes(app, dependencies);
  addAlertRoutes(app, dependencies);
  addDigestRoutes(app, dependencies);
  addReportRoutes(app, dependencies);
  addUnsubscribeRoutes(app, dependencies);
  addStatusRoutes(app, dependencies);
  addFreshnessRoutes(app, dependencies);
  addDoctorRoutes(app, dependencies);
  addDocsRoutes(app, dependencies);
  collectPermissions(app, permissions);

  const web = await readWebFiles(webFolder);
  if (!web.built) log.warn('the web app is not built: only the API is served');
  permissions.set('GET /*', 'anyone');
  app.get('/*', web.handler);

  let listening: Listening | undefined;
  return {
    app,
    permissions,
    async listen(host, port) {
      listening = await listenOn(app, host, port);
      return { url: listening.url, port: listening.port };
    },
    async close() {
      closing.abort();
      await listening?.close();
    },
  };
}
