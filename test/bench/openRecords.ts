/**
 * A thousand records of one patient opened as a chart opens them: looked up, rows and ciphertexts decrypted, every hash
 * compared, both signatures and the anchor verified. The floor is libsodium's own time for the very same rows,
 * ciphertexts and signatures. Beside it stands the whole history, whose documents are also read.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import { bytesEqual, concatBytes, toHex, u8 } from '../../src/crypto/bytes.ts';
import { decodeEnvelope, patientRow } from '../../src/crypto/envelope.ts';
import { domainTag } from '../../src/crypto/hash.ts';
import { toRootKey } from '../../src/crypto/ids.ts';
import { partNumber, type Part } from '../../src/crypto/part.ts';
import { historyKeys, type EpochKeys } from '../../src/crypto/patientKeys.ts';
import type { PatientEnvelope } from '../../src/hospital/nodeClient.ts';
import { openReplica, type Replica } from '../../src/replica/replica.ts';
import { openHistory } from '../../src/workstation/core/visits/formerHistory.ts';
import { fetchParts, type HistorySource } from '../../src/workstation/core/visits/history.ts';
import { statementsOf, type ListedStatement } from '../../src/workstation/core/visits/ledgerReads.ts';
import { assertParts } from '../../src/workstation/core/visits/parts.ts';
import { verifyStatement } from '../../src/workstation/core/visits/statementCheck.ts';
import { TestChain } from '../support/testChain.ts';
import { figure, timed, type Figure } from './figures.ts';
import { addRecords, type RecordStore } from './records.ts';
import { MACHINE_KEY } from './workstation.ts';

const RECORDS = 1_000;
const ROUNDS = 5;
const SLICE = 50;
/** What the ledger lists is looked up for all at once: a slice of its own. */
const LISTING = -1;
const LIMIT = 2;
const NONCE = 24;
const PARTS: readonly Part[] = ['identity', 'clinical'];

/** The arguments of every call of libsodium that opening one record takes. */
interface SodiumWork {
  readonly rows: readonly {
    readonly row: Uint8Array;
    readonly publicKey: Uint8Array;
    readonly secretKey: Uint8Array;
  }[];
  readonly blobs: readonly {
    readonly ciphertext: Uint8Array;
    readonly nonce: Uint8Array;
    readonly key: Uint8Array;
    readonly associatedData: Uint8Array;
  }[];
  readonly signatures: readonly {
    readonly signature: Uint8Array;
    readonly message: Uint8Array;
    readonly publicKey: Uint8Array;
  }[];
}

export async function openRecords(): Promise<readonly Figure[]> {
  await sodium.ready;
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-records-'));
  const chain = new TestChain();
  const { clock, genesisBytes: genesis } = chain;
  const replica = openReplica({ path: join(folder, 'replica.db'), key: MACHINE_KEY, genesis, clock });
  try {
    const records = addRecords(chain, replica, RECORDS);
    return await measured(chain, replica, records);
  } finally {
    replica.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * They are measured in turn and in slices, each by its best round, so that neither has the quieter machine and what
 * else runs on it is left out of both.
 */
async function measured(
  chain: TestChain,
  replica: Replica,
  records: RecordStore,
): Promise<readonly Figure[]> {
  const keys = historyKeys(chain.world.patient.card(2));
  const source = sourceOf(replica, keys, records);
  const envelopes = await source().envelopes([], []);
  const listed = listedIn(source()).map((item, index) => withEnvelope(item, envelopes[index]));
  if (listed.length !== RECORDS) throw new Error('not all were listed');
  const work = sodiumWork({ chain, replica, keys }, records);
  const bare = new Slices();
  const opened = new Slices();
  const read: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    opened.add(LISTING, await timed(() => listedIn(source())));
    for (let from = 0; from < RECORDS; from += SLICE) {
      const items = listed.slice(from, from + SLICE);
      bare.add(from, await timed(() => work.slice(from, from + SLICE).forEach(runSodium)));
      opened.add(from, await timed(async () => openSlice(source(), items)));
    }
    read.push(await timed(async () => readAll(source())));
  }
  const common = { floor: bare.best(), goal: null };
  return [
    figure({
      ...common,
      name: `${String(RECORDS)} records opened`,
      value: opened.best(),
      limit: LIMIT,
      note: `best of ${String(ROUNDS)} rounds, slice by slice; libsodium alone: 2 rows, 2 ciphertexts, 2 signatures a record`,
    }),
    figure({
      ...common,
      name: `${String(RECORDS)} records opened and read`,
      value: Math.min(...read),
      limit: null,
      note: 'as a chart lists them, the documents read as well; the best whole round',
    }),
  ];
}

interface Listed {
  readonly item: ListedStatement;
  readonly envelope: PatientEnvelope;
}

function withEnvelope(item: ListedStatement, envelope: PatientEnvelope | undefined): Listed {
  if (envelope === undefined || !bytesEqual(envelope.statement, item.hash)) {
    throw new Error('the envelope is of another statement');
  }
  return { item, envelope };
}

/** The best time of each slice. */
class Slices {
  readonly #best = new Map<number, number>();

  add(slice: number, time: number): void {
    this.#best.set(slice, Math.min(time, this.#best.get(slice) ?? Infinity));
  }

  best(): number {
    return [...this.#best.values()].reduce((sum, time) => sum + time, 0);
  }
}

/** As a chart's, over a node that has everything at hand. */
function sourceOf(replica: Replica, keys: readonly EpochKeys[], records: RecordStore): () => HistorySource {
  const envelopes = records.envelopes.map(decodeEnvelope);
  return () => ({
    store: replica.store,
    node: {
      blob: (id) => records.blob(id),
      transfers: { open: async () => Promise.reject(new Error('the records of this measurement are small')) },
    },
    // Without own entries among the records, whose they are makes no difference.
    root: toRootKey(new Uint8Array(32)),
    keys,
    envelopes: () => Promise.resolve(envelopes),
    cache: { get: () => null, put: () => undefined },
    known: new Map(),
  });
}

async function openSlice(source: HistorySource, items: readonly Listed[]): Promise<void> {
  for (const { envelope, item } of items) {
    assertParts(await fetchParts(source, item, envelope), item.entity);
    verifyStatement(source.store, item);
  }
}

async function readAll(source: HistorySource): Promise<void> {
  const { statements, unavailable } = await openHistory(source);
  const failed = statements.find(({ failure }) => failure !== null);
  if (statements.length !== RECORDS || unavailable.length > 0 || failed !== undefined) {
    const [first] = unavailable;
    throw new Error(`not all opened: ${String(statements.length)} ${first?.code ?? failed?.failure ?? ''}`);
  }
}

function listedIn({ keys, store }: HistorySource): readonly ListedStatement[] {
  return keys
    .slice(0, -1)
    .flatMap(({ epoch, signing }) => statementsOf(store, { epoch, epochKey: signing.publicKey }));
}

function runSodium({ blobs, rows, signatures }: SodiumWork): void {
  for (const { publicKey, row, secretKey } of rows) sodium.crypto_box_seal_open(row, publicKey, secretKey);
  for (const { associatedData, ciphertext, key, nonce } of blobs) {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associatedData, nonce, key);
  }
  for (const { message, publicKey, signature } of signatures) {
    if (!sodium.crypto_sign_verify_detached(signature, message, publicKey)) throw new Error('signature');
  }
}

interface Reading {
  readonly chain: TestChain;
  readonly replica: Replica;
  readonly keys: readonly EpochKeys[];
}

/** In the order of the records. */
function sodiumWork(reading: Reading, records: RecordStore): readonly SodiumWork[] {
  const signatures = signaturesOf(reading);
  return records.envelopes.map((bytes, index) => {
    const rows = rowsOf(reading.keys, bytes, records);
    return { rows, blobs: rows.map(({ blob }) => blob), signatures: signatures[index] ?? [] };
  });
}

function rowsOf(keys: readonly EpochKeys[], bytes: Uint8Array, records: RecordStore) {
  const envelope = decodeEnvelope(bytes);
  const pair = keys[2]?.sealing;
  const leaf = envelope.leaves[0];
  if (pair === undefined || leaf === undefined) throw new Error('no key or leaf');
  return PARTS.map((part) => {
    const row = patientRow(envelope, 0, part) ?? new Uint8Array(0);
    const { publicKey, secretKey } = pair;
    const key = sodium.crypto_box_seal_open(row, publicKey, secretKey).slice(-32);
    const sealed = records.blobs.get(toHex(leaf[part].id)) ?? new Uint8Array(0);
    const associatedData = concatBytes(domainTag('consilium/blob/v1'), u8(partNumber(part)));
    const blob = { ciphertext: sealed.subarray(NONCE), nonce: sealed.slice(0, NONCE), key, associatedData };
    return { row, publicKey, secretKey, blob };
  });
}

/** Both of each statement, in the order of the ledger. */
function signaturesOf({ chain, keys, replica }: Reading): readonly SodiumWork['signatures'][] {
  const { li, patient } = chain.world;
  const author = li.keys(1).sign.publicKey;
  const consent = patient.consent(1).signer.entity;
  const epochKey = keys[1]?.signing.publicKey;
  if (epochKey === undefined) throw new Error('no epoch');
  return statementsOf(replica.store, { epoch: 1, epochKey }).map(({ hash }) => {
    const stored = replica.store.lookups.statement(hash);
    const signatures = [stored?.doctorSignature, stored?.consentSignature];
    const labels = ['consilium/statement/doctor/v1', 'consilium/statement/consent/v1'];
    return signatures.map((signature, index) => ({
      signature: signature ?? new Uint8Array(64),
      message: concatBytes(domainTag(labels[index] ?? ''), hash),
      publicKey: index === 0 ? author : consent,
    }));
  });
}
