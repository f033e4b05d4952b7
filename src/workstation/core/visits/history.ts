/**
 * The history that a card opens: every statement the ledger lists under the epochs before it, each either opened
 * and verified here, or named as unavailable with its reason. Complete by construction, since the lists come from
 * the verified ledger; the node only hands out sealed rows and blobs, and each is checked.
 */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { openBlob } from '../../../crypto/blob.ts';
import { envelopeCommitment, patientRow, type EnvelopeLeaf } from '../../../crypto/envelope.ts';
import type { PartKey, RootKey, StatementHash } from '../../../crypto/ids.ts';
import type { Part } from '../../../crypto/part.ts';
import type { EpochKeys } from '../../../crypto/patientKeys.ts';
import { openRow } from '../../../crypto/row.ts';
import type { PartContent } from '../../../crypto/statementData.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { fetchBlob, type BlobHolder } from '../../../hospital/blobs/fetch.ts';
import type { EpochProof, PatientEnvelope } from '../../../hospital/nodeClient.ts';
import { decodeIdentityPart, type IdentityPart } from '../../../records/identityPart.ts';
import { readRecord, type RecordReading } from '../../../records/reading.ts';
import { isErased } from '../../../contracts/visit/erased.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import { mapBounded } from './bounded.ts';
import { networkOf, statementsOf, type ListedStatement } from './ledgerReads.ts';
import { assertOwnEntry } from './ownEntryCheck.ts';
import { assertParts, decodeParts, encodeParts, type OpenedParts } from './parts.ts';
import { failureOf, verifyStatement } from './statementCheck.ts';

/** Statements opened side by side: enough to hide the node's answer time behind decryption. */
const STATEMENTS_AT_ONCE = 4;
/** Blobs fetched side by side for one import. */
const DOCUMENTS_AT_ONCE = 8;

/** One document of a statement, read. */
export interface OpenedDocument {
  readonly parts: OpenedParts;
  readonly identity: IdentityPart;
  readonly reading: RecordReading;
}

export interface OpenedStatement {
  readonly listed: ListedStatement;
  readonly documents: readonly OpenedDocument[];
  /** The first check of signatures or anchor that failed; the data itself is right, or it would not be open. */
  readonly failure: string | null;
}

export interface UnavailableStatement {
  readonly epoch: number;
  readonly hash: StatementHash;
  readonly code: string;
}

/** What stands under one root. */
export interface OpenedChain {
  readonly statements: readonly OpenedStatement[];
  readonly unavailable: readonly UnavailableStatement[];
}

/** Keys of a root that was succeeded. */
export interface FormerChain {
  /** From the present root to this one, each followed by the one that it follows. */
  readonly roots: readonly RootKey[];
  /** Of its epochs 0 … n. */
  readonly keys: readonly EpochKeys[];
}

/** The present root's, and before it what stands under the roots that it follows. */
export interface OpenedHistory extends OpenedChain {
  /** The oldest first. */
  readonly former: readonly FormerChain[];
}

/** Opened parts that outlive a restart, while the visit lasts. */
export interface PartsCache {
  get(statement: StatementHash): Uint8Array | null;
  put(entries: readonly { readonly statement: StatementHash; readonly parts: Uint8Array }[]): void;
}

export interface HistorySource {
  readonly store: LedgerStore;
  readonly node: BlobHolder;
  /** P: whose own entries these are. */
  readonly root: RootKey;
  /** Keys of epochs 0 … n, the index being the epoch. Statements of the epochs before n can be opened. */
  readonly keys: readonly EpochKeys[];
  /** Asks the gate for epochs of the last of `roots`, each of which follows the one behind it. */
  readonly envelopes: (
    epochs: readonly EpochProof[],
    roots: readonly RootKey[],
  ) => Promise<readonly PatientEnvelope[]>;
  readonly cache: PartsCache;
  /** What is open in memory, by statement in hex; this adds to it. */
  readonly known: Map<string, OpenedStatement>;
}

type Attempt =
  | { readonly kind: 'opened'; readonly opened: OpenedStatement }
  | { readonly kind: 'unavailable'; readonly unavailable: UnavailableStatement };

/**
 * Opens what the keys open of the last of `roots`, which is the source's. Never rejects for a single statement, nor
 * because the node is away.
 */
export async function openChain(source: HistorySource, roots: readonly RootKey[]): Promise<OpenedChain> {
  const listed = source.keys
    .slice(0, -1)
    .flatMap(({ epoch, signing }) => statementsOf(source.store, { epoch, epochKey: signing.publicKey }));
  const local = listed.map((item) => ({ item, attempt: openLocally(source, item) }));
  const missing = local.filter(({ attempt }) => attempt === null).map(({ item }) => item);
  const fetched = new Map<string, Attempt>(await openFromNode(source, missing, roots));
  const attempts = local.map(
    ({ item, attempt }) => attempt ?? fetched.get(toHex(item.hash)) ?? lacking(item),
  );
  for (const attempt of attempts)
    if (attempt.kind === 'opened') source.known.set(toHex(attempt.opened.listed.hash), attempt.opened);
  return {
    statements: attempts.flatMap((attempt) => (attempt.kind === 'opened' ? [attempt.opened] : [])),
    unavailable: attempts.flatMap((attempt) => (attempt.kind === 'unavailable' ? [attempt.unavailable] : [])),
  };
}

/** The proof that a gate asks for an epoch. */
export function epochProof(keys: EpochKeys): EpochProof {
  return { epoch: keys.epoch, epochKey: keys.signing.publicKey, binderKey: keys.binderKey };
}

/**
 * Reads and verifies a statement whose parts are at hand. `root` is the patient's P, or null for a reader who was shown
 * no card.
 * Errors: `data-mismatch`, `own-entry-signature`, and those of the readers.
 */
export function openedStatement(
  { store, root }: { readonly store: LedgerStore; readonly root: RootKey | null },
  listed: ListedStatement,
  leaves: readonly OpenedParts[],
): OpenedStatement {
  assertParts(leaves, listed.entity);
  const documents = leaves.map((parts) => {
    const identity = decodeIdentityPart(parts.identity.bytes);
    // What the patient did not write is not shown as if they had.
    if (listed.entity.kind === 'own-entry' && root !== null)
      assertOwnEntry({ parts, identity }, { listed, root, network: networkOf(store) });
    return { parts, identity, reading: readRecord(parts.clinical.bytes, identity) };
  });
  return { listed, documents, failure: failureOf(() => verifyStatement(store, listed)) };
}

/** Null when only the node can help. */
function openLocally(source: HistorySource, listed: ListedStatement): Attempt | null {
  if (isErased(source.store, listed.hash)) {
    source.known.delete(toHex(listed.hash));
    return unavailable(listed, 'statement-erased');
  }
  if (listed.entity.state === 'pending') return unavailable(listed, 'consent-pending');
  const known = source.known.get(toHex(listed.hash));
  if (known !== undefined) return { kind: 'opened', opened: { ...known, listed } };
  const cached = source.cache.get(listed.hash);
  if (cached === null) return null;
  return attempt(listed, () => openedStatement(source, listed, decodeParts(cached)));
}

async function openFromNode(
  source: HistorySource,
  missing: readonly ListedStatement[],
  roots: readonly RootKey[],
): Promise<readonly (readonly [string, Attempt])[]> {
  if (missing.length === 0) return [];
  let envelopes: ReadonlyMap<string, PatientEnvelope>;
  try {
    envelopes = await askGate(source, missing, roots);
  } catch (error) {
    return missing.map((item) => [toHex(item.hash), unavailable(item, errorCode(error))]);
  }
  const results = await mapBounded(missing, STATEMENTS_AT_ONCE, async (item) => {
    const envelope = envelopes.get(toHex(item.hash));
    if (envelope === undefined) return { item, result: unavailable(item, 'envelope-missing'), parts: null };
    return openFetched(source, item, envelope);
  });
  source.cache.put(
    results.flatMap(({ item, parts }) =>
      parts === null ? [] : [{ statement: item.hash, parts: encodeParts(parts) }],
    ),
  );
  return results.map(({ item, result }) => [toHex(item.hash), result]);
}

async function askGate(
  source: HistorySource,
  missing: readonly ListedStatement[],
  roots: readonly RootKey[],
): Promise<ReadonlyMap<string, PatientEnvelope>> {
  const wanted = new Set(missing.map(({ epoch }) => epoch));
  const proofs = source.keys.filter(({ epoch }) => wanted.has(epoch)).map(epochProof);
  const answered = await source.envelopes(proofs, roots);
  return new Map(answered.map((envelope) => [toHex(envelope.statement), envelope]));
}

interface Fetched {
  readonly item: ListedStatement;
  readonly result: Attempt;
  readonly parts: readonly OpenedParts[] | null;
}

async function openFetched(
  source: HistorySource,
  item: ListedStatement,
  envelope: PatientEnvelope,
): Promise<Fetched> {
  try {
    const parts = await fetchParts(source, item, envelope);
    const opened = openedStatement(source, item, parts);
    return { item, result: { kind: 'opened', opened }, parts };
  } catch (error) {
    return { item, result: unavailable(item, errorCode(error)), parts: null };
  }
}

/** The parts of a statement, fetched and decrypted. Errors: `envelope-altered`, `row-*`, `blob-*`, and the node's. */
export async function fetchParts(
  source: HistorySource,
  { hash, epoch, entity }: ListedStatement,
  envelope: PatientEnvelope,
): Promise<readonly OpenedParts[]> {
  if (!bytesEqual(envelopeCommitment(envelope), entity.commitment))
    throw new ConsiliumError('envelope-altered');
  if (entity.kind !== 'import' && envelope.leaves.length !== 1) throw new ConsiliumError('envelope-altered');
  const pair = source.keys[epoch + 1]?.sealing;
  if (pair === undefined) throw new ConsiliumError('row-unreadable');
  const keyOf = (leaf: number, part: Part): PartKey =>
    openRow(patientRow(envelope, leaf, part) ?? new Uint8Array(0), pair, { statement: hash, leaf, part });
  return mapBounded([...envelope.leaves.entries()], DOCUMENTS_AT_ONCE, async ([leaf, names]) => ({
    identity: await fetchPart(source.node, names, { part: 'identity', key: keyOf(leaf, 'identity') }),
    clinical: await fetchPart(source.node, names, { part: 'clinical', key: keyOf(leaf, 'clinical') }),
  }));
}

/** A part from the node, checked against its name and opened. Errors: `blob-*`, and those of the node. */
export async function fetchPart(
  node: BlobHolder,
  names: EnvelopeLeaf,
  under: { readonly part: Part; readonly key: PartKey },
): Promise<PartContent> {
  return openBlob(await fetchBlob(names[under.part], [node]), under);
}

function attempt(listed: ListedStatement, open: () => OpenedStatement): Attempt {
  try {
    return { kind: 'opened', opened: open() };
  } catch (error) {
    return unavailable(listed, errorCode(error));
  }
}

function unavailable({ epoch, hash }: ListedStatement, code: string): Attempt {
  return { kind: 'unavailable', unavailable: { epoch, hash, code } };
}

function lacking(listed: ListedStatement): Attempt {
  return unavailable(listed, 'envelope-missing');
}
