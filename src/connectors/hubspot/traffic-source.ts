// Reads HubSpot's original source of a record and its two drill-downs, whose meaning depends on the source.
// Source: HubSpot's knowledge base, "HubSpot's default contact properties" and "Understand HubSpot's traffic sources".
import type { Origin } from '../../facts/drafts.js';
import { fold } from '../mapping/mapping-schema.js';

export interface TrafficSource {
  readonly source: string | undefined;
  readonly drillDown1: string | undefined;
  readonly drillDown2: string | undefined;
}

/** What a search engine keeps to itself. */
const NO_TERM = /^(unknown keywords|\(not provided\)|unknown)/i;
const termOf = (text: string | undefined): string | undefined => (text === undefined || NO_TERM.test(text) ? undefined : text);

/**
 * The origin as HubSpot words it: the source stays as it stands there; campaign, term and referrer come from the
 * drill-downs where they hold one. Those of offline sources say who created the record and tell no origin.
 */
export function originOf({ source, drillDown1, drillDown2 }: TrafficSource): Origin {
  switch (fold(source ?? '').replaceAll('_', ' ')) {
    case 'paid search': return { source, campaign: drillDown1, term: termOf(drillDown2) };
    case 'paid social': case 'social media': case 'organic social': return { source, content: drillDown1, campaign: drillDown2 };
    case 'email marketing': case 'other campaigns': return { source, campaign: drillDown1, content: drillDown2 };
    case 'organic search': return { source, term: termOf(drillDown1), content: drillDown2 };
    case 'referrals': case 'ai referrals': return { source, referrer: drillDown1 };
    case 'direct traffic': return { source, landingPage: drillDown1 };
    default: return { source };
  }
}
