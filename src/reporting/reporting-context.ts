// What reporting works with: the stores, the parts below it, and how mail leaves the house.
import type { Logger } from 'pino';
import type { Workspaces } from '../access/workspaces.js';
import type { Analytics } from '../analytics/analytics.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Planning } from '../planning/planning.js';

/** How mail leaves and where its links lead. */
export interface MailSettings {
  /** `smtp://…` or `smtps://…`; undefined: no mail is sent. */
  readonly smtpUrl: string | undefined;
  /** `Leadline <leadline@example.com>`; undefined: the user of the SMTP address, where that is a mail address. */
  readonly mailFrom: string | undefined;
  /** Address of the installation as readers of a mail reach it, without a slash at the end. */
  readonly publicUrl: string;
}

export interface ReportingContext {
  readonly records: RecordsStore;
  readonly workspaces: Workspaces;
  readonly analytics: Analytics;
  readonly planning: Planning;
  readonly mail: MailSettings;
  readonly log: Logger;
  /** Signs the links that end a subscription. */
  readonly secret: string;
  /** The instant, ISO in UTC. */
  readonly now: () => string;
}
