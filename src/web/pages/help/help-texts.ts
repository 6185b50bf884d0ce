// The project's own documents as pages of help: the same files that the repository shows, each loaded when it is opened.

/** Text of each document, by its path under docs/ without `.md`. */
const FILES = Object.fromEntries(
  Object.entries(import.meta.glob<string>(['../../../../docs/*.md', '../../../../docs/imports/*.md'], { query: '?raw', import: 'default' }))
    .map(([path, load]) => [path.replace(/^.*\/docs\//, '').replace(/\.md$/, ''), load]),
);

/** Addresses of the documents' pictures, by their name under docs/images. */
export const PICTURES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>('../../../../docs/images/*.webp', { query: '?url', import: 'default', eager: true })).map(([path, address]) => [path.replace(/^.*\/images\//, ''), address]),
);

export interface HelpEntry {
  /** Address under /help/. */
  readonly id: string;
  readonly label: string;
}

const label = (id: string, text: string): HelpEntry => ({ id, label: text });

const PRODUCTS: Readonly<Record<string, string>> = {
  csv: 'Any table', crm: 'Any CRM, by layout', subscriptions: 'Subscriptions, by layout', costs: 'Costs: staff, tools, agency', fx: 'Exchange rates (ECB)',
  hubspot: 'HubSpot', salesforce: 'Salesforce', zoho: 'Zoho CRM', stripe: 'Stripe', 'google-ads': 'Google Ads', 'meta-ads': 'Meta Ads', 'linkedin-ads': 'LinkedIn Ads', 'microsoft-ads': 'Microsoft Ads',
  ga4: 'Google Analytics 4', plausible: 'Plausible', matomo: 'Matomo',
};

/** What there is to read, in the order in which it is needed. Documents without an entry of their own stand at the end. */
export const HELP: readonly { readonly group: string; readonly entries: readonly HelpEntry[] }[] = (() => {
  const named = [
    { group: 'Bringing data in', entries: [label('mapping', 'A file of one’s own: mappings'), label('watched-folder', 'A watched folder'), ...Object.entries(PRODUCTS).map(([id, text]) => label(`imports/${id}`, text))] },
    { group: 'How figures are computed', entries: [label('glossary', 'Words and figures'), label('statistics', 'How sure a figure is'), label('attribution', 'Attribution'), label('planning', 'Plans, goals, forecasts'), label('personas', 'Personas by rules')] },
    { group: 'Arranging figures', entries: [label('dashboards', 'Dashboards')] },
    { group: 'Running it', entries: [label('running', 'For a team, on PostgreSQL'), label('reporting', 'Mail, alerts, report'), label('benchmarks', 'How fast it is')] },
  ].map(({ group, entries }) => ({ group, entries: entries.filter(({ id }) => id in FILES) }));
  const known = new Set(named.flatMap(({ entries }) => entries.map(({ id }) => id)));
  const others = Object.keys(FILES).filter((id) => !known.has(id)).sort().map((id) => label(id, id.replace(/^imports\//, '').replaceAll('-', ' ')));
  return others.length === 0 ? named : [...named, { group: 'Further', entries: others }];
})();

export const FIRST = 'mapping';

export const isHelp = (id: string): boolean => Object.hasOwn(FILES, id);

/** @returns undefined for a document that does not exist */
export const loadHelp = async (id: string): Promise<string | undefined> => (isHelp(id) ? FILES[id]?.() : undefined);
