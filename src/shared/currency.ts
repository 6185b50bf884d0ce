// What a currency code means: whether it exists, and how many digits its smallest unit has.

/** ISO 4217 codes known to the runtime. */
export const CURRENCIES: readonly string[] = Intl.supportedValuesOf('currency');

const digits = new Map<string, number>();

/** Digits after the point of the smallest unit: 2 for EUR, 0 for JPY, 3 for KWD. Asked for every amount that is shown. */
export function currencyDigits(code: string): number {
  const known = digits.get(code);
  if (known !== undefined) return known;
  const found = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(code, found);
  return found;
}
