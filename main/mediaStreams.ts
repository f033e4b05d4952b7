/**
 * Films and sounds that the page plays. The page is given an address that nobody else can guess; behind it, main asks the core
 * for one range after the other, which the core opens in memory. Nothing is kept, and nothing is written.
 */
import { LARGEST_RANGE } from '../src/workstation/api/attachments.ts';
import { toHex } from '../src/crypto/bytes.ts';
import { ConsiliumError } from '../src/errors.ts';
import type { RandomBytes } from '../src/ports.ts';
import { contentSecurityPolicy } from './contentSecurity.ts';
import { MEDIA_FOLDER } from './origin.ts';
import type { AskCore } from './requests.ts';
import type { ShellArgs, ShellResult } from './shellApi.ts';

export type Played = ShellArgs<'shell/play'>;

const TOKEN_LENGTH = 32;
/** Two are compared, each may be opened anew. */
const MOST_OPEN = 8;

export class MediaStreams {
  readonly #ask: AskCore;
  readonly #random: RandomBytes;
  readonly #open = new Map<string, Played>();

  constructor(ask: AskCore, random: RandomBytes) {
    this.#ask = ask;
    this.#random = random;
  }

  /** The address under which the page plays it, until it says that it is done, or the account is locked. */
  play(played: Played): ShellResult<'shell/play'> {
    const token = toHex(this.#random(TOKEN_LENGTH));
    this.#open.set(token, played);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break;
      this.#open.delete(oldest);
    }
    return { address: `${MEDIA_FOLDER}/${token}` };
  }

  stop({ address }: ShellArgs<'shell/play-stop'>): void {
    this.#open.delete(address.slice(MEDIA_FOLDER.length + 1));
  }

  /** Nobody is logged in any more, or somebody else is. */
  clear(): void {
    this.#open.clear();
  }

  /** Never rejects: 404 for an address that was not given out, 416 for a range that is not there, 403 for what the core refuses. */
  async answer(request: Pick<Request, 'headers' | 'method' | 'url'>): Promise<Response> {
    const played = this.#open.get(tokenIn(request.url));
    if (played === undefined) return refusal(404);
    if (request.method !== 'GET') return refusal(405);
    const from = rangeStart(request.headers.get('range'), played.size);
    if (from === null) return refusal(416);
    const bytes = await this.#range(played, from).catch(() => null);
    return bytes === null || bytes.length === 0 ? refusal(403) : partOf(played, from, bytes);
  }

  /** As much as one answer holds: the player asks for what comes after it when it gets there. */
  async #range({ of, id, size }: Played, from: number): Promise<Uint8Array<ArrayBuffer>> {
    const range = { from, length: Math.min(LARGEST_RANGE, size - from) };
    const outcome = await this.#ask(...questionOf(of, id, range));
    if (!outcome.ok) throw new ConsiliumError(outcome.code, outcome.detail);
    return bytesIn(outcome.value);
  }
}

/** Patients and grantees ask through what they were let in with. */
function questionOf(
  of: Played['of'],
  id: number,
  range: { readonly from: number; readonly length: number },
): Parameters<AskCore> {
  if (of.kind !== 'patient' && of.kind !== 'grant') return ['attachment/range', { of, id, ...range }];
  const { kind, ...source } = of;
  return [kind === 'patient' ? 'patient/image' : 'access/image', { ...source, id, range }];
}

function bytesIn(value: unknown): Uint8Array<ArrayBuffer> {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : null;
  if (!(bytes instanceof Uint8Array)) throw new ConsiliumError('internal');
  return new Uint8Array(bytes);
}

function tokenIn(address: string): string {
  const path = URL.parse(address)?.pathname ?? '';
  return path.startsWith(`/${MEDIA_FOLDER}/`) ? path.slice(MEDIA_FOLDER.length + 2) : '';
}

/** RFC 9110 §14.1.2, one range that begins somewhere: players ask no other. */
function rangeStart(header: string | null, size: number): number | null {
  const start = Number(/^bytes=(\d{1,15})-/u.exec(header ?? 'bytes=0-')?.[1] ?? Number.NaN);
  return start < size ? start : null;
}

function partOf({ contentType, size }: Played, from: number, bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, {
    status: 206,
    headers: {
      ...HEADERS,
      'content-type': contentType,
      'content-length': String(bytes.length),
      'content-range': `bytes ${String(from)}-${String(from + bytes.length - 1)}/${String(size)}`,
      'accept-ranges': 'bytes',
    },
  });
}

function refusal(status: number): Response {
  return new Response('', { status, headers: HEADERS });
}

/** Nothing of it may be kept on a disk by the page's cache. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': contentSecurityPolicy(''),
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;
