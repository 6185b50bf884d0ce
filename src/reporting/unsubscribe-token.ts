// The token of a link that ends one subscription without a login: its id, signed with the installation's secret.
import { createHmac, timingSafeEqual } from 'node:crypto';

const signatureOf = (secret: string, id: string): Buffer => createHmac('sha256', secret).update(`unsubscribe ${id}`).digest().subarray(0, 18);

/** @param secret of the installation; with another one the links of mails that were sent are void */
export const unsubscribeToken = (secret: string, id: string): string => `${id}-${signatureOf(secret, id).toString('base64url')}`;

/** The subscription that a token names; undefined where it wasn't signed here. */
export function subscriptionOfToken(secret: string, token: string): string | undefined {
  const [, id, signature] = /^(\d{1,18})-([\w-]{24})$/.exec(token) ?? [];
  if (id === undefined || signature === undefined) return undefined;
  return timingSafeEqual(Buffer.from(signature, 'base64url'), signatureOf(secret, id)) ? id : undefined;
}
