/** Makes the proof file of a statement from the verified copy of the ledger. */
import { decodeBlock } from '../../chain/block.ts';
import { bytesEqual, toHex } from '../../crypto/bytes.ts';
import type { StatementHash } from '../../crypto/ids.ts';
import { partHash } from '../../crypto/statementData.ts';
import { codecOfRole, KIND, statementCodec } from '../../contracts/entities.ts';
import { read } from '../../contracts/state.ts';
import { ConsiliumError } from '../../errors.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { RawBlock } from '../../replica/sync.ts';
import type { OpenedParts } from '../core/visits/parts.ts';
import {
  encodeProof,
  encodeVisitProof,
  type ProofContent,
  type ProvedEntity,
  type StatementProof,
} from './proofFile.ts';

export interface ProofFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The proof as the ledger stands now.
 * @throws ConsiliumError `statement-unknown` when the ledger does not have it; `proof-own-entry`; `proof-not-yet` until
 *   the block that carries the state's hash has come, a moment later
 */
export function makeProof(store: LedgerStore, hash: StatementHash, content: ProofContent | null): ProofFile {
  const bytes = store.snapshot(() => encodeProof(proofOf(store, { hash, content })));
  return { name: nameOf(hash), bytes: new Uint8Array(bytes) };
}

/** One file of several statements, all under the same block; named after the first. Errors: as {@link makeProof}. */
export function makeVisitProof(
  store: LedgerStore,
  items: readonly [Proved, ...(readonly Proved[])],
): ProofFile {
  const bytes = store.snapshot(() => encodeVisitProof(items.map((item) => proofOf(store, item))));
  return { name: nameOf(items[0].hash), bytes: new Uint8Array(bytes) };
}

/** What is to be proved, and the text that goes along with it. */
export interface Proved {
  readonly hash: StatementHash;
  readonly content: ProofContent | null;
}

function nameOf(hash: StatementHash): string {
  return `consilium-proof-${toHex(hash).slice(0, 12)}.json`;
}

function proofOf(store: LedgerStore, { hash, content }: Proved): StatementProof {
  const stored = store.lookups.statement(hash);
  const entity = read(store, statementCodec, hash);
  if (stored === null || entity === null) throw new ConsiliumError('statement-unknown');
  // The file proves what a doctor signed; an own entry is the patient's own to show.
  if (stored.doctorSignature === null || entity.role === 'patient')
    throw new ConsiliumError('proof-own-entry');
  const head = provingBlock(store);
  return {
    genesis: store.genesisBytes,
    block: head.block,
    commit: head.commit,
    entities: [
      provedEntity(store, KIND.statement, hash),
      provedEntity(store, KIND.visit, entity.epoch),
      provedEntity(store, codecOfRole(entity.role).kind, entity.author),
      provedEntity(store, KIND.institution, entity.institution),
    ],
    statement: stored.statement,
    doctorSignature: stored.doctorSignature,
    consentSignature: stored.consentSignature,
    content,
  };
}

/** The block that carries the hash of the state as it is. Errors: `proof-not-yet`. */
export function provingBlock(store: LedgerStore): RawBlock {
  const head = store.lookups.rawBlocks(store.height(), 1)[0];
  if (head === undefined || !bytesEqual(decodeBlock(head.block).header.appHash, store.appHash()))
    throw new ConsiliumError('proof-not-yet');
  return head;
}

/** The content of an opened document; an import is proved by its root alone. */
export function contentOf(leaves: readonly OpenedParts[], kind: string): ProofContent | null {
  const [only] = leaves;
  if (only === undefined || kind === 'import') return null;
  return {
    identityHash: partHash('identity', only.identity),
    clinicalSalt: only.clinical.salt,
    clinical: only.clinical.bytes,
  };
}

/** An entity with its path to the app hash. Errors: `replica-corrupt` for one that is not there. */
export function provedEntity(store: LedgerStore, kind: number, id: Uint8Array): ProvedEntity {
  const value = store.get(kind, id);
  if (value === undefined) throw new ConsiliumError('replica-corrupt', { check: 'proof', kind });
  return { kind, id, value, proof: store.prove(kind, id) };
}
