// Speaks to the server that holds the data folder: documents in and out, each answer parsed with the schema
// it shares with the server, each refusal in the server's own words.
import { z } from 'zod';
import type { TextParameters } from '../../shared/api/parse-figures-query.js';
import { AppError } from '../../shared/errors.js';
import { ReportedError } from '../reported-error.js';

export interface HttpTarget {
  readonly url: string;
  /** Process that holds the data folder. */
  readonly pid: number;
  readonly workspace: string | undefined;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly json?: unknown;
  /** A body sent as it comes. */
  readonly stream?: ReadableStream<Uint8Array>;
}

/** Parameters as a query string. */
export function queryOf(parameters: TextParameters): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) values?.forEach((value) => { query.append(name, value); });
  return query.toString();
}

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string().default(''), details: z.record(z.string(), z.unknown()).optional() }) });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The refusal that a response carries. */
function refusalOf(target: HttpTarget, status: number, body: string): Error {
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) return new AppError('server_unreachable', { url: target.url, pid: target.pid, reason: `it answered ${status} with something else than a document` });
  return new ReportedError(parsed.data.error);
}

async function send(target: HttpTarget, path: string, { method = 'GET', json, stream }: Call): Promise<Response> {
  const address = new URL(`/api/v1${path}`, target.url);
  if (target.workspace !== undefined) address.searchParams.set('workspace', target.workspace);
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: json !== undefined ? { 'content-type': 'application/json' } : stream ? { 'content-type': 'application/octet-stream' } : {},
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(stream && { body: stream, duplex: 'half' as const }),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : String(cause);
    throw new AppError('server_unreachable', { url: target.url, pid: target.pid, reason }, { cause });
  }
  if (!response.ok) throw refusalOf(target, response.status, await response.text());
  return response;
}

/**
 * A document. @param path below /api/v1, with its query
 * @throws ReportedError as the server says, AppError server_unreachable
 */
export async function callServer<T>(target: HttpTarget, path: string, schema: z.ZodType<T>, call: Call = {}): Promise<T> {
  const response = await send(target, path, call);
  const parsed = schema.safeParse(parseJson(await response.text()));
  if (!parsed.success) throw new AppError('server_unreachable', { url: target.url, pid: target.pid, reason: `its answer to ${path} is of another version` }, { cause: parsed.error });
  return parsed.data;
}

/** A body as it comes. Errors as of callServer. */
export async function* streamFromServer(target: HttpTarget, path: string): AsyncIterable<Uint8Array> {
  const { body } = await send(target, path, {});
  if (body !== null) yield* body as unknown as AsyncIterable<Uint8Array>;
}
