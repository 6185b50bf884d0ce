// Finds an ad platform's columns by their names in any of its languages and spellings:
// `Campaign name`, `Campaign_Name` and `campaign-name` are one.

/** What the columns of ad reports are about. */
export type AdColumn =
  | 'day' | 'from' | 'until' | 'period' | 'campaign' | 'campaignId' | 'group' | 'groupId' | 'adSet' | 'adSetId' | 'ad' | 'adId'
  | 'account' | 'accountId' | 'currency' | 'cost' | 'costInUsd' | 'impressions' | 'linkClicks' | 'clicks';

/** Names of a platform's columns, by what they are; `breakdowns` split a row further and have a value in every row that is no total. */
export interface AdColumnNames {
  readonly columns: Readonly<Partial<Record<AdColumn, readonly string[]>>>;
  readonly breakdowns: readonly string[];
}

/** Without accents, letter case, signs and a currency in brackets at the end. */
export const plainName = (name: string): string =>
  name.replace(/\s*\([A-Z]{3}\)\s*$/, '').normalize('NFKD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

export interface FoundColumns {
  readonly at: ReadonlyMap<AdColumn, number>;
  readonly breakdowns: readonly number[];
}

/** Makes the finder of one platform. Of several columns of one kind the one whose name is listed first counts. */
export function columnFinder({ columns, breakdowns }: AdColumnNames): (header: readonly string[]) => FoundColumns {
  const wanted = Object.entries(columns).map(([column, names]) => [column as AdColumn, names.map(plainName)] as const);
  const splits = new Set(breakdowns.map(plainName));
  return (header) => {
    const plain = header.map(plainName);
    const at = new Map<AdColumn, number>();
    for (const [column, names] of wanted) {
      const place = names.map((name) => plain.indexOf(name)).find((i) => i >= 0);
      if (place !== undefined) at.set(column, place);
    }
    return { at, breakdowns: plain.flatMap((name, i) => (splits.has(name) ? [i] : [])) };
  };
}
