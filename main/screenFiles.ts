/**
 * What a page gets for a request: a built file of the screens, or a refusal. GET only, one host, nothing outside the
 * folder, and headers that say what the page may do.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname, isAbsolute, relative, resolve } from 'node:path';
import { contentSecurityPolicy, mediaWorkerSecurityPolicy, workerSecurityPolicy } from './contentSecurity.ts';
import { NONCE_PLACEHOLDER } from './noncePlaceholder.ts';
import { HOST, SCHEME } from './origin.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  // Fonts, character maps and colour profiles for documents that bring none.
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
  '.icc': 'application/octet-stream',
};

/** The answer to one request. Never rejects: what is not there is a 404. */
export async function answer(
  request: { readonly method: string; readonly url: string },
  folder: string,
): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const url = URL.parse(request.url);
  if (url === null || url.protocol !== `${SCHEME}:` || url.host !== HOST) return refusal(404);
  const path = fileWithin(folder, url.pathname);
  if (path === null) return refusal(403);
  const type = CONTENT_TYPES[extname(path)];
  if (type === undefined) return refusal(404);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return refusal(404);
  return respond(bytes, type, policyOf(basename(path)));
}

/** The path of a file inside `folder`, or null for one that lies elsewhere or cannot be read as a path. */
function fileWithin(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const path = resolve(folder, `.${decoded}`);
  const within = relative(folder, path);
  return within === '' || within.startsWith('..') || isAbsolute(within) ? null : path;
}

/** As main/vite.config.ts names what renderer/images/imageWorker.ts and renderer/media/pdfWorker.ts are built into. */
const WORKER = /^(?:image|pdf)Worker-[\w-]+\.js$/u;
/** renderer/calls/media/mediaWorker.ts. */
const MEDIA_WORKER = /^mediaWorker-[\w-]+\.js$/u;

/** The policy of a worker's script; null of anything else. */
function policyOf(name: string): string | null {
  if (WORKER.test(name)) return workerSecurityPolicy();
  return MEDIA_WORKER.test(name) ? mediaWorkerSecurityPolicy() : null;
}

function respond(bytes: Uint8Array, type: string, policy: string | null): Response {
  const nonce = randomBytes(18).toString('base64');
  const isPage = type.startsWith('text/html');
  const body = isPage
    ? new TextDecoder().decode(bytes).replaceAll(NONCE_PLACEHOLDER, nonce)
    : new Uint8Array(bytes);
  return new Response(body, { status: 200, headers: headers(type, policy ?? contentSecurityPolicy(nonce)) });
}

function refusal(status: number): Response {
  return new Response('', {
    status,
    headers: headers('text/plain; charset=utf-8', contentSecurityPolicy('')),
  });
}

function headers(type: string, policy: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}
