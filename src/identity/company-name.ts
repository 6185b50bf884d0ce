// Brings a company's name into the form in which two spellings of it are the same: without legal
// form, punctuation and letter case.
import { cleanText, saysNothing } from './normalize-text.js';

/** Legal forms as they stand at the end of a name, without punctuation and spaces between their letters. */
const LEGAL_FORMS = new Set([
  // English
  'inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'llc', 'llp', 'lp', 'lllp', 'pllc', 'pc', 'ltd', 'limited', 'plc', 'pty', 'ptyltd', 'pte', 'pteltd', 'cic', 'pvt', 'pvtltd', 'private', 'privatelimited', 'sdnbhd', 'bhd', 'unlimited', 'ulc', 'cc',
  // German-speaking
  'gmbh', 'mbh', 'ggmbh', 'ag', 'kg', 'ohg', 'ug', 'gbr', 'ev', 'eg', 'ek', 'ekfm', 'ekfr', 'kgaa', 'se', 'haftungsbeschränkt', 'gesmbh', 'og', 'sce', 'partg', 'partgmbb', 'stiftung',
  // Romance
  'sa', 'sas', 'sasu', 'sarl', 'eurl', 'sci', 'snc', 'scs', 'sca', 'scop', 'sl', 'slu', 'sll', 'sau', 'srl', 'srls', 'spa', 'sapa', 'ss', 'scarl', 'coop', 'lda', 'ltda', 'eireli', 'me', 'epp', 'mei', 'sadecv', 'srldecv', 'decv', 'sab', 'cv', 'unipessoal', 'sprl', 'scrl',
  // Dutch, Nordic, Baltic
  'bv', 'nv', 'vof', 'bvba', 'ab', 'hb', 'kb', 'as', 'asa', 'ans', 'aps', 'is', 'oy', 'oyj', 'ky', 'tmi', 'ehf', 'hf', 'uab', 'sia', 'oü', 'ou',
  // Central and eastern Europe
  'sro', 'spolsro', 'spol', 'zs', 'vos', 'ks', 'ops', 'zoo', 'spzoo', 'spj', 'spk', 'spp', 'sp', 'kft', 'bt', 'zrt', 'nyrt', 'doo', 'dd', 'jdoo', 'ad', 'ead', 'eood', 'ood', 'ооо', 'оао', 'зао', 'пао', 'ао', 'ип', 'тов', 'оод', 'еоод', 'ад',
  // Turkish, Greek, Asian
  'aş', 'şti', 'ltdşti', 'ae', 'epe', 'kk', 'gk', 'tbk', 'pt', 'jsc', 'pjsc', 'ojsc', 'fze', 'fzco', 'fzllc', 'wll',
]);
/** Forms that are written without a space at either end of a name. */
const ATTACHED = /^(株式会社|有限会社|合同会社|주식회사|\(주\))|(株式会社|有限会社|合同会社|有限公司|股份有限公司|有限责任公司|주식회사|\(주\))$/gu;
const JOINERS = new Set(['and', 'y', 'et', 'und', 'e', '&']);

/** What stands in a company field where there is no company. */
const NO_COMPANY = new Set(['private', 'privat', 'private person', 'privatperson', 'individual', 'self', 'self employed', 'selfemployed', 'freelance', 'freelancer', 'student', 'home', 'personal', 'test', 'not applicable', 'no company', 'none', 'unemployed', 'retired', 'company', 'my company']);

/**
 * `Müller & Söhne GmbH & Co. KG` -> `müller and söhne`. '' when the text names no company. A name that is nothing
 * but legal forms stays as it is.
 */
export function normalizeCompanyName(text: string | undefined): string {
  const clean = cleanText(text);
  if (saysNothing(clean)) return '';
  const words = clean.normalize('NFKC').toLowerCase().replace(ATTACHED, ' ')
    .replace(/['’`´"“”„«»]/gu, '').replace(/&|\+/g, ' and ')
    // Dotted forms lose their dots before they could fall apart: s.r.o. -> sro, but acme.com stays two words.
    .replace(/(?<=^|[\s,(])((?:\p{L}{1,4}\.){2,}\p{L}{0,4}\.?|\p{L}\/\p{L})(?=$|[\s,)])/gu, (form) => form.replace(/[./]/g, ''))
    .split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const whole = words.join(' ');
  if (whole === '' || NO_COMPANY.has(whole)) return '';
  let end = words.length;
  for (;;) {
    // Up to three words make one form: "sp z o o" and "s r o" are written with spaces too.
    const width = [4, 3, 2, 1].find((n) => end - n >= 1 && LEGAL_FORMS.has(words.slice(end - n, end).join('')));
    if (width === undefined) {
      const last = words[end - 1];
      if (end > 1 && last !== undefined && end < words.length && JOINERS.has(last)) end -= 1;
      else break;
    } else end -= width;
  }
  return words.slice(0, end).join(' ');
}
