// Mail as verbs ask for it, bound to one workspace: by the parts in this process, or by the server's API.
import type { Reporting } from '../../reporting/reporting.js';
import {
  alertCheck, alertList, digestPreview, sendOutcome, subscriptionList, type AlertCheck, type AlertList, type DigestKind, type DigestPreview, type SendOutcome, type SendRequest, type SubscribeRequest, type SubscriptionList, type UnsubscribeRequest,
} from '../../shared/api/reporting.js';
import type { Workspace } from '../../shared/workspace.js';
import { callServer, type HttpTarget } from './http-client.js';

export interface MailBackend {
  subscriptions(): Promise<SubscriptionList>;
  subscribe(request: SubscribeRequest): Promise<SubscriptionList>;
  unsubscribe(request: UnsubscribeRequest): Promise<SubscriptionList>;
  previewDigest(request: { kind: DigestKind; locale?: string | undefined }): Promise<DigestPreview>;
  sendDigest(request: SendRequest): Promise<SendOutcome>;
  alerts(options: { open: boolean }): Promise<AlertList>;
  checkAlerts(): Promise<AlertCheck>;
}

export const mailInProcess = (reporting: Reporting, open: () => Promise<Workspace>): MailBackend => ({
  subscriptions: async () => reporting.subscriptions(await open()),
  subscribe: async (request) => reporting.subscribe(await open(), request),
  unsubscribe: async (request) => reporting.unsubscribe(await open(), request),
  previewDigest: async (request) => reporting.previewDigest(await open(), request),
  sendDigest: async (request) => reporting.sendDigest(await open(), request),
  alerts: async (options) => reporting.alerts(await open(), options),
  checkAlerts: async () => reporting.checkAlerts(await open()),
});

export function mailOnServer(target: HttpTarget): MailBackend {
  const post = (json: unknown) => ({ method: 'POST', json }) as const;
  return {
    subscriptions: () => callServer(target, '/mail/subscriptions', subscriptionList),
    subscribe: (request) => callServer(target, '/mail/subscriptions', subscriptionList, post(request)),
    unsubscribe: (request) => callServer(target, '/mail/subscriptions/end', subscriptionList, post(request)),
    previewDigest: ({ kind, locale }) => callServer(target, `/digest?${new URLSearchParams({ kind, ...(locale !== undefined && { locale }) }).toString()}`, digestPreview),
    alerts: ({ open }) => callServer(target, `/alerts${open ? '?open=true' : ''}`, alertList),
    checkAlerts: () => callServer(target, '/alerts/check', alertCheck, post({})),
    sendDigest: (request) => callServer(target, '/digest/send', sendOutcome, post(request)),
  };
}
