// Sorts the values of a status, stage or kind column into the vocabulary's words, for a guessed mapping.
import { COST_KINDS, TOUCH_KINDS } from '../../facts/drafts.js';
import { plainName } from '../reading/plain-name.js';

type Rules = readonly (readonly [pattern: RegExp, word: string])[];

function sort(values: readonly string[], rules: Rules): Record<string, string> {
  const map: Record<string, string> = {};
  for (const value of values) {
    const word = rules.find(([pattern]) => pattern.test(plainName(value)))?.[1];
    if (word !== undefined) map[value] = word;
  }
  return map;
}

const LOST = /\b(lost|verloren|perdue?|perdid[oa]|pers[oa]|ztracen\w*|prohran\w*|przegran\w*|rejected|declined|cancell?ed|abandoned|abgelehnt|dead)\b/;
const WON = /\b(won|gewonnen|gagnee?|ganad[oa]|vint[oa]|ganh[oa]|vyhran\w*|wygran\w*|signed|paid|closed won|closedwon)\b/;

/** Deal stages or statuses -> won, lost; everything else is open. */
export function classifyDeals(values: readonly string[]): Record<string, string> {
  return sort(values, [[/closedlost/, 'lost'], [/closedwon/, 'won'], [LOST, 'lost'], [WON, 'won']]);
}

/** New business, existing customers, renewals. */
classifyDeals.types = (values: readonly string[]): Record<string, string> => sort(values, [[/renew|verlanger|renouvel/, 'renewal'], [/existing|upsell|up sell|cross|expansion|bestand/, 'existing'], [/new|neu|nouve/, 'new']]);

/** Lead statuses that end a lead's way, or name a stage; undefined when none does. */
export function classifyLeads(values: readonly string[], stages: readonly string[]): Record<string, string> | undefined {
  const names: Rules = [
    [/\b(junk|spam|invalid|unqualified|disqualif\w*|not qualified|bad (data|fit|lead)|lost lead|not interested|unqualifiziert|do not contact)\b/, 'disqualified'],
    [/\b(recycl\w*|nurtur\w*)\b/, 'recycled'],
    [/^(marketing qualified( lead)?|mql)$|^marketingqualifiedlead$/, 'mql'],
    [/^(sales accepted( lead)?|sal|accepted)$/, 'sal'],
    [/^(sales qualified( lead)?|sql)$|^salesqualifiedlead$/, 'sql'],
    [/^opportunity$/, 'opportunity'],
  ];
  const map = sort(values, names.filter(([, word]) => word === 'disqualified' || word === 'recycled' || stages.includes(word)));
  return Object.keys(map).length === 0 ? undefined : map;
}

/** Event names -> kinds of touch; names that are kinds already need no entry. */
export function classifyTouches(values: readonly string[]): Record<string, string> {
  const known = new Set<string>(TOUCH_KINDS);
  const map = sort(values, [
    [/\b(e ?mail|newsletter)\b.*\bclick/, 'email_click'], [/\b(e ?mail|newsletter)\b.*\bopen/, 'email_open'], [/\b(e ?mail|newsletter)\b.*\bbounce/, 'email_bounced'],
    [/\b(e ?mail|newsletter)\b.*\bdeliver/, 'email_delivered'], [/\b(e ?mail|newsletter)\b.*\b(sent|send)/, 'email_sent'], [/\bunsubscri/, 'unsubscribe'], [/\bform\b.*\b(view|start|shown)/, 'form_view'],
    [/\b(download|whitepaper|ebook)/, 'download'], [/\b(page ?view|page|visit|view|session|screen)\b/, 'page_view'], [/\b(ad|ads|adclick|paid)\b.*click|^click$/, 'ad_click'],
    [/\b(call|phone|anruf|appel)\b/, 'call'], [/\b(chat|livechat)\b/, 'chat'], [/\b(meeting|demo|appointment|termin)\b/, 'meeting'], [/\b(webinar|event|conference|trade ?show|messe)\b/, 'event'], [/\b(e ?mail|mail|letter)\b/, 'mail'],
  ]);
  return Object.fromEntries(Object.entries(map).filter(([value]) => !known.has(plainName(value).replace(/ /g, '_'))));
}

/** Cost categories -> kinds of cost. */
export function classifyCosts(values: readonly string[]): Record<string, string> {
  const known = new Set<string>(COST_KINDS);
  const map = sort(values, [
    [/\b(sales)\b/, 'sales'], [/\b(staff|salar\w*|personnel|personal|people|team|payroll|gehalt\w*|wages|headcount|mzdy)\b/, 'staff'], [/\b(agency|agentur|agence|freelance\w*|consult\w*|agencia)\b/, 'agency'],
    [/\b(creative|design|content|video|photo|print|copy\w*|kreation|inhalte)\b/, 'creative'], [/\b(tools?|software|saas|licen[sc]e\w*|crm|subscription|hosting)\b/, 'tools'],
    [/\b(media|ads?|advertis\w*|spend|google|facebook|meta|linkedin|bing|display|ppc|sem|anzeigen|werbung|publicite|reklama)\b/, 'media'],
  ]);
  return Object.fromEntries(Object.entries(map).filter(([value]) => !known.has(value.trim().toLowerCase())));
}

/** Billing intervals -> month or year. */
export function classifyIntervals(values: readonly string[]): Record<string, string> {
  return sort(values, [[/\b(year\w*|annual\w*|jahr\w*|jahrlich|an|annuel\w*|ano|rok|rocn\w*)\b/, 'year'], [/\b(month\w*|monat\w*|mois|mensuel\w*|mes|mesic\w*|miesiac|mensual)\b/, 'month']]);
}
