// Makes text of any origin fit to be stored and compared.

/** Trimmed, composed (NFC), without control characters and without halves of characters that no database takes. */
export function cleanText(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC').trim();
}

/** What forms and exports put where there is nothing. */
const EMPTY_WORDS = new Set(['', 'null', 'undefined', 'none', 'nan', 'n/a', 'na', '-', '--', '?', '(none)', '(not set)', 'not set', 'not provided', 'unknown', 'anonymous', 'guest', 'not_authenticated', '[object object]', 'no name', 'no company', 'no email', 'noemail']);

/** Whether the text only says that there is nothing. */
export const saysNothing = (text: string): boolean => EMPTY_WORDS.has(text.trim().toLowerCase());
