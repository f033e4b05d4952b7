import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/crypto/bytes.ts';
import { asArray, decodeCanonical, encodeCanonical, type CborMap } from '../../src/crypto/cbor.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { codeFromNumber, codeNumber, type ResultCode } from '../../src/contracts/codes.ts';
import { institutionCodec, KIND } from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import { encodeBody } from '../../src/contracts/transaction.ts';
import { MOST_EXCHANGES } from '../../src/contracts/sharing/exchange.ts';
import { bodyOf, visitOpen, type Draft } from '../support/transactions.ts';
import { bytes16, bytes32, DAY, HOUR, makeHouse, makePerson } from '../support/world.ts';
import { alteredBody, signedBody } from './support/altered.ts';
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
} from './support/cases.ts';
import { anchor, consultReceipt, withdrawAnchor } from './support/recordings.ts';
import { Scene } from './support/scene.ts';

/** Brings a scene to where the answered transaction is refused with the code. */
type Case = (scene: Scene) => Draft | Uint8Array;

function without(map: CborMap, name: string): CborMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

/** The same body, its first entry (`kind`) moved to the end. */
function keysOutOfOrder(bytes: Uint8Array): Uint8Array {
  const end = 1 + encodeCanonical('kind').length + encodeCanonical('visit/open').length;
  return new Uint8Array([...bytes.slice(0, 1), ...bytes.slice(end), ...bytes.slice(1, end)]);
}

function opened(scene: Scene): Scene {
  scene.ledger.take(scene.open());
  return scene;
}

function recorded(scene: Scene, consent?: null): Uint8Array {
  return opened(scene).takeRecord(consent === null ? { consent } : {});
}

const stranger = keyPairFromSeed(bytes32('stranger'));
const nobody = makePerson('nobody', 'doctor', makeHouse('Z', '无', 'None').id, ['无', 'Nobody']);

/** One case for every code: the compiler asks for the one that is missing. */
const CASES: Readonly<Record<Exclude<ResultCode, 'ok'>, Case>> = {
  'tx-malformed': () => utf8('no transaction'),
  'tx-kind-unknown': (scene) => alteredBody(scene, scene.open(), (map) => ({ ...map, kind: 'visit/forget' })),
  'tx-field-unknown': (scene) => alteredBody(scene, scene.open(), (map) => ({ ...map, note: 'smuggled' })),
  'tx-field-missing': (scene) => alteredBody(scene, scene.open(), (map) => without(map, 'purpose')),
  'tx-field-malformed': (scene) => alteredBody(scene, scene.open(), (map) => ({ ...map, until: 'tomorrow' })),
  'tx-not-canonical': (scene) =>
    signedBody(scene, scene.open(), keysOutOfOrder(encodeBody(bodyOf(scene.open())))),
  'tx-expired': (scene) => ({ ...scene.open(), time: scene.time - DAY, expires: scene.time - 1 }),
  'tx-lifetime': (scene) => ({ ...scene.open(), expires: scene.time + 8 * DAY + 1 }),
  'tx-early': (scene) => ({ ...scene.open(), time: scene.time + 5 * 60_000 + 1 }),
  'tx-duplicate': (scene) => {
    const draft = scene.open();
    scene.ledger.take(draft);
    return draft;
  },
  'signature-count': (scene) => {
    const [body, signatures] = asArray(decodeCanonical(scene.ledger.sign(scene.open())), 'tx');
    return encodeCanonical([body ?? null, asArray(signatures, 'signatures').slice(0, 1)]);
  },
  'signature-invalid': (scene) => {
    const { signer } = scene.world.li.sign();
    return scene.open(1, {}, { opener: { signer, secretKey: stranger.secretKey } });
  },
  'signer-missing': (scene) => ({ ...scene.register(bytes16('number')), parties: [scene.world.li.sign()] }),
  'signer-unexpected': (scene) => ({
    ...scene.open(),
    parties: [...scene.open().parties, scene.world.chen.sign()],
  }),
  'signer-unknown': (scene) => scene.open(1, {}, { opener: nobody.sign() }),
  'signer-suspended': (scene) => {
    scene.ledger.take(scene.suspend(scene.world.li));
    return scene.open();
  },
  'signer-key-unknown': (scene) => scene.open(1, {}, { opener: scene.world.li.sign(2) }),
  'signer-key-revoked': (scene) => {
    scene.ledger.take(scene.revokeKey(scene.world.li, 1));
    return scene.open();
  },
  'doctor-key-missing': (scene) => ({ ...scene.open(), parties: [scene.world.patient.view(1)] }),
  'consent-missing': (scene) => opened(scene).record({ statement: { kind: 'import' }, consent: null }),
  'consent-invalid': (scene) => opened(scene).record({ consent: scene.world.patient.view(1) }),
  'node-receipt-missing': (scene) => opened(scene).record({ node: scene.world.b.node() }),
  'institution-unknown': (scene) => {
    const node = {
      signer: { role: 'node', entity: bytes16('none'), version: 1 },
      secretKey: stranger.secretKey,
    } as const;
    return opened(scene).record({ node });
  },
  'institution-exists': (scene) => institutionAdd(scene, { id: scene.world.a.id }),
  'threshold-missing': (scene) => scene.suspend(scene.world.li, scene.world.a.board(1)),
  'staff-unknown': (scene) => ({ ...scene.suspend(nobody), parties: scene.world.a.board() }),
  'staff-exists': (scene) => staffAdd(scene, { id: scene.world.li.id }),
  'staff-status': (scene) => scene.reinstate(scene.world.li),
  'key-exists': (scene) => staffAdd(scene, { sign: scene.world.wang.keys(1).sign.publicKey }),
  'key-unknown': (scene) => scene.revokeKey(scene.world.li, 7),
  'key-not-revoked': (scene) => scene.setKey(scene.world.li, 2),
  'registration-exists': (scene) => {
    scene.ledger.take(scene.register(bytes16('number')));
    return { ...scene.register(bytes16('number')), time: scene.time - 1 };
  },
  'registration-unknown': (scene) => scene.open(1, { registration: bytes16('number') }),
  'registration-used': (scene) => {
    scene.ledger.take(scene.register(bytes16('number')));
    scene.ledger.take(scene.open(1, { registration: bytes16('number') }));
    return scene.open(2, { registration: bytes16('number') });
  },
  'registration-other-institution': (scene) => {
    scene.ledger.take(scene.register(bytes16('number')));
    return scene.open(1, { registration: bytes16('number') }, { opener: scene.world.wang.sign() });
  },
  'card-malformed': (scene) =>
    alteredBody(scene, scene.open(), (map) => ({ ...map, certificate: new Uint8Array(190) })),
  'card-foreign': (scene) => scene.open(1, {}, { card: { network: bytes32('another network') } }),
  'card-issuer-unknown': (scene) => scene.open(1, {}, { card: { cardKeyVersion: 9 } }),
  'card-key-revoked': (scene) => {
    // No transaction revokes a card key yet; the state can say so.
    const { a } = scene.world;
    const institution = read(scene.ledger.state, institutionCodec, a.id);
    if (institution === null) throw new Error('no institution');
    const cardKeys = institution.cardKeys.map((key) => ({ ...key, revoked: 1 }));
    const value = institutionCodec.encode({ ...institution, cardKeys });
    scene.ledger.state.write([{ kind: KIND.institution, id: a.id, value }]);
    return scene.open();
  },
  'card-altered': (scene) => scene.open(1, {}, { card: { signedBy: stranger } }),
  'card-expired': (scene) => scene.open(1, {}, { card: { notAfter: scene.time - 1 } }),
  'card-spent': (scene) => {
    opened(scene);
    return scene.open(1, {}, { opener: scene.world.wang.sign() });
  },
  'until-invalid': (scene) => scene.open(1, { until: scene.time + 24 * HOUR + 1 }),
  'visit-unknown': (scene) => scene.record(),
  'visit-over': (scene) => {
    opened(scene).ledger.take(scene.end());
    return scene.end();
  },
  'not-participant': (scene) => opened(scene).record({ author: scene.world.chen }),
  'participant-exists': (scene) => {
    opened(scene).ledger.take(scene.join(scene.world.chen));
    return scene.join(scene.world.chen, 'trainee');
  },
  'statement-malformed': (scene) =>
    alteredBody(opened(scene), scene.record(), (map) => ({ ...map, statement: utf8('no statement') })),
  'statement-mismatch': (scene) =>
    opened(scene).record({ statement: { institution: scene.world.b.id }, node: scene.world.b.node() }),
  'statement-signature': (scene) =>
    alteredBody(opened(scene), scene.record(), (map) => ({ ...map, doctorSignature: new Uint8Array(64) })),
  'statement-duplicate': (scene) => {
    const first = opened(scene).record();
    scene.ledger.take(first);
    return { ...first, time: scene.time };
  },
  'statement-unknown': (scene) => scene.confirm(bytes32('none')),
  'statement-time': (scene) => opened(scene).record({ statement: { time: scene.time + 5 * 60_000 + 1 } }),
  'statement-not-pending': (scene) => scene.confirm(recorded(scene)),
  'anchor-ahead': (scene) =>
    opened(scene).record({
      statement: { anchor: { height: scene.ledger.height + 1, headerHash: bytes32('h') } },
    }),
  'refers-missing': (scene) => opened(scene).record({ statement: { kind: 'addendum' } }),
  'refers-unexpected': (scene) => {
    const refers = recorded(scene);
    return scene.record({ text: 'second', statement: { refers } });
  },
  'refers-unknown': (scene) =>
    opened(scene).record({ statement: { kind: 'addendum', refers: bytes32('none') } }),
  'refers-not-consented': (scene) => {
    const refers = recorded(scene, null);
    scene.ledger.take(scene.end());
    return scene.record({ text: 'later', consent: null, statement: { kind: 'addendum', refers } });
  },
  'follow-up-over': (scene) => {
    const refers = recorded(scene);
    scene.ledger.time += 15 * DAY;
    // Any block forgets the ids of transactions that have expired by then.
    scene.ledger.runBytes(utf8('rubbish'));
    return scene.record({ text: 'late', consent: null, statement: { kind: 'addendum', refers } });
  },
  'grant-unknown': (scene) => scene.revokeGrant(),
  'grant-revoked': (scene) => {
    scene.ledger.take(scene.grant());
    scene.ledger.take(scene.revokeGrant());
    return scene.revokeGrant();
  },
  'card-revoked': (scene) => {
    scene.ledger.take(scene.revokeCards([1]));
    return scene.open(1);
  },
  'card-other-institution': (scene) => scene.revokeCards([1], 'lost', scene.world.b.registrar.sign()),
  'statement-erased': (scene) => {
    const erased = recorded(scene);
    scene.ledger.take(scene.erase(erased));
    return scene.erase(erased);
  },
  'erase-request-time': (scene) => scene.erase(recorded(scene), { time: scene.time - 61 * DAY }),
  'erase-other-institution': (scene) =>
    scene.erase(recorded(scene), {}, { officers: scene.world.b.board().slice(0, 1) }),
  'erasure-unknown': (scene) => scene.eraseReceipt(recorded(scene), null),
  'erase-receipt-not-due': (scene) => {
    const erased = recorded(scene);
    scene.ledger.take(scene.erase(erased));
    const { a, b } = scene.world;
    const late = makeHouse('C', '协和医院', 'Union Hospital');
    scene.ledger.take(
      scene.draft({ kind: 'registry/institution-add', ...late.founded }, [...a.board(), ...b.board()]),
    );
    return scene.eraseReceipt(erased, null, late.node());
  },
  'erase-receipt-exists': (scene) => {
    const erased = recorded(scene);
    scene.ledger.take(scene.erase(erased), scene.eraseReceipt(erased, null));
    return scene.eraseReceipt(erased, null);
  },
  'erase-receipt-term': (scene) => {
    const erased = recorded(scene);
    scene.ledger.take(scene.erase(erased));
    return scene.eraseReceipt(erased, scene.time);
  },
  'succession-exists': (scene) => {
    const draft = scene.succeed(scene.prepareSuccession());
    scene.ledger.take(draft);
    return { ...draft, time: scene.time };
  },
  'exchange-unknown': (scene) => opened(scene).acceptExchange(bytes32('none')),
  'exchange-over': (scene) => {
    const exchange = opened(scene).takeProposal();
    scene.ledger.take(scene.revokeExchange(exchange));
    return scene.acceptExchange(exchange);
  },
  'exchange-answered': (scene) => {
    const exchange = opened(scene).takeProposal();
    scene.ledger.take(scene.acceptExchange(exchange));
    return { ...scene.acceptExchange(exchange), time: scene.time };
  },
  'exchange-other-doctor': (scene) => {
    const exchange = opened(scene).takeProposal();
    return scene.acceptExchange(exchange, { by: scene.world.chen.sign() });
  },
  'exchange-one-way': (scene) => {
    const exchange = opened(scene).takeProposal();
    const { otherPatient, wang } = scene.world;
    const opening = { opener: wang.sign(), view: otherPatient.view(1), card: otherPatient.card(1) };
    scene.ledger.take(visitOpen(opening, scene.time));
    const back = { visit: otherPatient.view(1).signer.entity, records: bytes32('back') };
    return scene.acceptExchange(exchange, { back, consent: otherPatient.consent(1) });
  },
  'exchange-too-many': (scene) => {
    opened(scene);
    for (let index = 0; index < MOST_EXCHANGES; index++)
      scene.takeProposal({ records: bytes32(`records ${String(index)}`) });
    return scene.propose();
  },
  'case-malformed': (scene) => {
    const { keyVersion, signature, sources } = sharedCase(scene, 'case');
    const made = { content: utf8('no case'), keyVersion, signature, sources };
    return publish(scene, [made]);
  },
  'case-foreign': (scene) =>
    publish(scene, [sharedCase(scene, 'case', { shared: { network: bytes32('another network') } })]),
  'case-exists': (scene) => {
    setParameter(scene, 'caseDelayDays', 0);
    takeCase(scene);
    return publish(scene, [sharedCase(scene, 'case')]);
  },
  'case-author': (scene) =>
    publish(scene, [sharedCase(scene, 'case', { author: scene.world.wang })], scene.world.a),
  'case-signature': (scene) => publish(scene, [sharedCase(scene, 'case', { signedBy: scene.world.chen })]),
  'case-order': (scene) => {
    const { action, ...draft } = publish(
      scene,
      ['one', 'two'].map((text) => sharedCase(scene, text)),
    );
    if (action.kind !== 'sharing/publish') throw new Error('no batch');
    return { ...draft, action: { ...action, cases: action.cases.toReversed() } };
  },
  'case-source-used': (scene) => {
    takeCase(scene, 'half', { sources: [bytes32('visit')] });
    return publish(scene, [sharedCase(scene, 'other half', { sources: [bytes32('visit')] })]);
  },
  'case-batch-early': (scene) => {
    takeCase(scene);
    scene.ledger.time += 7 * DAY - HOUR;
    return publish(scene, [sharedCase(scene, 'early')]);
  },
  'case-unknown': (scene) => withdraw(scene, bytes32('none')),
  'case-withdrawn': (scene) => {
    const name = takeCase(scene);
    scene.ledger.take(withdraw(scene, name));
    return { ...withdraw(scene, name), time: scene.time };
  },
  'counts-small': (scene) => counts(scene, [{ ...CELL, count: 4 }]),
  'counts-order': (scene) => counts(scene, [CELL, CELL]),
  'period-unknown': (scene) => claim(scene, scene.world.li.sign()),
  'period-open': (scene) => {
    takeCase(scene);
    return close(scene);
  },
  'period-closed': (scene) => {
    setParameter(scene, 'incentivePeriodDays', 0);
    takeCase(scene);
    scene.ledger.take(close(scene));
    return { ...close(scene), time: scene.time };
  },
  'reads-own': (scene) => reads(scene, [takeCase(scene)], { house: scene.world.a }),
  'reads-order': (scene) => {
    const name = takeCase(scene);
    scene.ledger.take(reads(scene, [name]));
    return { ...reads(scene, [name]), time: scene.time };
  },
  'reads-empty': (scene) => {
    scene.ledger.take(reads(scene, []));
    return { ...reads(scene, []), time: scene.time };
  },
  'claim-exists': (scene) => {
    setParameter(scene, 'incentivePeriodDays', 0);
    takeCase(scene);
    scene.ledger.take(close(scene));
    scene.ledger.take(claim(scene, scene.world.li.sign()));
    return { ...claim(scene, scene.world.li.sign()), time: scene.time };
  },
  'claim-nothing': (scene) => {
    setParameter(scene, 'incentivePeriodDays', 0);
    takeCase(scene);
    scene.ledger.take(close(scene));
    return claim(scene, scene.world.wang.sign());
  },
  'grantee-unknown': (scene) => scene.grant(1, { grantee: bytes16('none') }),
  'anchor-exists': (scene) => {
    scene.ledger.take(anchor(scene));
    return { ...anchor(scene, { other: scene.world.chen.id }), time: scene.time };
  },
  'anchor-doctors': (scene) => anchor(scene, { other: scene.world.li.id }),
  'anchor-unknown': (scene) => withdrawAnchor(scene),
  'anchor-withdrawn': (scene) => {
    scene.ledger.take(anchor(scene));
    scene.ledger.take(withdrawAnchor(scene));
    return withdrawAnchor(scene, scene.world.wang.sign());
  },
  'consult-doctors': (scene) => consultReceipt(scene, { other: scene.world.li.id }),
  'consult-exists': (scene) => {
    scene.ledger.take(consultReceipt(scene));
    return consultReceipt(scene);
  },
};

function institutionAdd(scene: Scene, change: { readonly id?: Uint8Array } = {}): Draft {
  const { a, b } = scene.world;
  const { founded } = makeHouse('C', '协和医院', 'Union Hospital');
  return scene.draft({ kind: 'registry/institution-add', ...founded, ...change }, [
    ...a.board(),
    ...b.board(),
  ]);
}

function staffAdd(scene: Scene, change: { readonly id?: Uint8Array; readonly sign?: Uint8Array }): Draft {
  const { a } = scene.world;
  const { sign, seal } = nobody.keys(1);
  return scene.draft(
    {
      kind: 'registry/staff-add',
      institution: a.id,
      role: 'doctor',
      id: nobody.id,
      nameZh: '新',
      nameEn: 'New',
      licence: '1',
      specialty: 'general',
      sign: sign.publicKey,
      seal: seal.publicKey,
      ...change,
    },
    a.board(),
  );
}

describe('every refusal of the state machine', () => {
  it.each(Object.entries(CASES))('%s', (code, bring) => {
    const scene = new Scene();
    const given = bring(scene);
    const tx = given instanceof Uint8Array ? given : scene.ledger.sign(given);
    expect(scene.ledger.checkBytes(tx)).toBe(code);
    const before = toHex(scene.ledger.state.root());
    expect(scene.ledger.runBytes(tx).map((result) => result.code)).toEqual([code]);
    expect(toHex(scene.ledger.state.root())).toBe(before);
  });

  it('has a number of its own, which comes back as its name', () => {
    const codes = Object.keys(CASES);
    const numbers = codes.map((_code, index) => codeFromNumber(index + 1));
    expect(numbers.toSorted()).toEqual(codes.toSorted());
    expect(numbers.map(codeNumber)).toEqual(numbers.map((_code, index) => index + 1));
    expect(codeFromNumber(numbers.length + 1)).toBe('tx-malformed');
    expect(codeNumber('ok')).toBe(0);
  });
});
