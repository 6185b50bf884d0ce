// Writes a digest as a mail: subject, plain text and HTML.
import type { DigestDocument, DigestPreview } from '../../shared/api/reporting.js';
import { digestWords } from './digest-words.js';
import { renderHtml } from './render-html.js';
import { renderText } from './render-text.js';

/** @param unsubscribeUrl null in a preview, where nobody is subscribed */
export function composeDigest(digest: DigestDocument, unsubscribeUrl: string | null): DigestPreview {
  const words = digestWords(digest);
  return { subject: words.subject, text: renderText(words, unsubscribeUrl), html: renderHtml(words, unsubscribeUrl), digest };
}
