/**
 * What a statement of kind `succession` says: which root this one follows, and what opens its chain. It lies in the
 * identity part, so that it is sealed to the patient's new cards and to nobody else:
 *
 * former = {root: P, viewKey: VK_e or null, epoch: e, last, signature: P over the new root, or null}; bytes in base64url.
 *
 * `last` is the last epoch of the former chain that had been used. VK_e opens what stands before epoch e; it is null
 * where the patient had neither card nor master card nor shares.
 */
import { bytesEqual, fromBase64Url, toBase64Url } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import {
  toRootKey,
  toSignature,
  toViewKey,
  type RootKey,
  type Signature,
  type ViewKey,
} from '../../../crypto/ids.ts';
import { LAST_CARD_EPOCH } from '../../../crypto/patientKeys.ts';
import { formerRootName, successionHolds, successionLink } from '../../../crypto/succession.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { successionOf } from '../../../contracts/visit/succession.ts';
import type { JsonObject } from '../../../records/json.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import { networkOf, type ListedStatement } from './ledgerReads.ts';

export interface FormerRoot {
  readonly root: RootKey;
  /** Null where nothing was at hand that opens the former chain. */
  readonly viewKey: ViewKey | null;
  /** The epoch of `viewKey`: what stands before it is opened. */
  readonly epoch: number;
  readonly last: number;
  /** By the former root itself, where its master card was at hand. */
  readonly signature: Signature | null;
}

/** A former root whose succession the ledger has. */
export interface SucceededRoot extends FormerRoot {
  /** From the block of this height on it was succeeded. */
  readonly height: number;
}

export function encodeFormerRoot(former: FormerRoot): JsonObject {
  const { root, viewKey, epoch, last, signature } = former;
  return {
    root: toBase64Url(root),
    viewKey: viewKey === null ? null : toBase64Url(viewKey),
    epoch,
    last,
    signature: signature === null ? null : toBase64Url(signature),
  };
}

/** Errors: `succession-malformed`. */
export function decodeFormerRoot(value: JsonObject | undefined): FormerRoot {
  try {
    return {
      root: toRootKey(bytesOf(value?.['root'])),
      viewKey: value?.['viewKey'] === null ? null : toViewKey(bytesOf(value?.['viewKey'])),
      epoch: epochOf(value?.['epoch']),
      last: epochOf(value?.['last']),
      signature: value?.['signature'] === null ? null : toSignature(bytesOf(value?.['signature'])),
    };
  } catch (cause) {
    if (!isConsiliumError(cause)) throw cause;
    throw new ConsiliumError('succession-malformed', {}, { cause });
  }
}

/**
 * The former root, which the ledger says `root` follows: the institution that issued the cards of both signed it.
 * Errors: `succession-malformed`, also for a signature of the former root that does not hold; `succession-unproved`.
 */
export function succeededRoot(
  store: LedgerStore,
  { hash, visit }: ListedStatement,
  of: { readonly root: RootKey; readonly said: JsonObject | undefined },
): SucceededRoot {
  const former = decodeFormerRoot(of.said);
  const { issuer } = decodeCertificate(visit.certificate);
  const link = successionLink(former.root, of.root);
  const found = successionOf(store, issuer, formerRootName(former.root))?.links.find(
    (entry) => bytesEqual(entry.link, link) && bytesEqual(entry.statement, hash),
  );
  if (found === undefined) throw new ConsiliumError('succession-unproved');
  const named = { network: networkOf(store), former: former.root, next: of.root };
  if (former.signature !== null && !successionHolds(named, former.signature))
    throw new ConsiliumError('succession-malformed');
  return { ...former, height: found.height };
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw new ConsiliumError('succession-malformed');
  return fromBase64Url(value);
}

function epochOf(value: unknown): number {
  const isEpoch = typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (!isEpoch || value > LAST_CARD_EPOCH) throw new ConsiliumError('succession-malformed');
  return value;
}
