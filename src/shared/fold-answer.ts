// What somebody answered without what does not matter to its meaning: letter case, accents, signs, spaces. The same is said
// in SQL in analytics/read-models/person-answers.ts; a test holds the two together.

/** Letters that are no letter with an accent, and how they are written without them. */
export const FOLDED_LETTERS: readonly (readonly [string, string])[] = [['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'], ['ø', 'o'], ['ł', 'l'], ['đ', 'd'], ['ı', 'i']];

/** `  Größe: Café! ` is `grosse cafe`; '' for a text without letters and digits. */
export const foldAnswer = (text: string): string =>
  FOLDED_LETTERS.reduce((plain, [letter, written]) => plain.replaceAll(letter, written), text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '')).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
