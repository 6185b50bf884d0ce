// Headers that tell a browser what not to do with our answers. Figures and documents run nothing and may
// not be framed; pages say for themselves what they load.
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * The policy of a page of our own.
 * @param scripts what may run beside files of ours: hashes of inline scripts
 */
export const pagePolicy = (scripts: readonly string[]): string =>
  [
    "default-src 'self'", `script-src ${["'self'", ...scripts].join(' ')}`, "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
    "connect-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
  ].join('; ');

/** The policy of a page that is text and style alone. */
export const TEXT_POLICY = `${NOTHING}; style-src 'unsafe-inline'`;

/** The policy of a page that is text, style and a form sent back to us. */
export const FORM_POLICY = TEXT_POLICY.replace("form-action 'none'", "form-action 'self'");

const shared = secureHeaders({ strictTransportSecurity: false, xFrameOptions: 'DENY', xPermittedCrossDomainPolicies: false, xDownloadOptions: false, overwrite: false });

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await shared(c, next);
  if (!c.res.headers.has('Content-Security-Policy')) c.res.headers.set('Content-Security-Policy', NOTHING);
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
};
