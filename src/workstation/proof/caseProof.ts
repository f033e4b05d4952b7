/**
 * The proof of a published case, for its author to show: that it stands on the ledger since when, and who signed it. Whoever
 * checks it needs nothing but the file; it says nothing of what the case tells.
 *
 * JSON; byte strings in base64url.
 */
import { z } from 'zod';
import { blockId, decodeBlock } from '../../chain/block.ts';
import { decodeGenesis, genesisHash } from '../../chain/genesis.ts';
import { decodeMapProof, encodeMapProof } from '../../chain/sparseMerkleMap.ts';
import { millisFromTime } from '../../chain/time.ts';
import { bytesEqual, fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../../crypto/bytes.ts';
import type { CaseName } from '../../crypto/ids.ts';
import { KIND } from '../../contracts/entities.ts';
import { caseHash, caseSignatureHolds, decodeCase } from '../../contracts/sharing/case.ts';
import { caseCodec, type CaseEntity } from '../../contracts/sharing/caseEntities.ts';
import { readStaff, staffKey } from '../../contracts/signers.ts';
import { read, type StateReader } from '../../contracts/state.ts';
import { decodeTransaction } from '../../contracts/transaction.ts';
import { ConsiliumError } from '../../errors.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { Bilingual } from '../api/common.ts';
import { institutionName, staffName } from '../core/visits/ledgerReads.ts';
import { provedEntity, provingBlock } from './makeProof.ts';
import { provedState, verifiedHeader } from './verifyProof.ts';

const binary = z.string().regex(/^[\w-]*$/u);
const proofJson = z.strictObject({
  format: z.literal('consilium-case-proof'),
  version: z.literal(1),
  genesis: binary,
  block: binary,
  commit: binary,
  entities: z
    .array(z.strictObject({ kind: z.number().int(), id: binary, value: binary, proof: binary }))
    .max(4),
  content: binary,
  signature: binary,
});

/** What a proof shows, after every check held. */
export interface VerifiedCase {
  readonly case: string;
  readonly author: Bilingual;
  readonly institution: Bilingual;
  readonly published: number;
  readonly height: number;
  readonly withdrawn: number | null;
  /** The block under whose app hash it stands. */
  readonly provedBy: { readonly height: number; readonly hash: string; readonly time: number };
  readonly genesisHash: string;
}

/** Whether a file says that it is the proof of a case; what it proves is another question. */
export function isCaseProof(file: Uint8Array): boolean {
  try {
    const json: unknown = JSON.parse(fromUtf8(file));
    return z.object({ format: z.literal('consilium-case-proof') }).safeParse(json).success;
  } catch {
    return false;
  }
}

/** The proof file as the ledger stands now. Errors: `case-unknown`, `proof-not-yet`. */
export function makeCaseProof(store: LedgerStore, name: CaseName): Uint8Array<ArrayBuffer> {
  const text = store.snapshot(() => JSON.stringify(proofOf(store, name), null, 1));
  return new Uint8Array(utf8(`${text}\n`));
}

/**
 * Errors: `proof-malformed`; `genesis-malformed`, `block-*`, `commit-*`, `proof-validators`, `proof-invalid`,
 * `proof-incomplete` {missing}; `case-signature`.
 */
export function verifyCaseProof(file: Uint8Array): VerifiedCase {
  const json = parsed(file);
  const genesisBytes = fromBase64Url(json.genesis);
  const genesis = decodeGenesis(genesisBytes);
  const block = fromBase64Url(json.block);
  const header = verifiedHeader(genesis, { block, commit: fromBase64Url(json.commit) });
  const state = provedState(
    header,
    json.entities.map(({ kind, id, value, proof }) => ({
      kind,
      id: fromBase64Url(id),
      value: fromBase64Url(value),
      proof: decodeMapProof(fromBase64Url(proof)),
    })),
  );
  const content = fromBase64Url(json.content);
  const hash = caseHash(content);
  const entity = demandSigned(state, { content, hash, signature: fromBase64Url(json.signature) });
  return {
    case: toHex(hash),
    author: staffName(state, entity.author),
    institution: institutionName(state, entity.institution),
    published: entity.published.time,
    height: entity.published.height,
    withdrawn: entity.withdrawn?.time ?? null,
    provedBy: {
      height: header.height,
      hash: toHex(blockId(decodeBlock(block)).hash),
      time: millisFromTime(header.time),
    },
    genesisHash: toHex(genesisHash(genesisBytes)),
  };
}

function demandSigned(
  state: StateReader,
  of: { readonly content: Uint8Array; readonly hash: Uint8Array; readonly signature: Uint8Array },
): CaseEntity {
  const entity = read(state, caseCodec, of.hash);
  if (entity === null) throw new ConsiliumError('proof-incomplete', { missing: 'case' });
  const author = readStaff(state, 'doctor', entity.author);
  if (author === null) throw new ConsiliumError('proof-incomplete', { missing: 'author' });
  const key = staffKey(author, entity.keyVersion);
  const isTheirs = bytesEqual(decodeCase(of.content).author, entity.author);
  if (key === null || !isTheirs || !caseSignatureHolds(of.hash, of.signature, key.sign))
    throw new ConsiliumError('case-signature');
  return entity;
}

function proofOf(store: LedgerStore, name: CaseName): z.infer<typeof proofJson> {
  const entity = read(store, caseCodec, name);
  if (entity === null) throw new ConsiliumError('case-unknown');
  const { content, signature } = signedCase(store, name, entity);
  const head = provingBlock(store);
  const entities = [
    provedEntity(store, KIND.sharedCase, name),
    provedEntity(store, KIND.doctor, entity.author),
    provedEntity(store, KIND.institution, entity.institution),
  ];
  return {
    format: 'consilium-case-proof',
    version: 1,
    genesis: toBase64Url(store.genesisBytes),
    block: toBase64Url(head.block),
    commit: toBase64Url(head.commit),
    entities: entities.map(({ kind, id, value, proof }) => ({
      kind,
      id: toBase64Url(id),
      value: toBase64Url(value),
      proof: toBase64Url(encodeMapProof(proof)),
    })),
    content: toBase64Url(content),
    signature: toBase64Url(signature),
  };
}

/** As its author signed it, out of the batch that brought it. */
function signedCase(store: LedgerStore, name: CaseName, { published }: CaseEntity) {
  const raw = store.lookups.rawBlocks(published.height, 1)[0];
  const txs = raw === undefined ? [] : decodeBlock(raw.block).txs;
  // What the ledger refused may be anything.
  const taken = store.lookups.transactionsAt(published.height).filter(({ code }) => code === 'ok');
  for (const { position } of taken) {
    const tx = txs[position];
    if (tx === undefined) continue;
    const { body } = decodeTransaction(tx);
    const found =
      body.kind === 'sharing/publish'
        ? body.cases.find(({ content }) => bytesEqual(caseHash(content), name))
        : undefined;
    if (found !== undefined) return found;
  }
  throw new ConsiliumError('replica-corrupt', { check: 'proof', kind: KIND.sharedCase });
}

function parsed(file: Uint8Array): z.infer<typeof proofJson> {
  try {
    const json: unknown = JSON.parse(fromUtf8(file));
    return proofJson.parse(json);
  } catch (cause) {
    throw new ConsiliumError('proof-malformed', {}, { cause });
  }
}
