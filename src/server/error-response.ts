// The one translator of errors at the HTTP edge: what the house throws becomes a status and the error
// document, or a page of words in a browser. What nobody foresaw goes to the log under an id, and only the id goes out.
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { ZodError } from 'zod';
import { AppError } from '../shared/errors.js';
import { describeError } from './describe-error.js';
import { TEXT_POLICY } from './security-headers.js';
import { wordsPage } from './words-page.js';

/** A refused body or parameter: names the first field that doesn't fit, and all of them in the details. */
export function invalidInput(error: ZodError): AppError {
  const problems = error.issues.map((issue) => ({ field: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.'), reason: issue.message }));
  const first = problems[0];
  const where = first === undefined || first.field === '' ? 'the request' : first.field;
  return new AppError('invalid_input', { where, reason: first?.reason ?? 'does not fit', remedy: 'What each field takes stands in /api/docs.', problems });
}

function fromHttpException(error: HTTPException): AppError {
  switch (error.status) {
    case 413: return new AppError('payload_too_large', { limit: 'allowed' });
    case 415: return new AppError('unsupported_media_type', { expected: 'application/json' });
    default: return new AppError('bad_request', { reason: error.message === '' ? 'The request can\'t be read.' : `${error.message.replace(/\.$/, '')}.` }, { cause: error });
  }
}

/** What of any error may be shown; the unforeseen is logged first. */
export function toAppError(error: unknown, log: Logger): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ code: error.code, cause: describeError(error.cause) }, 'request failed');
    return error;
  }
  if (error instanceof HTTPException && error.status < 500) return fromHttpException(error);
  const ref = randomBytes(6).toString('hex');
  log.error({ ref, error: describeError(error) }, 'unforeseen error');
  return new AppError('internal', { ref });
}

/** Somebody reads the answer, rather than a program: a browser that opens a page of ours. */
const isRead = (c: Context): boolean => c.req.method === 'GET' && !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html');

/** The error as a response: the document of errors, or a page of words for who opens an address in a browser. */
export function errorResponse(error: unknown, c: Context, log: Logger): Response | Promise<Response> {
  const known = toAppError(error, log);
  const status = known.status as ContentfulStatusCode;
  if (!isRead(c)) return c.json(known.toDocument(), status);
  c.header('Content-Security-Policy', TEXT_POLICY);
  c.header('Referrer-Policy', 'no-referrer');
  return wordsPage(known.message, html`<p>${known.hint}</p>`).then((page) => c.html(page, status));
}
