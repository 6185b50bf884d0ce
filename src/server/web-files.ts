// Serves the built web app from memory: only files that were there at start can be asked for, whatever
// the path says. Compressed once, when a browser first asks for it.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context, Handler } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress';
import { getMimeType } from 'hono/utils/mime';
import { AppError } from '../shared/errors.js';
import { isSentAround } from './check-source.js';
import { pagePolicy } from './security-headers.js';

type Encoding = 'br' | 'gzip' | 'identity';

interface WebFile {
  readonly type: string;
  readonly etag: string;
  /** Named by a hash of its content: never another under the same name. */
  readonly immutable: boolean;
  body(encoding: Encoding): Promise<Bytes>;
}

type Bytes = Uint8Array<ArrayBuffer>;

const compressors: Record<Encoding, (content: Bytes) => Promise<Bytes>> = {
  br: async (content) => new Uint8Array(await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })),
  gzip: async (content) => new Uint8Array(await promisify(gzip)(content)),
  identity: (content) => Promise.resolve(content),
};

/** As Vite names what it builds: `assets/index-B3x_k9Qz.js`. */
const HASHED = /-[\w-]{8}\.\w+$/;
/** Below this many bytes compressing gains nothing. */
const WORTH_COMPRESSING = 1024;

async function readWebFile(folder: string, name: string): Promise<WebFile> {
  const content = new Uint8Array(await readFile(path.join(folder, name)));
  const mime = getMimeType(name) ?? 'application/octet-stream';
  const compressible = COMPRESSIBLE_CONTENT_TYPE_REGEX.test(mime) && content.length >= WORTH_COMPRESSING;
  const made = new Map<Encoding, Promise<Bytes>>();
  return {
    type: mime,
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    immutable: name.startsWith('assets/') && HASHED.test(name),
    body(encoding) {
      const wanted = compressible ? encoding : 'identity';
      const body = made.get(wanted) ?? compressors[wanted](content);
      made.set(wanted, body);
      return body;
    },
  };
}

/** Hashes of the scripts that stand in the page itself, for its policy. */
const inlineScripts = (page: string): string[] =>
  [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map(([, code]) => `'sha256-${createHash('sha256').update(code ?? '').digest('base64')}'`);

export interface WebFiles {
  /** Whether there is an app at all. */
  readonly built: boolean;
  readonly handler: Handler;
}

/** @param folder the build's output; one without an index.html holds no app */
export async function readWebFiles(folder: string): Promise<WebFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter((e) => e.isFile()).map((e) => path.relative(folder, path.join(e.parentPath, e.name)).split(path.sep).join('/'));
  const files = new Map<string, WebFile>(await Promise.all(names.filter((n) => !n.endsWith('.map')).map(async (name) => [`/${name}`, await readWebFile(folder, name)] as const)));
  const index = files.get('/index.html');
  const policy = pagePolicy(index === undefined ? [] : inlineScripts(new TextDecoder().decode(await index.body('identity'))));

  const handler: Handler = async (c) => {
    const asked = files.get(c.req.path);
    const found = asked ?? (isPage(c) ? index : undefined);
    if (found === undefined) {
      if (index === undefined && isPage(c)) throw new AppError('web_not_built');
      return c.notFound();
    }
    return send(c, found, found === index ? policy : undefined);
  };
  return { built: index !== undefined, handler };
}

/** A place in the app rather than a file: the app's router finds it. Links that are sent around have no place in it. */
function isPage(c: Context): boolean {
  const last = c.req.path.split('/').at(-1) ?? '';
  return !c.req.path.startsWith('/api/') && !isSentAround(c.req.path) && !/\.[a-z0-9]+$/i.test(last);
}

function bestEncoding(c: Context): Encoding {
  const takes = (wanted: Encoding): boolean => parseAccept(c.req.header('accept-encoding') ?? '').some(({ type, q }) => type === wanted && q > 0);
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}

async function send(c: Context, file: WebFile, policy: string | undefined): Promise<Response> {
  c.header('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('ETag', file.etag);
  c.header('Vary', 'Accept-Encoding');
  if (policy !== undefined) c.header('Content-Security-Policy', policy);
  if (c.req.header('if-none-match')?.replace(/^W\//, '') === file.etag) return c.body(null, 304);
  const wanted = bestEncoding(c);
  const [body, plain] = await Promise.all([file.body(wanted), file.body('identity')]);
  if (body !== plain) c.header('Content-Encoding', wanted);
  return c.body(body, 200, { 'Content-Type': file.type });
}
