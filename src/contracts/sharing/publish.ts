/**
 * Publishing shared cases: a batch of an institution's node, of cases that their authors signed. The node lets cases
 * wait and sorts them, so that neither time nor order leads back to a visit.
 *
 * Invariants, cited by number where they are upheld:
 *   1. Nobody publishes in another's name: an active doctor of that institution signed exactly this case, under a key in
 *      force, and the institution's node brings it.
 *   2. A batch is sorted by the cases' names, and each case is published once, for good.
 *   3. An institution's batches lie at least the delay apart (parameter `caseDelayDays`); what does not fit into one
 *      transaction follows within an hour.
 *   4. A visit counts once: its source earns for the first case that names it, and no case names one that was counted. So
 *      cutting a case in two, or sharing it again, earns nothing.
 */
import { bytesEqual, compareBytes } from '../../crypto/bytes.ts';
import { asRefusal, demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { KIND, listId, parameterCodec, parameterId } from '../entities.ts';
import { addCaseOf } from '../incentive/account.ts';
import { credit } from '../incentive/period.ts';
import { demandRoles, readInstitution, readStaff, staffKey } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import type { PublishedCase } from '../transactionKinds.ts';
import { caseHash, caseSignatureHolds, decodeCase, type SharedCase } from './case.ts';
import {
  caseBatchCodec,
  caseCodec,
  caseListCodec,
  caseSourceCodec,
  caseSourceId,
  type CaseBatch,
} from './caseEntities.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long an institution's batch stays open for what did not fit into its first transaction. */
export const BATCH_OPEN_MS = 60 * 60 * 1000;
/** Between two batches of an institution, where the network's parameter says nothing else. */
const USUAL_DELAY_DAYS = 7;

/** How long a case waits for its batch, and batches for one another, ms. */
export function caseDelayMs(state: StateReader): number {
  const { value } = read(state, parameterCodec, parameterId('caseDelayDays')) ?? { value: USUAL_DELAY_DAYS };
  return value * DAY_MS;
}

/**
 * The institution's batch after `count` more cases at `time`, ms; `current` is null before its first one. Invariant 3.
 * Errors: `case-batch-early`.
 */
export function evaluate(
  current: CaseBatch | null,
  { count, delayMs }: { readonly count: number; readonly delayMs: number },
  time: number,
): CaseBatch {
  if (current === null) return { opened: time, cases: count };
  const isNew = time >= current.opened + delayMs;
  demand(isNew || time <= current.opened + BATCH_OPEN_MS, 'case-batch-early');
  return { opened: isNew ? time : current.opened, cases: current.cases + count };
}

/** By the institution's node. */
export function publishCases(
  { body, transaction }: Verified<'sharing/publish'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const [node] = demandRoles(transaction, ['node']);
  if (node === undefined) throw new Refusal('node-receipt-missing');
  const institution = node.entity;
  demand(readInstitution(state, institution)?.status === 'active', 'institution-unknown');
  const hashes = body.cases.map((item) => caseHash(item.content));
  demandSorted(hashes);
  const act = { count: hashes.length, delayMs: caseDelayMs(state) };
  const current = read(state, caseBatchCodec, institution);
  write(state, caseBatchCodec, institution, evaluate(current, act, context.time));
  body.cases.forEach((item, index) => {
    const hash = hashes[index];
    if (hash === undefined) throw new Refusal('case-order');
    const shared = demandCase(item, { hash, institution }, { state, network: context.network });
    const place = (current?.cases ?? 0) + index;
    write(state, caseListCodec, listId(institution, place), { value: hash });
    enter({ item, shared, hash }, state, context);
  });
}

/**
 * A case that the ledger would take, whoever brings it. Invariants 1, 2 and 4.
 * Errors: `case-malformed`, `case-foreign`, `case-exists`, `case-author`, `case-signature`, `case-source-used`,
 * `staff-unknown`, `signer-suspended`, `signer-key-unknown`, `signer-key-revoked`.
 */
export function demandCase(
  { content, keyVersion, signature, sources }: PublishedCase,
  { hash, institution }: { readonly hash: Uint8Array; readonly institution: Uint8Array },
  { state, network }: { readonly state: StateReader; readonly network: Uint8Array },
): SharedCase {
  const shared = decoded(content);
  demand(bytesEqual(shared.network, network), 'case-foreign');
  demand(state.get(KIND.sharedCase, hash) === undefined, 'case-exists');
  demandAuthor({ shared, keyVersion, institution }, state, (key) => {
    demand(caseSignatureHolds(hash, signature, key), 'case-signature');
  });
  for (const source of sources) {
    const id = caseSourceId(institution, source);
    demand(state.get(KIND.caseSource, id) === undefined, 'case-source-used');
  }
  return shared;
}

function demandAuthor(
  by: { readonly shared: SharedCase; readonly keyVersion: number; readonly institution: Uint8Array },
  state: StateReader,
  demandSignature: (key: Uint8Array) => void,
): void {
  const author = readStaff(state, 'doctor', by.shared.author);
  if (author === null) throw new Refusal('staff-unknown');
  demand(bytesEqual(by.shared.institution, by.institution), 'case-author');
  demand(bytesEqual(author.institution, by.institution), 'case-author');
  demand(author.status === 'active', 'signer-suspended');
  const key = staffKey(author, by.keyVersion);
  if (key === null) throw new Refusal('signer-key-unknown');
  demand(key.revoked === null, 'signer-key-revoked');
  demandSignature(key.sign);
}

function enter(
  {
    item,
    shared,
    hash,
  }: { readonly item: PublishedCase; readonly shared: SharedCase; readonly hash: Uint8Array },
  state: OverlayState,
  context: BlockContext,
): void {
  const { author, consent, facets, institution, payload, purposes } = shared;
  for (const source of item.sources)
    write(state, caseSourceCodec, caseSourceId(institution, source), { value: hash });
  const by = { account: author, field: 'shares', most: 'incentiveMostShares' } as const;
  const { period, counted } = credit(state, { ...by, units: item.sources.length }, context);
  addCaseOf(state, author, hash);
  write(state, caseCodec, hash, {
    author,
    keyVersion: item.keyVersion,
    institution,
    facets,
    payload,
    consent,
    purposes,
    period,
    units: counted,
    published: { time: context.time, height: context.height },
    withdrawn: null,
  });
}

function decoded(content: Uint8Array): SharedCase {
  try {
    return decodeCase(content);
  } catch (error) {
    asRefusal(error);
    throw new Refusal('case-malformed');
  }
}

/** Invariant 2. */
function demandSorted(hashes: readonly Uint8Array[]): void {
  hashes.forEach((hash, index) => {
    const before = hashes[index - 1];
    demand(before === undefined || compareBytes(before, hash) < 0, 'case-order');
  });
}
