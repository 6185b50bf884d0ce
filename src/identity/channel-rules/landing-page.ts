// Reads a landing page's address: the page without what campaigns and ad networks append, and the
// tags that it carries. Text that is no address passes unchanged.

/** Parameters of campaigns, ad networks, mailers and analytics. */
const TRACKING = /^(utm_\w+|hsa_\w+|_hs\w*|hsctatracking|gad_\w+|gclsrc|_g[al]c?|_gac_\w+|pk_\w+|mtm_\w+|piwik_\w+|matomo_\w+|mc_\w+|fb_(action_ids|action_types|source|ref)|igsh|mkt_tok|elq\w*|trk|trkcampaign|spm|scm|oly_\w+|vero_\w+|wickedid|yclid|ysclid|_openstat|ml_subscriber\w*|ck_subscriber_id|dm_i|ns_\w+|sc_(campaign|channel|content|medium|outcome|geo|country)|rb_clickid|cm_mmc\w*|cmpid|adgroupid|matchtype|_bta_\w+|__s|__hs\w+)$/;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

export interface LandingPage {
  /** The address without tracking parameters and without a fragment that is no route. */
  readonly page: string;
  /** Tracking parameters by lower-case name, decoded; the first of a name counts. */
  readonly tags: ReadonlyMap<string, string>;
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();

/**
 * @param address absolute (`https://acme.com/pricing?utm_source=x`) or a path; trimmed by the caller
 * @param clickIds names of click id parameters, lower case
 */
export function readLandingPage(address: string, clickIds: { has(name: string): boolean }): LandingPage {
  const hash = address.indexOf('#');
  // A fragment is a route of a single-page application, or a place on the page and no part of its address.
  const fragment = hash >= 0 && /^#!?\//.test(address.slice(hash, hash + 3)) ? address.slice(hash) : '';
  const beforeHash = hash >= 0 && (address.startsWith('/') || address.includes('://')) ? address.slice(0, hash) : address;
  const question = beforeHash.indexOf('?');
  if (question < 0) return { page: beforeHash === address ? address : beforeHash + fragment, tags: NO_TAGS };
  const kept: string[] = [];
  const tags = new Map<string, string>();
  for (const part of beforeHash.slice(question + 1).split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    if (!clickIds.has(name) && !TRACKING.test(name)) kept.push(part);
    else if (!tags.has(name)) tags.set(name, equals < 0 ? '' : decode(part.slice(equals + 1)).trim());
  }
  const query = kept.length === 0 ? '' : `?${kept.join('&')}`;
  return { page: beforeHash.slice(0, question) + query + fragment, tags };
}
