/**
 * Whether a request that was opened is taken, and whether it rings. One function, its rules numbered in the order in
 * which they are looked at: what says least about the recipient comes first, and nothing rings before all hold.
 *
 * - R1 it is of this network
 * - R2 it names me, at the institution where I work
 * - R3 its sender is an active doctor of the institution that it names, by a ledger that is not stale
 * - R4 it is signed with that doctor's key in force
 * - R5 it does not ask its own sender
 * - R6 it was not issued after now, more than a clock may be off
 * - R7 it ends, within a day of its beginning, and has not ended
 * - R8 it was not seen before
 * - R9 I have not blocked its sender
 * - R10 its sender has not asked too often
 * - R11 one for a video consult is of a dialogue that stands between both, and for a time within a month
 *
 * A request that is taken rings only while it is fresh and I am there; else it waits as a missed one.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import type { Network } from '../crypto/ids.ts';
import type { Millis } from '../ports.ts';
import { sameParty, type OpenedRequest, type Party } from './request.ts';

/** How far two clocks may be apart. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** The longest that a request may wait for its answer. */
export const LONGEST_REQUEST_MS = 24 * 60 * 60_000;
/** After this it does not ring, but waits. */
export const FRESH_MS = 60_000;
/** Requests of one doctor to another within {@link RATE_WINDOW_MS}. */
export const MOST_REQUESTS = 5;
export const RATE_WINDOW_MS = 10 * 60_000;
/** A video consult is proposed for no later than this. */
export const LATEST_VIDEO_MS = 31 * 24 * 60 * 60_000;

export type RequestRefusal =
  | 'consult-other-network'
  | 'consult-other-recipient'
  | 'consult-ledger-stale'
  | 'consult-sender-unknown'
  | 'consult-sender-suspended'
  | 'consult-signature-invalid'
  | 'consult-own-request'
  | 'consult-from-future'
  | 'consult-too-long'
  | 'consult-expired'
  | 'consult-replayed'
  | 'consult-blocked'
  | 'consult-too-many'
  | 'consult-no-dialogue';

/** What the ledger says of a sender. */
export interface KnownDoctor {
  readonly institution: Party['institution'];
  readonly status: 'active' | 'suspended';
  readonly signingKey: Uint8Array;
}

export interface RequestContext {
  readonly network: Network;
  readonly me: Party;
  readonly now: Millis;
  /** False when the replica may not know of a suspension yet. */
  readonly isLedgerFresh: boolean;
  /** The sender as the ledger has it; null when it does not. */
  readonly sender: KnownDoctor | null;
  readonly isSeen: boolean;
  readonly isBlocked: boolean;
  /** When this sender asked before, within the window or not. */
  readonly earlier: readonly Millis[];
  readonly isAvailable: boolean;
  /** Whether the dialogue that a request for video names stands, and is with its sender. */
  readonly isInDialogue: boolean;
}

export type RequestVerdict =
  | { readonly verdict: 'taken'; readonly rings: boolean }
  | { readonly verdict: 'refused'; readonly code: RequestRefusal };

export function evaluateRequest(request: OpenedRequest, context: RequestContext): RequestVerdict {
  const code = refusalOf(request, context);
  if (code !== null) return { verdict: 'refused', code };
  const isFresh = context.now - request.issued < FRESH_MS;
  return { verdict: 'taken', rings: isFresh && context.isAvailable };
}

function refusalOf(request: OpenedRequest, context: RequestContext): RequestRefusal | null {
  return (
    misdirected(request, context) ??
    unproven(request, context) ??
    untimely(request, context) ??
    unwanted(context) ??
    outOfPlace(request, context)
  );
}

function misdirected(request: OpenedRequest, { network, me }: RequestContext): RequestRefusal | null {
  if (!bytesEqual(request.network, network)) return 'consult-other-network'; // R1
  if (!sameParty(request.to, me)) return 'consult-other-recipient'; // R2
  return null;
}

function unproven(request: OpenedRequest, { sender, isLedgerFresh }: RequestContext): RequestRefusal | null {
  if (!isLedgerFresh) return 'consult-ledger-stale'; // R3
  if (sender === null || !bytesEqual(sender.institution, request.from.institution))
    return 'consult-sender-unknown';
  if (sender.status !== 'active') return 'consult-sender-suspended';
  if (!request.isSignedBy(sender.signingKey)) return 'consult-signature-invalid'; // R4
  return null;
}

function untimely(request: OpenedRequest, { me, now, isSeen }: RequestContext): RequestRefusal | null {
  if (bytesEqual(request.from.doctor, me.doctor)) return 'consult-own-request'; // R5
  if (request.issued > now + CLOCK_TOLERANCE_MS) return 'consult-from-future'; // R6
  const term = request.expires - request.issued;
  if (term <= 0 || term > LONGEST_REQUEST_MS) return 'consult-too-long'; // R7
  if (request.expires <= now) return 'consult-expired';
  return isSeen ? 'consult-replayed' : null; // R8
}

function unwanted({ isBlocked, earlier, now }: RequestContext): RequestRefusal | null {
  if (isBlocked) return 'consult-blocked'; // R9
  const recent = earlier.filter((time) => time > now - RATE_WINDOW_MS).length;
  return recent >= MOST_REQUESTS ? 'consult-too-many' : null; // R10
}

function outOfPlace({ video }: OpenedRequest, { isInDialogue, now }: RequestContext): RequestRefusal | null {
  if (video === null) return null; // R11
  if (!isInDialogue) return 'consult-no-dialogue';
  return video.at !== null && video.at > now + LATEST_VIDEO_MS ? 'consult-too-long' : null;
}
