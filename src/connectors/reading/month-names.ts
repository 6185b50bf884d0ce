// Month names and their short forms in the languages exports come in, from the languages' own tables (CLDR, by Intl).

const LANGUAGES = ['en-US', 'en-GB', 'de', 'de-AT', 'fr', 'es', 'it', 'pt', 'cs', 'pl', 'nl'];
/** Short forms people write that CLDR does not list. */
const EXTRA: Readonly<Record<string, number>> = { sept: 9, mrz: 3, maerz: 3, janv: 1, fevr: 2, avr: 4, juil: 7, agosto: 8, ene: 1, abr: 4, ago: 8, set: 9, dic: 12, dez: 12 };

/** Lower case without accents and dots: `Févr.` is `fevr`, `září` is `zari`. */
export const foldName = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/[.\s]/g, '').toLowerCase();

/** Folded name -> month 1 to 12. A form that means different months in different languages is left out. */
export const MONTHS: ReadonlyMap<string, number> = (() => {
  const months = new Map<string, number>();
  const unclear = new Set<string>();
  const add = (name: string, month: number) => {
    const folded = foldName(name);
    if (!/^\p{L}{3,}$/u.test(folded)) return;
    if ((months.get(folded) ?? month) !== month) unclear.add(folded);
    months.set(folded, month);
  };
  for (const language of LANGUAGES) {
    for (let month = 1; month <= 12; month++) {
      const date = Date.UTC(2024, month - 1, 15);
      for (const width of ['long', 'short'] as const) {
        add(new Intl.DateTimeFormat(language, { month: width, timeZone: 'UTC' }).format(date), month);
        // With a day beside it, Czech and Polish take the genitive.
        const inDate = new Intl.DateTimeFormat(language, { day: 'numeric', month: width, timeZone: 'UTC' }).formatToParts(date);
        add(inDate.find((p) => p.type === 'month')?.value ?? '', month);
      }
    }
  }
  for (const name of unclear) months.delete(name);
  for (const [name, month] of Object.entries(EXTRA)) months.set(name, month);
  return months;
})();
