/**
 * What stands in test/vectors/ledger/*.json: transactions, statements, entities, the authenticated map, a genesis and a
 * chain, each made from the fixed world of test/support/world.ts. Bytes as hex.
 */
import { blockId, decodeBlock } from '../../src/chain/block.ts';
import { encodeMapProof, entityKey, SparseMerkleMap } from '../../src/chain/sparseMerkleMap.ts';
import { genesisHash } from '../../src/chain/genesis.ts';
import { fromUtf8, toHex } from '../../src/crypto/bytes.ts';
import { decodeCanonical, type CborValue } from '../../src/crypto/cbor.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { toNetwork } from '../../src/crypto/ids.ts';
import { rootKeyPair } from '../../src/crypto/patientKeys.ts';
import { signSuccession } from '../../src/crypto/succession.ts';
import { initialAppHash, initialChanges } from '../../src/contracts/genesis.ts';
import { KIND } from '../../src/contracts/entities.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { signerKey } from '../../src/contracts/signers.ts';
import { read, type EntityChange } from '../../src/contracts/state.ts';
import { decodeStatement, statementHash } from '../../src/contracts/statement.ts';
import { decodeTransaction, signingMessage } from '../../src/contracts/transaction.ts';
import { caseHash } from '../../src/contracts/sharing/case.ts';
import { anchorName } from '../../src/contracts/consult/anchorName.ts';
import { consultReceiptName } from '../../src/contracts/consult/receiptName.ts';
import { exchangeRecordsHash } from '../../src/contracts/sharing/records.ts';
import type { TransactionKind } from '../../src/contracts/transactionKinds.ts';
import { firstKinds, KINDS } from '../contracts/support/everyKind.ts';
import {
  CELL,
  claim,
  close,
  counts,
  publish,
  reads,
  setParameter,
  sharedCase,
  takeCase,
  withdraw,
} from '../contracts/support/cases.ts';
import { anchor, consultReceipt, withdrawAnchor } from '../contracts/support/recordings.ts';
import { Scene } from '../contracts/support/scene.ts';
import { TestChain } from '../support/testChain.ts';
import { signDraft, staffing, visitOpen, visitRecord, statementBytes, type Draft } from '../support/transactions.ts';
import { bytes32, makeWorld } from '../support/world.ts';
import type { VectorValue } from './cryptoVectors.ts';

/** The kinds of the first files, which stay as they are; what came later has a file of its own. */
const LATER_KINDS = [
  'visit/own-entry',
  'registry/key-lost',
  'visit/card-revoke',
  'visit/erase',
  'governance/erase-receipt',
  'visit/succession',
  'sharing/propose',
  'sharing/accept',
  'sharing/revoke',
  'sharing/publish',
  'sharing/withdraw',
  'sharing/counts',
  'incentive/reads',
  'incentive/close',
  'incentive/claim',
  'consult/anchor',
  'consult/withdraw',
  'consult/receipt',
] as const;
type FirstKind = Exclude<TransactionKind, (typeof LATER_KINDS)[number]>;
const isLater = new Set<TransactionKind>(LATER_KINDS);
const FIRST_KINDS = KINDS.filter((kind): kind is FirstKind => !isLater.has(kind));

/** The file name is the key. */
export function ledgerVectors(): Readonly<Record<string, VectorValue>> {
  return {
    genesis: genesis(),
    transactions: transactions(),
    statements: statements(),
    entities: entities(),
    'own-entry': ownEntry(),
    'key-lost': keyLost(),
    'card-revoke': cardRevoke(),
    erase: erase(),
    'erase-receipt': eraseReceipt(),
    succession: succession(),
    exchange: exchange(),
    'shared-case': sharedCases(),
    incentive: incentive(),
    'recording-anchor': recordingAnchor(),
    'consult-receipt': consultReceiptVector(),
    map: map(),
    chain: chain(),
  };
}

function genesis(): VectorValue {
  const { genesis: made, genesisBytes } = makeWorld();
  return {
    text: fromUtf8(genesisBytes),
    hash: toHex(genesisHash(genesisBytes)),
    network: toHex(made.network),
    appState: toHex(made.appState),
    entities: initialChanges(made.appState).map(entityVector),
    appHash: toHex(initialAppHash(made.appState)),
  };
}

function transactions(): VectorValue {
  const scene = new Scene();
  const drafts = firstKinds(scene);
  return {
    network: toHex(scene.world.network),
    transactions: FIRST_KINDS.map((kind) => transactionVector(scene, drafts[kind])),
  };
}

/** The patient's own entry: its transaction, its statement, and the entity that it leaves. */
function ownEntry(): VectorValue {
  const scene = new Scene();
  scene.ledger.take(scene.open());
  const draft = scene.ownEntry();
  if (draft.action.kind !== 'visit/own-entry') throw new Error('no own entry');
  const { statement } = draft.action;
  const transaction = transactionVector(scene, draft);
  scene.ledger.take(draft);
  const left = scene.ledger.changes.filter(({ kind }) => kind === KIND.statement);
  return {
    network: toHex(scene.world.network),
    transaction,
    statement: {
      fields: plain(decodeCanonical(statement)),
      bytes: toHex(statement),
      hash: toHex(statementHash(statement)),
    },
    entities: left.map(entityVector),
  };
}

/** A lost key: its transaction, and what stands of its owner afterwards. */
function keyLost(): VectorValue {
  const scene = new Scene();
  const draft = scene.loseKey(scene.world.li, 1);
  const transaction = transactionVector(scene, draft);
  scene.ledger.take(draft);
  const left = scene.ledger.changes.filter(({ kind }) => kind === KIND.doctor).slice(-1);
  return { network: toHex(scene.world.network), transaction, entities: left.map(entityVector) };
}

/** Revoked cards: the transaction, and the epochs that it leaves. */
function cardRevoke(): VectorValue {
  const scene = new Scene();
  const draft = scene.revokeCards([1, 2], 'stolen');
  const transaction = transactionVector(scene, draft);
  scene.ledger.take(draft);
  const left = scene.ledger.changes.filter(({ kind }) => kind === KIND.epoch);
  return { network: toHex(scene.world.network), transaction, entities: left.map(entityVector) };
}

/** An erasure: what the patient signed, the transaction, and the entity that it leaves. */
function erase(): VectorValue {
  const scene = new Scene();
  scene.ledger.take(scene.open());
  const draft = scene.erase(scene.takeRecord());
  if (draft.action.kind !== 'visit/erase') throw new Error('no erasure');
  const { request } = draft.action;
  const transaction = transactionVector(scene, draft);
  scene.ledger.take(draft);
  const left = scene.ledger.changes.filter(({ kind }) => kind === KIND.erasure);
  return {
    network: toHex(scene.world.network),
    transaction,
    request: {
      fields: plain(decodeCanonical(request)),
      bytes: toHex(request),
      consentKey: toHex(scene.world.patient.consent(1).signer.entity),
    },
    entities: left.map(entityVector),
  };
}

/** The receipts of both institutions: the one that keeps its archive row, and the one that keeps nothing. */
function eraseReceipt(): VectorValue {
  const scene = new Scene();
  const { a, b } = scene.world;
  scene.ledger.take(scene.open());
  const statement = scene.takeRecord();
  scene.ledger.take(scene.erase(statement));
  const until = read(scene.ledger.state, erasureCodec, statement)?.archiveUntil ?? null;
  const drafts = [scene.eraseReceipt(statement, until, a.node()), scene.eraseReceipt(statement, null, b.node())];
  const transactions = drafts.map((draft) => transactionVector(scene, draft));
  scene.ledger.take(...drafts);
  const left = scene.ledger.changes.filter(({ kind }) => kind === KIND.erasureReceipt);
  return { network: toHex(scene.world.network), transactions, entities: left.map(entityVector) };
}

/** A new root: the statement in its registration, the transaction, and what is left of the former root. */
function succession(): VectorValue {
  const scene = new Scene();
  const { a, otherPatient, patient, network } = scene.world;
  scene.ledger.take(scene.open(0, { purpose: 'registration' }, { opener: a.registrar.sign() }));
  const record = scene.record(scene.successionChange(patient.consent(0)));
  if (record.action.kind !== 'visit/record') throw new Error('no record');
  const { statement } = record.action;
  const carried = transactionVector(scene, record);
  scene.ledger.take(record);
  const draft = scene.succeed(statementHash(statement));
  const transaction = transactionVector(scene, draft);
  scene.ledger.take(draft);
  const left = scene.ledger.changes.filter(({ kind }) => kind === KIND.succession);
  const former = rootKeyPair(otherPatient.seed);
  const next = scene.root();
  return {
    network: toHex(network),
    former: toHex(former.publicKey),
    next: toHex(next),
    formerSignature: toHex(signSuccession(toNetwork(network), next, former)),
    statement: {
      fields: plain(decodeCanonical(statement)),
      bytes: toHex(statement),
      hash: toHex(statementHash(statement)),
    },
    record: carried,
    transaction,
    entities: left.map(entityVector),
  };
}

/** Both give: what each of the three transactions leaves, and the list under each visit. */
function exchange(): VectorValue {
  const scene = new Scene();
  const { network, otherPatient, wang } = scene.world;
  const there = { opener: wang.sign(), view: otherPatient.view(1), card: otherPatient.card(1) };
  scene.ledger.take(scene.open(), visitOpen(there, scene.time));
  const list = {
    salt: bytes32('salt'),
    note: '请看第二份报告',
    statements: [bytes32('first'), bytes32('second')],
  };
  const transactions: VectorValue[] = [];
  const entities: VectorValue[] = [];
  const take = (draft: Draft): void => {
    transactions.push(transactionVector(scene, draft));
    const before = scene.ledger.changes.length;
    scene.ledger.take(draft);
    const kinds: readonly number[] = [KIND.exchange, KIND.visitExchanges];
    const left = scene.ledger.changes.slice(before).filter(({ kind }) => kinds.includes(kind));
    entities.push(...left.map(entityVector));
  };
  const proposal = scene.propose({ direction: 'both', records: exchangeRecordsHash(list) });
  const { id } = decodeTransaction(scene.ledger.sign(proposal));
  take(proposal);
  const back = { visit: otherPatient.view(1).signer.entity, records: bytes32('back') };
  take(scene.acceptExchange(id, { back, consent: otherPatient.consent(1) }));
  take(scene.revokeExchange(id, scene.world.patient.consent(1)));
  return {
    network: toHex(network),
    list: {
      salt: toHex(list.salt),
      note: list.note,
      statements: list.statements.map(toHex),
      hash: toHex(exchangeRecordsHash(list)),
    },
    transactions,
    entities,
  };
}

/** What a draft leaves of some kinds of entities, beside its own vector. */
function taken(scene: Scene, draft: Draft, kinds: readonly number[]): VectorValue {
  const transaction = transactionVector(scene, draft);
  const before = scene.ledger.changes.length;
  scene.ledger.take(draft);
  const left = scene.ledger.changes.slice(before).filter(({ kind }) => kinds.includes(kind));
  return { transaction, entities: left.map(entityVector) };
}

/** A batch of two cases, an institution's counts, and a withdrawal. */
/** A recording on the ledger, and taken back by the other doctor. */
function recordingAnchor(): VectorValue {
  const scene = new Scene();
  const kinds = [KIND.recordingAnchor, KIND.erasure];
  const [salt, root] = [bytes32('salt'), bytes32('root')];
  const name = anchorName(salt, root);
  return {
    network: toHex(scene.world.network),
    named: { salt: toHex(salt), root: toHex(root), name: toHex(name) },
    steps: [
      taken(scene, anchor(scene, { name }), kinds),
      taken(scene, withdrawAnchor(scene, scene.world.wang.sign(), name), kinds),
    ],
  };
}

/** A consult that both doctors say they had, and what it and a recording count. */
function consultReceiptVector(): VectorValue {
  const scene = new Scene();
  const { li, wang } = scene.world;
  const kinds = [KIND.consultReceipt, KIND.contribution, KIND.incentivePeriod, KIND.recordingCredit];
  const bound = bytes32('bound');
  const receipt = consultReceiptName(bound);
  return {
    network: toHex(scene.world.network),
    named: { bound: toHex(bound), name: toHex(receipt) },
    steps: [
      taken(scene, consultReceipt(scene, { receipt }), kinds),
      taken(scene, consultReceipt(scene, { by: wang.sign(), other: li.id, receipt }), kinds),
      taken(scene, anchor(scene), kinds),
      taken(scene, withdrawAnchor(scene), kinds),
    ],
  };
}

function sharedCases(): VectorValue {
  const scene = new Scene();
  const kinds = [
    KIND.sharedCase,
    KIND.caseBatch,
    KIND.caseList,
    KIND.caseSource,
    KIND.caseCounts,
    KIND.erasure,
  ];
  const made = ['first', 'second'].map((text) => sharedCase(scene, text));
  const [first] = made;
  if (first === undefined) throw new Error('a case expected');
  return {
    network: toHex(scene.world.network),
    cases: made.map(({ content, signature }) => ({
      fields: plain(decodeCanonical(content)),
      bytes: toHex(content),
      hash: toHex(caseHash(content)),
      signature: toHex(signature),
    })),
    steps: [
      taken(scene, publish(scene, made), kinds),
      taken(scene, counts(scene, [CELL]), kinds),
      taken(scene, withdraw(scene, caseHash(first.content)), kinds),
    ],
  };
}

/** A period: a case, what the other institution read, closing it, and two claims. */
function incentive(): VectorValue {
  const scene = new Scene();
  setParameter(scene, 'incentivePeriodDays', 0);
  const name = takeCase(scene);
  const { b, li } = scene.world;
  const kinds = [
    KIND.incentivePeriod,
    KIND.contribution,
    KIND.readsReport,
    KIND.readsTally,
    KIND.claim,
    KIND.account,
  ];
  return {
    network: toHex(scene.world.network),
    steps: [
      taken(scene, reads(scene, [name]), kinds),
      taken(scene, close(scene), kinds),
      taken(scene, claim(scene, li.sign()), kinds),
      taken(scene, claim(scene, b.node()), kinds),
    ],
  };
}

function transactionVector(scene: Scene, draft: Draft): VectorValue {
  const bytes = scene.ledger.sign(draft);
  const { body, bodyBytes, id, signatures } = decodeTransaction(bytes);
  return {
    kind: body.kind,
    fields: plain(decodeCanonical(bodyBytes)),
    body: toHex(bodyBytes),
    id: toHex(id),
    signers: body.signers.map((signer, index) => ({
      publicKey: toHex(signerKey(signer, scene.ledger.state)),
      message: toHex(signingMessage(scene.world.network, index, bodyBytes)),
      signature: toHex(signatures[index] ?? new Uint8Array(0)),
    })),
    bytes: toHex(bytes),
  };
}

function statements(): VectorValue {
  const scene = new Scene();
  scene.ledger.take(scene.open());
  const { li, patient } = scene.world;
  const kinds = ['record', 'addendum', 'correction', 'co-signature', 'result', 'import', 'own-entry'] as const;
  return kinds.map((kind) => {
    const needsBase = kind === 'addendum' || kind === 'correction' || kind === 'co-signature';
    const change = { text: kind, statement: { kind, refers: needsBase ? bytes32('base') : null } };
    const draft = scene.record(change);
    if (draft.action.kind !== 'visit/record') throw new Error('no record');
    const { statement, doctorSignature, consentSignature } = draft.action;
    return {
      kind: decodeStatement(statement).kind,
      fields: plain(decodeCanonical(statement)),
      bytes: toHex(statement),
      hash: toHex(statementHash(statement)),
      doctorKey: toHex(li.keys(1).sign.publicKey),
      doctorSignature: toHex(doctorSignature),
      consentKey: toHex(patient.consent(1).signer.entity),
      consentSignature: toHex(consentSignature ?? new Uint8Array(0)),
    };
  });
}

/** The whole state after a transaction of every kind, and its root. */
function entities(): VectorValue {
  const scene = new Scene();
  const drafts = firstKinds(scene);
  // What takes away someone's power to sign comes last.
  const last = ['registry/staff-suspend', 'registry/node-key-add', 'visit/end', 'registry/key-rotate'];
  const order = FIRST_KINDS.toSorted((left, right) => last.indexOf(left) - last.indexOf(right));
  const codes = scene.ledger.run(...order.map((kind) => drafts[kind]));
  if (codes.some((code) => code !== 'ok')) throw new Error(codes.join());
  const standing = new Map<string, EntityChange>();
  for (const change of scene.ledger.changes) standing.set(`${String(change.kind)} ${toHex(change.id)}`, change);
  const present = [...standing.values()].filter(({ value }) => value !== null);
  return { appHash: toHex(scene.ledger.state.root()), entities: present.map(entityVector) };
}

function entityVector({ kind, id, value }: EntityChange): VectorValue {
  if (value === null) throw new Error('an entity that stands was expected');
  return {
    kind,
    id: toHex(id),
    value: toHex(value),
    fields: plain(decodeCanonical(value)),
    key: toHex(entityKey(kind, id)),
    valueHash: toHex(sha256(value)),
  };
}

function map(): VectorValue {
  const entries = Array.from({ length: 12 }, (_, index) => ({
    key: bytes32(`map key ${String(index)}`),
    valueHash: bytes32(`map value ${String(index)}`),
  }));
  // Two keys that part at the very last bit.
  const twin = entries[3]?.key ?? new Uint8Array(32);
  const other = twin.map((byte, index) => (index === 31 ? byte ^ 1 : byte));
  const all = [...entries, { key: other, valueHash: bytes32('map value of the twin') }];
  const full = SparseMerkleMap.empty().apply(all);
  const removed = full.delete(other);
  const asked = [twin, other, bytes32('map key 7'), bytes32('map key that is not there'), bytes32('another')];
  return {
    entries: all.map(({ key, valueHash }) => ({ key: toHex(key), valueHash: toHex(valueHash) })),
    roots: Array.from({ length: all.length + 1 }, (_, count) =>
      toHex(SparseMerkleMap.empty().apply(all.slice(0, count)).root()),
    ),
    withoutLast: toHex(removed.root()),
    proofs: asked.map((key) => ({ key: toHex(key), proof: toHex(encodeMapProof(full.prove(key))) })),
  };
}

/** Five blocks: staff, an opened visit, a consented record, one that is refused, and a proof block. */
function chain(): VectorValue {
  const made = new TestChain();
  const { world } = made;
  const { a, li, patient, network } = world;
  const opening = { opener: li.sign(), view: patient.view(1), card: patient.card(1) };
  made.add(...staffing(world, made.clock.now()));
  made.add(visitOpen(opening, made.clock.now()));
  const epoch = patient.view(1).signer.entity;
  const by = { network, author: li, epoch, time: made.clock.now(), anchor: 2 };
  const statement = statementBytes(by, 'record');
  const consent = patient.consent(1);
  made.add(visitRecord({ statement, author: li, node: a.node(), consent, time: made.clock.now() }));
  made.addBytes(signDraft(network, visitOpen(opening, made.clock.now())));
  made.add();
  return {
    genesis: fromUtf8(made.genesisBytes),
    blocks: made.raw.map((raw, index) => {
      const block = decodeBlock(raw.block);
      const id = blockId(block);
      const after = made.before(index + 2);
      return {
        block: toHex(raw.block),
        commit: toHex(raw.commit),
        headerHash: toHex(id.hash),
        partsTotal: id.parts.total,
        partsHash: toHex(id.parts.hash),
        appHashAfter: toHex(after.appHash),
        resultsHashAfter: toHex(after.resultsHash),
      };
    }),
  };
}

/** A decoded value as JSON: bytes as `hex:…`. */
export function plain(value: CborValue): VectorValue {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return `hex:${toHex(value)}`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: CborValue) => plain(item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
