/**
 * Holes that other systems for medical records on a ledger had, each as a test: permissions changed without a
 * signature, identity as an argument of the caller, seconds taken for milliseconds, setters open to anyone, and
 * patients who can be told from the ledger.
 */
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8 } from '../../src/crypto/bytes.ts';
import { historyKeys, rootKeyPair } from '../../src/crypto/patientKeys.ts';
import { encodeTransaction, encodeBody } from '../../src/contracts/transaction.ts';
import { executeBlock } from '../../src/contracts/execute.ts';
import { bodyOf, signDraft, type Draft } from '../support/transactions.ts';
import { bytes32, HOUR, makeHouse, makePerson } from '../support/world.ts';
import { everyKind, everyKindAsked, KINDS } from './support/everyKind.ts';
import { Scene, type RecordChange } from './support/scene.ts';

const stranger = makePerson('stranger', 'doctor', makeHouse('Z', '无', 'None').id, ['无', 'Nobody']);

describe('nothing changes without a signature', () => {
  it.each(KINDS)('%s', (kind) => {
    const { scene, drafts } = everyKindAsked();
    const draft = drafts[kind];
    const body = encodeBody(bodyOf(draft));
    expect(scene.ledger.checkBytes(encodeTransaction(body, []))).toBe('signature-count');
    const nobody = encodeBody(bodyOf({ ...draft, parties: [] }));
    expect(scene.ledger.checkBytes(encodeTransaction(nobody, []))).toBe('signature-count');
    const empty = draft.parties.map(() => new Uint8Array(64));
    expect(scene.ledger.checkBytes(encodeTransaction(body, empty))).toBe('signature-invalid');
  });
});

describe('nobody acts in the name of another', () => {
  it.each(KINDS)('%s signed by someone else’s key in the right name', (kind) => {
    const { scene, drafts } = everyKindAsked();
    const draft = drafts[kind];
    for (const index of draft.parties.keys()) {
      const parties = draft.parties.map((party, at) =>
        at === index ? { ...party, secretKey: stranger.sign().secretKey } : party,
      );
      expect(scene.ledger.check({ ...draft, parties })).toBe('signature-invalid');
    }
  });

  it.each(KINDS)('%s with its signatures in another place, or of another network', (kind) => {
    const { scene, drafts } = everyKindAsked();
    const draft = drafts[kind];
    const foreign = signDraft(bytes32('another network'), draft);
    expect(scene.ledger.checkBytes(foreign)).toBe('signature-invalid');
    const [first, second] = draft.parties;
    const swapped = first === undefined || second === undefined ? [] : [second.secretKey, first.secretKey];
    const parties = draft.parties.map((party, index) => ({
      ...party,
      secretKey: swapped[index] ?? party.secretKey,
    }));
    expect(scene.ledger.check({ ...draft, parties })).toBe(swapped.length === 0 ? 'ok' : 'signature-invalid');
  });

  it.each(KINDS)('%s by someone the registry does not know', (kind) => {
    const { scene, drafts } = everyKindAsked();
    const draft = drafts[kind];
    const parties = [stranger.sign(), ...draft.parties.slice(1)];
    expect(scene.ledger.check({ ...draft, parties })).toBe('signer-unknown');
  });
});

describe('seconds are not taken for milliseconds', () => {
  const seconds = (ms: number): number => Math.floor(ms / 1000);

  it.each<[string, (scene: Scene) => Draft, string]>([
    [
      'a transaction’s time',
      (s) => ({ ...s.open(), time: seconds(s.time), expires: s.time + HOUR }),
      'tx-lifetime',
    ],
    [
      'its expiry as well',
      (s) => ({ ...s.open(), time: seconds(s.time), expires: seconds(s.time + HOUR) }),
      'tx-expired',
    ],
    ['its expiry alone', (s) => ({ ...s.open(), expires: seconds(s.time + HOUR) }), 'tx-lifetime'],
    ['a visit’s term', (s) => s.open(1, { until: seconds(s.time + HOUR) }), 'until-invalid'],
    [
      'a card’s last day',
      (s) => s.open(1, {}, { card: { notAfter: seconds(s.time + HOUR) } }),
      'card-expired',
    ],
    ['a grant’s term', (s) => s.grant(1, { until: seconds(s.time + HOUR) }), 'until-invalid'],
    ['microseconds of a visit’s term', (s) => s.open(1, { until: (s.time + HOUR) * 1000 }), 'until-invalid'],
  ])('%s', (_name, draft, code) => {
    const scene = new Scene();
    expect(scene.ledger.check(draft(scene))).toBe(code);
  });

  it.each<[string, (scene: Scene) => RecordChange]>([
    ['a statement’s time', (s) => ({ statement: { time: seconds(s.time) } })],
    ['its follow-up', (s) => ({ statement: { followUntil: seconds(s.time + HOUR) } })],
  ])('%s', (_name, change) => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    expect(scene.ledger.check(scene.record(change(scene)))).toBe('statement-time');
  });
});

describe('a patient cannot be told from the ledger', () => {
  /** All bytes that a story of several visits of one patient leaves on the ledger. */
  function ledgerBytes(scene: Scene): string {
    const txs = KINDS.map((kind) => scene.ledger.sign(everyKindOf(scene)[kind]));
    const context = { network: scene.world.network, height: scene.ledger.height + 1, time: scene.time };
    const { changes } = executeBlock(txs, scene.ledger.state, context);
    const values = changes.flatMap(({ id, value }) => (value === null ? [id] : [id, value]));
    return toHex(concatBytes(...txs, ...values));
  }

  const made = new WeakMap<Scene, ReturnType<typeof everyKind>>();
  function everyKindOf(scene: Scene): ReturnType<typeof everyKind> {
    const drafts = made.get(scene) ?? everyKind(scene);
    made.set(scene, drafts);
    return drafts;
  }

  it('neither by root, nor by view, binder or sealing key, nor by seed', () => {
    const scene = new Scene();
    const text = ledgerBytes(scene);
    const { seed, card } = scene.world.patient;
    const shown = card(5);
    const secrets = historyKeys(shown).flatMap(({ binderKey, sealing, signing }) => [
      binderKey,
      sealing.secretKey,
      signing.secretKey.slice(0, 32),
    ]);
    const hidden = [seed, rootKeyPair(seed).publicKey, shown.viewKey, ...secrets];
    expect(text).toContain(toHex(card(4).certificate.epochKey));
    expect(hidden.filter((bytes) => text.includes(toHex(bytes)))).toEqual([]);
    expect(text).not.toContain(toHex(utf8('patient')));
  });

  it('nor by anything that two of their visits have in common', () => {
    const { card } = new Scene().world.patient;
    const [one, two] = [card(1).certificate, card(2).certificate];
    const shared = [one.epochKey, one.consentKey, one.nextSealingKey, one.binder].filter((bytes) =>
      [two.epochKey, two.consentKey, two.nextSealingKey, two.binder].some(
        (other) => toHex(other) === toHex(bytes),
      ),
    );
    expect(shared).toEqual([]);
  });
});
