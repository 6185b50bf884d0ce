// The pages and their addresses. Every address carries its view in the query string, read and printed by view/view-state.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AppFrame } from './frame/AppFrame.js';
import { FailedPage } from './pages/FailedPage.js';
import { NotFoundPage } from './pages/NotFoundPage.js';
import { OverviewPage } from './pages/overview/OverviewPage.js';
import { parseView, printView, type View } from './view/view-state.js';

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFoundPage, validateSearch: (search: View): View => search });

const overview = createRoute({ getParentRoute: () => root, path: '/', component: OverviewPage });
const funnel = createRoute({ getParentRoute: () => root, path: '/funnel', component: lazyRouteComponent(() => import('./pages/funnel/FunnelPage.js'), 'FunnelPage') });
const channels = createRoute({ getParentRoute: () => root, path: '/channels', component: lazyRouteComponent(() => import('./pages/channels/ChannelsPage.js'), 'ChannelsPage') });
const segments = createRoute({ getParentRoute: () => root, path: '/segments', component: lazyRouteComponent(() => import('./pages/segments/SegmentsPage.js'), 'SegmentsPage') });
const recurring = createRoute({ getParentRoute: () => root, path: '/recurring', component: lazyRouteComponent(() => import('./pages/recurring/RecurringPage.js'), 'RecurringPage') });
const kpis = createRoute({ getParentRoute: () => root, path: '/kpis', component: lazyRouteComponent(() => import('./pages/kpis/KpisPage.js'), 'KpisPage') });
const kpi = createRoute({ getParentRoute: () => root, path: '/kpis/$id', component: lazyRouteComponent(() => import('./pages/kpi/KpiPage.js'), 'KpiPage') });
const imports = createRoute({ getParentRoute: () => root, path: '/imports', component: lazyRouteComponent(() => import('./pages/imports/ImportsPage.js'), 'ImportsPage') });
const oneImport = createRoute({ getParentRoute: () => root, path: '/imports/$id', component: lazyRouteComponent(() => import('./pages/imports/ImportPage.js'), 'ImportPage') });
const leads = createRoute({ getParentRoute: () => root, path: '/leads', component: lazyRouteComponent(() => import('./pages/leads/LeadsPage.js'), 'LeadsPage') });
const person = createRoute({ getParentRoute: () => root, path: '/leads/$id', component: lazyRouteComponent(() => import('./pages/leads/PersonPage.js'), 'PersonPage') });
const account = createRoute({ getParentRoute: () => root, path: '/accounts/$id', component: lazyRouteComponent(() => import('./pages/leads/AccountPage.js'), 'AccountPage') });
const goals = createRoute({ getParentRoute: () => root, path: '/goals', component: lazyRouteComponent(() => import('./pages/goals/GoalsPage.js'), 'GoalsPage') });
const plan = createRoute({ getParentRoute: () => root, path: '/plan', component: lazyRouteComponent(() => import('./pages/plan/PlanPage.js'), 'PlanPage') });
const scenarios = createRoute({ getParentRoute: () => root, path: '/scenarios', component: lazyRouteComponent(() => import('./pages/scenarios/ScenariosPage.js'), 'ScenariosPage') });
const board = createRoute({ getParentRoute: () => root, path: '/board', component: lazyRouteComponent(() => import('./pages/board/BoardPage.js'), 'BoardPage') });
const explorer = createRoute({ getParentRoute: () => root, path: '/explorer', component: lazyRouteComponent(() => import('./pages/explorer/ExplorerPage.js'), 'ExplorerPage') });
const dashboards = createRoute({ getParentRoute: () => root, path: '/dashboards', component: lazyRouteComponent(() => import('./pages/dashboards/DashboardsPage.js'), 'DashboardsPage') });
const oneDashboard = createRoute({ getParentRoute: () => root, path: '/dashboards/$id', component: lazyRouteComponent(() => import('./pages/dashboards/DashboardPage.js'), 'DashboardPage') });
const help = createRoute({ getParentRoute: () => root, path: '/help', component: lazyRouteComponent(() => import('./pages/help/HelpPage.js'), 'HelpPage') });
const helpDocument = createRoute({ getParentRoute: () => root, path: '/help/$', component: lazyRouteComponent(() => import('./pages/help/HelpPage.js'), 'HelpPage') });
const attribution = createRoute({ getParentRoute: () => root, path: '/attribution', component: lazyRouteComponent(() => import('./pages/attribution/AttributionPage.js'), 'AttributionPage') });
const ledger = createRoute({ getParentRoute: () => root, path: '/attribution/ledger', component: lazyRouteComponent(() => import('./pages/attribution/LedgerPage.js'), 'LedgerPage') });
const journeys = createRoute({ getParentRoute: () => root, path: '/attribution/journeys', component: lazyRouteComponent(() => import('./pages/attribution/JourneysPage.js'), 'JourneysPage') });
const journey = createRoute({ getParentRoute: () => root, path: '/attribution/journeys/$id', component: lazyRouteComponent(() => import('./pages/attribution/JourneyPage.js'), 'JourneyPage') });
const report = createRoute({ getParentRoute: () => root, path: '/reports', component: lazyRouteComponent(() => import('./pages/report/ReportPage.js'), 'ReportPage') });
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.js'), 'SettingsPage') });

export const router = createRouter({
  routeTree: root.addChildren([overview, funnel, channels, segments, recurring, kpis, kpi, leads, person, account, attribution, ledger, journeys, journey, goals, plan, scenarios, board, report, explorer, dashboards, oneDashboard, imports, oneImport, help, helpDocument, settings]),
  parseSearch: parseView as (text: string) => Record<string, unknown>,
  stringifySearch: (search) => printView(search),
  defaultErrorComponent: FailedPage,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
