// What the rest of the house asks of reporting; made by createReporting.
import type { AlertCheck, AlertList, DigestPreview, MailKind, PreviewRequest, SendOutcome, SendRequest, SubscribeRequest, SubscriptionList, UnsubscribeRequest } from '../shared/api/reporting.js';
import type { MadeShare, ReportDocument, ReportPeriod, ReportShareList, ShareRequest } from '../shared/api/report.js';
import type { Workspace } from '../shared/workspace.js';

export interface Reporting {
  subscriptions(workspace: Workspace): Promise<SubscriptionList>;
  /** Subscribes an address, or changes how it gets what it is subscribed to. @throws AppError invalid_input */
  subscribe(workspace: Workspace, request: SubscribeRequest): Promise<SubscriptionList>;
  /** @throws AppError not_found */
  unsubscribe(workspace: Workspace, request: UnsubscribeRequest): Promise<SubscriptionList>;
  /** What a link in a mail would end; undefined for a link that wasn't made here. */
  subscriptionOfLink(token: string): Promise<{ email: string; kind: MailKind; ended: boolean } | undefined>;
  /** Ends what the link is for; again is no harm. @returns false for a link that wasn't made here */
  endByLink(token: string): Promise<boolean>;
  /** The digest as it would go out now. @throws AppError invalid_input, missing_rate */
  previewDigest(workspace: Workspace, request: PreviewRequest): Promise<DigestPreview>;
  /**
   * Sends the latest digest to its subscribers, whatever hour it is; who had it does not get it again.
   * @throws AppError mail_not_set_up; not_found where nobody, or not this address, is subscribed
   */
  sendDigest(workspace: Workspace, request: SendRequest): Promise<SendOutcome>;
  /** Alerts, the newest first. @param options.open those that last alone */
  alerts(workspace: Workspace, options: { open: boolean }): Promise<AlertList>;
  /** Looks for what is worth an alert, keeps it, and notes the mails to those who read alerts; `sendDue` sends them. @throws AppError missing_rate */
  checkAlerts(workspace: Workspace): Promise<AlertCheck>;
  /** The same for all workspaces; what fails in one is logged and stops no other. */
  checkAllAlerts(): Promise<void>;
  /** The report for leadership. @throws AppError invalid_range, missing_rate */
  report(workspace: Workspace, period: ReportPeriod): Promise<ReportDocument>;
  /** Links that share it, revoked ones too, the newest first. */
  shares(workspace: Workspace): Promise<ReportShareList>;
  /** A link that shows it to whoever has it. Its address is told this once. @throws AppError invalid_range */
  share(workspace: Workspace, request: ShareRequest): Promise<MadeShare>;
  /** Ends a link at once. @throws AppError not_found */
  revokeShare(workspace: Workspace, id: string): Promise<ReportShareList>;
  /** What a link shows; undefined where it is none or was revoked. */
  sharedReport(token: string): Promise<ReportDocument | undefined>;
  /** Sends what is due, in all workspaces; a failure of one mail stops no other. Never throws for one mail. */
  sendDue(): Promise<{ sent: number; failed: number }>;
}
