import { describe, expect, it } from 'vitest';
import {
  doctorCodec,
  listId,
  registrarCodec,
  staffListCodec,
  statementCodec,
  visitCodec,
  visitListCodec,
  type StatementEntity,
} from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import { statementHash, type StatementKind } from '../../src/contracts/statement.ts';
import { bytes32, DAY, HOUR } from '../support/world.ts';
import { Scene, type RecordChange } from './support/scene.ts';

function opened(): Scene {
  const scene = new Scene();
  scene.ledger.take(scene.open());
  return scene;
}

function entityOf(scene: Scene, hash: Uint8Array): StatementEntity {
  const entity = read(scene.ledger.state, statementCodec, hash);
  if (entity === null) throw new Error('no statement');
  return entity;
}

/** Something that refers to `refers`, without the patient. */
function following(refers: Uint8Array, change: RecordChange = {}): RecordChange {
  return {
    consent: null,
    text: 'following',
    ...change,
    statement: { kind: 'addendum', refers, ...change.statement },
  };
}

describe('a record', () => {
  it('with the patient’s consent stands as consented, in the visit’s list and in the doctor’s own', () => {
    const scene = opened();
    const { li } = scene.world;
    const hash = scene.takeRecord();
    expect(entityOf(scene, hash)).toMatchObject({
      state: 'consented',
      author: li.id,
      role: 'doctor',
      keyVersion: 1,
      attestedBy: null,
      index: 0,
      committed: { height: scene.ledger.height },
    });
    const { state } = scene.ledger;
    expect(read(state, visitCodec, scene.epoch())?.statements).toBe(1);
    expect(read(state, visitListCodec, listId(scene.epoch(), 0))?.value).toEqual(hash);
    expect(read(state, doctorCodec, li.id)?.statements).toBe(1);
    expect(read(state, staffListCodec, listId(li.id, 0))?.value).toEqual(hash);
  });

  it('stands once, whatever carries it and however often', () => {
    const scene = opened();
    const first = scene.record();
    const again = { ...first, time: scene.time + 1 };
    expect(scene.ledger.run(first, first, again)).toEqual(['ok', 'tx-duplicate', 'statement-duplicate']);
  });

  it('is written by those who take part, each under their own institution’s receipt', () => {
    const scene = opened();
    const { chen, wang, a } = scene.world;
    expect(scene.ledger.check(scene.record({ author: wang }))).toBe('not-participant');
    scene.ledger.take(scene.join(chen), scene.join(wang));
    expect(scene.ledger.check(scene.record({ author: wang }))).toBe('ok');
    expect(scene.ledger.check(scene.record({ author: wang, node: a.node() }))).toBe('node-receipt-missing');
  });

  it('by the registrar who holds the visit goes to the registrar’s list', () => {
    const scene = new Scene();
    const { registrar } = scene.world.a;
    scene.ledger.take(scene.open(1, { purpose: 'registration' }, { opener: registrar.sign() }));
    scene.takeRecord({ author: registrar });
    expect(read(scene.ledger.state, registrarCodec, registrar.id)?.statements).toBe(1);
  });

  it('that is an import stands under the visit alone: it is attested, not authored', () => {
    const scene = opened();
    const { li } = scene.world;
    scene.takeRecord({ statement: { kind: 'import' } });
    expect(read(scene.ledger.state, visitCodec, scene.epoch())?.statements).toBe(1);
    expect(read(scene.ledger.state, doctorCodec, li.id)?.statements).toBe(0);
  });

  it.each<[string, (scene: Scene) => RecordChange, string]>([
    ['on a visit nobody opened', () => ({ epoch: 2 }), 'visit-unknown'],
    ['for another network', () => ({ statement: { network: bytes32('other') } }), 'statement-mismatch'],
    ['in a colleague’s name', (s) => ({ statement: { doctor: s.world.chen.id } }), 'not-participant'],
    [
      'in the name of nobody',
      () => ({ statement: { doctor: bytes32('nobody').slice(0, 16) } }),
      'signer-unknown',
    ],
    [
      'signed by a key version that is none',
      (s) => ({ version: 2, officer: s.world.li.sign(1) }),
      'signer-key-unknown',
    ],
    ['made before the visit', (s) => ({ statement: { time: s.time - HOUR } }), 'statement-time'],
    ['made in the future', (s) => ({ statement: { time: s.time + HOUR } }), 'statement-time'],
    [
      'to be followed for more than thirty days',
      (s) => ({ statement: { followUntil: s.time + 30 * DAY + 1 } }),
      'statement-time',
    ],
    [
      'to be followed until before it was made',
      (s) => ({ statement: { followUntil: s.time - 1 } }),
      'statement-time',
    ],
    [
      'anchored before the visit was open',
      () => ({ statement: { anchor: { height: 1, headerHash: bytes32('h') } } }),
      'statement-time',
    ],
    [
      'anchored to its own block',
      (s) => ({ statement: { anchor: { height: s.ledger.height + 1, headerHash: bytes32('h') } } }),
      'anchor-ahead',
    ],
  ])('is refused %s', (_name, change, code) => {
    const scene = opened();
    expect(scene.ledger.check(scene.record(change(scene)))).toBe(code);
  });

  it('may arrive after the visit, but not have been made after it', () => {
    const scene = opened();
    const inTime = scene.record();
    scene.ledger.take(scene.end());
    scene.ledger.time += HOUR;
    expect(scene.ledger.check(inTime)).toBe('ok');
    expect(scene.ledger.check(scene.record())).toBe('visit-over');
    expect(scene.ledger.check(scene.record({ consent: null }))).toBe('visit-over');
  });
});

describe('a record without the slip', () => {
  it('waits as pending and is consented later by whoever brings the patient’s signature', () => {
    const scene = opened();
    const { a, wang } = scene.world;
    const hash = scene.takeRecord({ consent: null });
    expect(entityOf(scene, hash).state).toBe('pending');
    expect(scene.ledger.check(scene.confirm(hash, { sender: wang.sign() }))).toBe('ok');
    scene.ledger.take(scene.end());
    scene.ledger.time += 300 * DAY;
    scene.ledger.take(scene.confirm(hash, { sender: a.registrar.sign() }));
    expect(entityOf(scene, hash).state).toBe('consented');
  });

  it('is confirmed once, and by nobody without standing', () => {
    const scene = opened();
    const { a, li, patient } = scene.world;
    const hash = scene.takeRecord({ consent: null });
    expect(scene.ledger.check(scene.confirm(hash, { sender: a.board(1)[0] ?? li.sign() }))).toBe(
      'doctor-key-missing',
    );
    expect(scene.ledger.check(scene.confirm(hash, { sender: patient.consent(1) }))).toBe(
      'doctor-key-missing',
    );
    scene.ledger.take(scene.confirm(hash));
    expect(scene.ledger.check({ ...scene.confirm(hash), time: scene.time - 1 })).toBe(
      'statement-not-pending',
    );
  });
});

describe('what follows a consented record', () => {
  it.each<StatementKind>(['addendum', 'correction', 'co-signature', 'result'])(
    '%s needs no further consent until followUntil',
    (kind) => {
      const scene = opened();
      const refers = scene.takeRecord();
      scene.ledger.take(scene.end());
      scene.ledger.time += 13 * DAY;
      const hash = scene.takeRecord(following(refers, { statement: { kind } }));
      expect(entityOf(scene, hash)).toMatchObject({ state: 'following', refers: new Uint8Array(refers) });
    },
  );

  it('is refused afterwards but for the author’s own correction, which is marked', () => {
    const scene = opened();
    const { chen } = scene.world;
    scene.ledger.take(scene.join(chen));
    const refers = scene.takeRecord();
    scene.ledger.time += 15 * DAY;
    const late = (change: RecordChange) => scene.record(following(refers, change));
    expect(scene.ledger.check(late({}))).toBe('follow-up-over');
    expect(scene.ledger.check(late({ author: chen, statement: { kind: 'correction' } }))).toBe(
      'follow-up-over',
    );
    const hash = scene.takeRecord(following(refers, { statement: { kind: 'correction' } }));
    expect(entityOf(scene, hash).state).toBe('outside-consent');
  });

  it('with the patient’s consent is consented, at any time of the visit', () => {
    const scene = opened();
    const refers = scene.takeRecord();
    const hash = scene.takeRecord({ text: 'second', statement: { kind: 'addendum', refers } });
    expect(entityOf(scene, hash).state).toBe('consented');
  });

  it('does not move the term that the patient agreed to: addenda to addenda end with the record', () => {
    const scene = opened();
    const refers = scene.takeRecord();
    scene.ledger.time += 13 * DAY;
    const addendum = scene.takeRecord(
      following(refers, { statement: { followUntil: scene.time + 30 * DAY } }),
    );
    scene.ledger.time += 2 * DAY;
    expect(scene.ledger.check(scene.record(following(addendum, { text: 'third' })))).toBe('follow-up-over');
  });

  it('is not followed itself when it stands outside the consent', () => {
    const scene = opened();
    const refers = scene.takeRecord();
    scene.ledger.time += 15 * DAY;
    const correction = scene.takeRecord(following(refers, { statement: { kind: 'correction' } }));
    expect(scene.ledger.check(scene.record(following(correction, { text: 'third' })))).toBe('follow-up-over');
  });

  it('waits with a record that waits, as long as the visit is open', () => {
    const scene = opened();
    const refers = scene.takeRecord({ consent: null });
    const hash = scene.takeRecord(following(refers));
    expect(entityOf(scene, hash).state).toBe('pending');
    scene.ledger.take(scene.end());
    const later = (kind: StatementKind) =>
      scene.record(following(refers, { text: kind, statement: { kind } }));
    expect(scene.ledger.check(later('addendum'))).toBe('refers-not-consented');
    expect(scene.ledger.check(later('correction'))).toBe('ok');
  });

  it('refers to something, of the same visit', () => {
    const scene = opened();
    const refers = scene.takeRecord();
    scene.ledger.take(scene.open(2));
    const elsewhere = following(refers, { epoch: 2 });
    expect(scene.ledger.check(scene.record(elsewhere))).toBe('refers-unknown');
    expect(scene.ledger.check(scene.record({ consent: null, statement: { kind: 'result' } }))).toBe(
      'refers-missing',
    );
    expect(scene.ledger.check(scene.record({ statement: { kind: 'import', refers } }))).toBe(
      'refers-unexpected',
    );
  });
});

describe('a record caught by a revocation', () => {
  it('is sent again by an officer in the author’s place, and marked', () => {
    const scene = opened();
    const { a, li } = scene.world;
    const statement = scene.statement();
    const caught = scene.record();
    scene.ledger.take(scene.revokeKey(li, 1));
    expect(scene.ledger.check(caught)).toBe('signer-key-revoked');
    const [officer] = a.board(1);
    if (officer === undefined) throw new Error('no officer');
    const again = { ...caught, parties: [officer, a.node()], time: scene.time };
    scene.ledger.take(again);
    expect(entityOf(scene, statementHash(statement)).attestedBy).toEqual(
      new Uint8Array(officer.signer.entity),
    );
  });

  it('also when the author was suspended since', () => {
    const scene = opened();
    const { a, li } = scene.world;
    const [officer] = a.board(1);
    scene.ledger.take(scene.suspend(li));
    expect(scene.ledger.check(scene.record())).toBe('signer-suspended');
    expect(scene.ledger.check(scene.record(officer === undefined ? {} : { officer }))).toBe('ok');
  });

  it('not when it was anchored after the revocation: the thief’s records are not the doctor’s', () => {
    const scene = opened();
    const { a, li } = scene.world;
    const [officer] = a.board(1);
    scene.ledger.take(scene.revokeKey(li, 1));
    scene.ledger.take(scene.register(bytes32('number').slice(0, 16)));
    expect(scene.ledger.check(scene.record(officer === undefined ? {} : { officer }))).toBe(
      'signer-unexpected',
    );
  });

  it('not while the author can sign, nor by an officer of another institution', () => {
    const scene = opened();
    const { a, b, li } = scene.world;
    const [own, foreign] = [a.board(1)[0], b.board(1)[0]];
    if (own === undefined || foreign === undefined) throw new Error('two officers expected');
    expect(scene.ledger.check(scene.record({ officer: own }))).toBe('signer-unexpected');
    const caught = scene.record({ officer: foreign });
    scene.ledger.take(scene.revokeKey(li, 1));
    expect(scene.ledger.check(caught)).toBe('signer-unexpected');
  });

  it('is still signed by the author: an officer writes nothing in their name', () => {
    const scene = opened();
    const { a, li } = scene.world;
    const [officer] = a.board(1);
    if (officer === undefined) throw new Error('no officer');
    const draft = scene.record({ officer });
    scene.ledger.take(scene.revokeKey(li, 1));
    const { action } = draft;
    if (action.kind !== 'visit/record') throw new Error('no record');
    const forged = { ...draft, action: { ...action, doctorSignature: new Uint8Array(64) } };
    expect(scene.ledger.check(forged)).toBe('statement-signature');
  });

  it('by a rotation is signed again with the new key by the author, whose old signature stays good', () => {
    const scene = opened();
    const { a, li } = scene.world;
    const caught = scene.record();
    scene.ledger.take(scene.rotate(li, 2));
    expect(scene.ledger.check(caught)).toBe('signer-key-revoked');
    expect(scene.ledger.check({ ...caught, parties: [li.sign(2), a.node()] })).toBe('ok');
  });
});
