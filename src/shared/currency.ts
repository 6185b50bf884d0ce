// What a currency code means: whether it exists, and how many digits its smallest unit has.

/** ISO 4217 codes known to the runtime. */
export const CURRENCIES: readonly string[] = Intl.supportedValuesOf('currency');

/** Digits after the point of the smallest unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export const currencyDigits = (code: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
