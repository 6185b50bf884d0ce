// Reads telephone numbers into E.164, with the workspace's country where a number names none.
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { cleanText } from './normalize-text.js';

export interface PhoneNumber {
  /** E.164 where the number could be read, else as given; '' for none. */
  readonly shown: string;
  /** E.164, only when it can be somebody's number; else ''. */
  readonly identifying: string;
}

const NONE: PhoneNumber = { shown: '', identifying: '' };
/** One digit over and over, or a run: typed to get past a field. */
const TYPED = /^\+?\d{0,3}(\d)\1{6,}$|123456789?0?$/;

/**
 * @param country ISO 3166 of numbers without an international prefix; '' when there is none to assume
 */
export function readPhone(text: string | undefined, country: string): PhoneNumber {
  const clean = cleanText(text);
  if (clean === '') return NONE;
  // Already international and plain: parsing costs more than all the rest of a row.
  const plain = clean.replace(/[\s.\-/]/g, '');
  if (/^\+[1-9]\d{9,14}$/.test(plain) && !TYPED.test(plain)) return { shown: plain, identifying: plain };
  const defaultCountry: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const international = plain.startsWith('00') ? `+${plain.slice(2)}` : clean;
  const parsed = parsePhoneNumberFromString(international, defaultCountry === undefined ? { extract: false } : { defaultCountry, extract: false });
  if (parsed === undefined || !parsed.isPossible()) return { shown: clean, identifying: '' };
  // The shortest numbers of any country that are one person's have nine digits with its code.
  return { shown: parsed.number, identifying: parsed.number.length >= 10 && parsed.isValid() && !TYPED.test(parsed.number) ? parsed.number : '' };
}
