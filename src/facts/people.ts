// What the writer asks of identity and of channel rules. Facts lie below both, so they come in as functions.
import type { Origin, Who } from './drafts.js';

export interface PeopleRequest {
  readonly who: Who;
  /** ISO instant, or a day. */
  readonly at: string;
  /** Whether someone unknown becomes a person; else they are only looked up. */
  readonly createPerson: boolean;
}

export interface ResolvedPeople {
  /** 0 when nobody is known. */
  readonly personId: bigint;
  readonly accountId: bigint;
  /** Whether `accountId` is what this source names, not what a mail's domain or an earlier source says. */
  readonly accountNamed: boolean;
  readonly visitorId: string;
}

/** Answers in the order of the requests. */
export type Identify = (
  workspaceId: number,
  requests: readonly PeopleRequest[],
  context: { readonly importId: bigint; readonly reason: string },
) => Promise<readonly ResolvedPeople[]>;

/** An origin as the channel rules read it; every text '' when nothing is known. */
export interface ClassifiedOrigin {
  readonly channelGroup: string;
  readonly channel: string;
  readonly direction: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly content: string;
  readonly term: string;
  readonly landingPage: string;
  readonly referrer: string;
  readonly clickId: string;
  readonly rulesVersion: number;
}

export type Classify = (origin: Origin, context: { readonly web: boolean }) => ClassifiedOrigin;

/** Whether a source names someone by anything but a browser. */
export const namesSomeone = (who: Who): boolean =>
  who.email !== undefined || who.phone !== undefined || (who.ids !== undefined && who.ids.length > 0) || who.firstName !== undefined || who.lastName !== undefined;

/** Whether anything at all is said about who it was. */
export const saysWho = (who: Who): boolean => namesSomeone(who) || who.visitorId !== undefined || who.account !== undefined;
