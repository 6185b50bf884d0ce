// Finds the column that holds what people answer when asked how they heard of the company: a field that every CRM and form
// lets its users add, so that only its name tells it, in the languages that column-roles.ts knows.
import { plainName } from '../reading/plain-name.js';

/** Of a plain name. Of Salesforce's own fields the ending `__c` is left as ` c`. */
export const SELF_REPORTED_COLUMN = new RegExp([
  /\bhow (did|have|do) you (first |originally )?(hear|heard|find|found|learn|learned|discover|know|come|get)\b/, /\b(where|how) .*\bheard? (about|of) us\b/, /\bheard? (about|of) us\b/, /\bself reported\b/, /\bhdyhau\b/,
  /\bwie (haben|sind|hast|bist|wurden) (sie|du) .*\b(erfahren|gehort|aufmerksam|gefunden|gestossen)\b/, /\baufmerksam geworden\b/, /\bwoher (kennen|kennst) (sie|du) uns\b/,
  /\bcomment .*\b(connus?|entendu|decouverts?|trouves?)\b/, /\bcomo nos (conocio|conociste|encontro|conheceu)\b/, /\bcomo (ficou sabendo|soube|ouviu)\b/, /\bcome ci (ha|hai) (conosciuto|trovato)\b/,
  /\bjak jste se o nas\b/, /\bskad .*\bo nas\b/, /\bhoe (heeft|heb|bent|ben) (u|je) .*\b(gehoord|gevonden|terecht|gekomen)\b/,
].map((name) => name.source).join('|'));

/** A field of a mapping that takes the answer, or none where the table has no such column. */
export function selfReportedField(header: readonly string[]): { readonly selfReported?: string } {
  const column = header.find((name) => SELF_REPORTED_COLUMN.test(plainName(name)));
  return column === undefined ? {} : { selfReported: column };
}
