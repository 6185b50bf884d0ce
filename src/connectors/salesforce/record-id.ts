// Salesforce's record ids: 15 characters in which letter case counts, or 18 whose last three say the case of the
// others, so that they survive programs that don't heed it. Both name the same record; the long form is the one kept.
// Method: Salesforce Help, "Convert 15 character Record IDs to 18 character" (knowledge article 000385585).

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const SHORT = /^[0-9A-Za-z]{15}$/;
const LONG = /^[0-9A-Za-z]{15}[A-Za-z0-5]{3}$/;
/** Key prefixes of accounts, contacts, users, opportunities, history, leads, campaign members and campaigns. */
const OWN = /^(?:00[13568QvKk]|701)[0-9A-Za-z]{12}(?:[A-Z0-5]{3})?$/;

/** Whether a cell looks like the id of a Salesforce record rather than another product's. */
export const isSalesforceId = (text: string): boolean => OWN.test(text.trim());

/**
 * The three characters that make a 15-character id one of 18: one for each five characters, whose bits, the
 * first character's lowest, say which of the five are capital letters.
 * @param id 15 characters
 */
export function checkSuffix(id: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let capitals = 0;
    for (let i = 0; i < 5; i++) {
      const code = id.charCodeAt(chunk + i);
      if (code >= 65 && code <= 90) capitals |= 1 << i;
    }
    suffix += SUFFIX.charAt(capitals);
  }
  return suffix;
}

/** The 15 characters in the case that the suffix says; undefined where it marks what has no case. */
function restoreCase(id: string, suffix: string): string | undefined {
  let restored = '';
  for (let i = 0; i < 15; i++) {
    const isCapital = (SUFFIX.indexOf(suffix.charAt(Math.floor(i / 5))) & (1 << (i % 5))) !== 0;
    const char = id.charAt(i);
    if (isCapital && !/[a-z]/i.test(char)) return undefined;
    restored += isCapital ? char.toUpperCase() : char.toLowerCase();
  }
  return restored;
}

/** An id in its long form, its case mended by its suffix; any other text as it is. */
export function longId(text: string): string {
  const id = text.trim();
  if (SHORT.test(id)) return id + checkSuffix(id);
  if (!LONG.test(id)) return text;
  const suffix = id.slice(15).toUpperCase();
  const restored = restoreCase(id, suffix);
  return restored === undefined ? text : restored + suffix;
}
