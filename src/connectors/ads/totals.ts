// What reports call their total rows, in the languages they are exported in.

const TOTAL = /^(grand )?(total|totals|gesamt|gesamtsumme|summe|insgesamt|totale|totali|totais|totaal|celkem|suma|razem|łącznie)\b\s*(?:$|[:：–-])/iu;

/** `Total: Campaigns`, `Gesamt: Konto`, `Total : compte`, `Grand total`. */
export const isTotal = (cell: string): boolean => TOTAL.test(cell.replace(/[\u00a0\u202f]/g, ' ').trim());
