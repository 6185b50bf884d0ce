// Digests, alerts and the report as verbs ask for it, bound to one workspace: by the parts in this process, or by the server's API.
import type { Reporting } from '../../reporting/reporting.js';
import {
  alertCheck, alertList, digestPreview, sendOutcome, subscriptionList, type AlertCheck, type AlertList, type DigestKind, type DigestPreview, type SendOutcome, type SendRequest, type SubscribeRequest, type SubscriptionList, type UnsubscribeRequest,
} from '../../shared/api/reporting.js';
import { madeShare, reportDocument, reportShareList, type MadeShare, type ReportDocument, type ReportPeriod, type ReportShareList, type ShareRequest } from '../../shared/api/report.js';
import type { Workspace } from '../../shared/workspace.js';
import { callServer, type HttpTarget } from './http-client.js';

export interface ReportingBackend {
  subscriptions(): Promise<SubscriptionList>;
  subscribe(request: SubscribeRequest): Promise<SubscriptionList>;
  unsubscribe(request: UnsubscribeRequest): Promise<SubscriptionList>;
  previewDigest(request: { kind: DigestKind; locale?: string | undefined }): Promise<DigestPreview>;
  sendDigest(request: SendRequest): Promise<SendOutcome>;
  report(period: ReportPeriod): Promise<ReportDocument>;
  shares(): Promise<ReportShareList>;
  share(request: ShareRequest): Promise<MadeShare>;
  revokeShare(id: string): Promise<ReportShareList>;
  alerts(options: { open: boolean }): Promise<AlertList>;
  checkAlerts(): Promise<AlertCheck>;
}

export const reportingInProcess = (reporting: Reporting, open: () => Promise<Workspace>): ReportingBackend => ({
  subscriptions: async () => reporting.subscriptions(await open()),
  subscribe: async (request) => reporting.subscribe(await open(), request),
  unsubscribe: async (request) => reporting.unsubscribe(await open(), request),
  previewDigest: async (request) => reporting.previewDigest(await open(), request),
  sendDigest: async (request) => reporting.sendDigest(await open(), request),
  report: async (period) => reporting.report(await open(), period),
  shares: async () => reporting.shares(await open()),
  share: async (request) => reporting.share(await open(), request),
  revokeShare: async (id) => reporting.revokeShare(await open(), id),
  alerts: async (options) => reporting.alerts(await open(), options),
  checkAlerts: async () => reporting.checkAlerts(await open()),
});

export function reportingOnServer(target: HttpTarget): ReportingBackend {
  const post = (json: unknown) => ({ method: 'POST', json }) as const;
  return {
    subscriptions: () => callServer(target, '/mail/subscriptions', subscriptionList),
    subscribe: (request) => callServer(target, '/mail/subscriptions', subscriptionList, post(request)),
    unsubscribe: (request) => callServer(target, '/mail/subscriptions/end', subscriptionList, post(request)),
    previewDigest: ({ kind, locale }) => callServer(target, `/digest?${new URLSearchParams({ kind, ...(locale !== undefined && { locale }) }).toString()}`, digestPreview),
    report: (period) => callServer(target, `/report?${new URLSearchParams(period).toString()}`, reportDocument),
    shares: () => callServer(target, '/report/shares', reportShareList),
    share: (request) => callServer(target, '/report/shares', madeShare, post(request)),
    revokeShare: (id) => callServer(target, `/report/shares/${encodeURIComponent(id)}`, reportShareList, { method: 'DELETE' }),
    alerts: ({ open }) => callServer(target, `/alerts${open ? '?open=true' : ''}`, alertList),
    checkAlerts: () => callServer(target, '/alerts/check', alertCheck, post({})),
    sendDigest: (request) => callServer(target, '/digest/send', sendOutcome, post(request)),
  };
}
