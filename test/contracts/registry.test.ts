import { describe, expect, it } from 'vitest';
import { codecOfRole, institutionCodec, type Staff } from '../../src/contracts/entities.ts';
import { institutionIds } from '../../src/contracts/registry/institution.ts';
import { read } from '../../src/contracts/state.ts';
import { BareLedger } from '../support/bareLedger.ts';
import { staffAdd, type Draft } from '../support/transactions.ts';
import {
  bytes16,
  bytes32,
  makeHouse,
  makePerson,
  nodeKeyPair,
  type House,
  type Party,
  type Person,
} from '../support/world.ts';
import { Scene } from './support/scene.ts';

const houseC = makeHouse('C', '协和医院', 'Union Hospital');
const houseD = makeHouse('D', '华西医院', 'West China Hospital');

function founding(scene: Scene, house: House, parties: readonly Party[]): Draft {
  return scene.draft({ kind: 'registry/institution-add', ...house.founded }, parties);
}

function staffOf(scene: Scene, person: Person): Staff {
  const staff = read(scene.ledger.state, codecOfRole(person.role), person.id);
  if (staff === null) throw new Error('no such person');
  return staff;
}

function newDoctor(scene: Scene, name = 'new'): Person {
  return makePerson(name, 'doctor', scene.world.a.id, ['新', name]);
}

describe('an institution', () => {
  it('is founded with its officers and keys when more than half of the others agree, each by its threshold', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    expect(scene.ledger.check(founding(scene, houseC, a.board()))).toBe('threshold-missing');
    expect(scene.ledger.check(founding(scene, houseC, [...a.board(), ...b.board(1)]))).toBe(
      'threshold-missing',
    );
    scene.ledger.take(founding(scene, houseC, [...a.board(), ...b.board()]));
    expect(institutionIds(scene.ledger.state)).toEqual([a.id, b.id, houseC.id]);
    expect(read(scene.ledger.state, institutionCodec, houseC.id)).toMatchObject({
      threshold: 2,
      officers: 3,
    });
  });

  it('counts from then on: two of three are more than half', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    scene.ledger.take(founding(scene, houseC, [...a.board(), ...b.board()]));
    expect(scene.ledger.check(founding(scene, houseD, houseC.board()))).toBe('threshold-missing');
    expect(scene.ledger.check(founding(scene, houseD, [...houseC.board(), ...b.board()]))).toBe('ok');
  });

  it('does not found itself', () => {
    const scene = new Scene();
    expect(scene.ledger.check(founding(scene, houseC, houseC.board(3)))).toBe('signer-unknown');
  });

  it.each([
    ['more officers than it has', { threshold: 4 }],
    ['no officer at all', { threshold: 0 }],
  ])('is refused when its threshold needs %s', (_name, change) => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const founded = { ...houseC, founded: { ...houseC.founded, ...change } };
    expect(scene.ledger.check(founding(scene, founded, [...a.board(), ...b.board()]))).toBe(
      'threshold-missing',
    );
  });

  it('takes no key and no officer that belongs to another', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const all = [...a.board(), ...b.board()];
    const withKey = { ...houseC, founded: { ...houseC.founded, nodeKey: a.nodeKey.publicKey } };
    expect(scene.ledger.check(founding(scene, withKey, all))).toBe('key-exists');
    const withOfficers = { ...houseC, founded: { ...houseC.founded, officers: a.founded.officers } };
    expect(scene.ledger.check(founding(scene, withOfficers, all))).toBe('staff-exists');
    const twice = { ...houseC, founded: { ...houseC.founded, nodeKey: houseC.founded.cardKey } };
    expect(scene.ledger.check(founding(scene, twice, all))).toBe('key-exists');
  });
});

describe('m of n officers', () => {
  it('one alone, two of another institution, or one twice decide nothing', () => {
    const scene = new Scene();
    const { a, b, li } = scene.world;
    const [first] = a.board(1);
    if (first === undefined) throw new Error('no officer');
    expect(scene.ledger.check(scene.suspend(li, [first]))).toBe('threshold-missing');
    expect(scene.ledger.check(scene.suspend(li, b.board()))).toBe('signer-unexpected');
    expect(scene.ledger.check(scene.suspend(li, [first, ...b.board(1)]))).toBe('signer-unexpected');
    expect(scene.ledger.check(scene.suspend(li, [first, first]))).toBe('signer-unexpected');
  });

  it('any two of the three decide', () => {
    const scene = new Scene();
    const [one, two, three] = scene.world.a.board(3);
    if (one === undefined || two === undefined || three === undefined)
      throw new Error('three officers expected');
    for (const pair of [
      [one, two],
      [two, three],
      [three, one],
      [one, two, three],
    ]) {
      expect(scene.ledger.check(scene.suspend(scene.world.li, pair))).toBe('ok');
    }
  });

  it('an officer who was added later counts, one who was suspended does not', () => {
    const scene = new Scene();
    const { a, li } = scene.world;
    const fourth = makePerson('fourth', 'officer', a.id, ['干事四', 'Officer 4']);
    scene.ledger.take(staffAdd(fourth, a, scene.time));
    expect(read(scene.ledger.state, institutionCodec, a.id)?.officers).toBe(4);
    expect(scene.ledger.check(scene.suspend(li, [fourth.sign(), ...a.board(1)]))).toBe('ok');
    scene.ledger.take(scene.suspend(fourth));
    expect(scene.ledger.check(scene.suspend(li, [fourth.sign(), ...a.board(1)]))).toBe('signer-suspended');
  });
});

describe('staff', () => {
  it('stands in the registry with its first key, from the height that took it', () => {
    const scene = new Scene();
    const person = newDoctor(scene);
    scene.ledger.take(staffAdd(person, scene.world.a, scene.time));
    expect(staffOf(scene, person)).toMatchObject({
      status: 'active',
      statements: 0,
      keys: [{ version: 1, from: scene.ledger.height, revoked: null }],
    });
  });

  it('has one ledger id in one role: nobody takes another’s id in a second one', () => {
    const scene = new Scene();
    const { b, li } = scene.world;
    const impostor = makePerson('impostor', 'registrar', b.id, ['冒名', 'Impostor']);
    const draft = staffAdd(impostor, b, scene.time);
    expect(scene.ledger.check({ ...draft, action: { ...draft.action, id: li.id } as Draft['action'] })).toBe(
      'staff-exists',
    );
  });

  it('is added to no institution but the officers’ own', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const draft = staffAdd(newDoctor(scene), a, scene.time);
    expect(scene.ledger.check({ ...draft, parties: b.board() })).toBe('signer-unexpected');
  });

  it('signs nothing while suspended, and signs again when reinstated', () => {
    const scene = new Scene();
    const { li } = scene.world;
    scene.ledger.take(scene.suspend(li));
    expect(staffOf(scene, li)).toMatchObject({ status: 'suspended', reason: '调查' });
    expect(scene.ledger.check(scene.open())).toBe('signer-suspended');
    expect(scene.ledger.check(scene.rotate(li, 2))).toBe('signer-suspended');
    expect(scene.ledger.check(scene.suspend(li))).toBe('staff-status');
    scene.ledger.take(scene.reinstate(li));
    expect(scene.ledger.check(scene.open())).toBe('ok');
  });
});

describe('a key', () => {
  it('rotates by itself: from that block on the new one signs and the old one does not', () => {
    const scene = new Scene();
    const { li } = scene.world;
    scene.ledger.take(scene.rotate(li, 2));
    expect(staffOf(scene, li).keys).toMatchObject([
      { version: 1, revoked: scene.ledger.height },
      { version: 2, from: scene.ledger.height, revoked: null },
    ]);
    expect(scene.ledger.check(scene.open())).toBe('signer-key-revoked');
    expect(scene.ledger.check(scene.open(1, {}, { opener: li.sign(2) }))).toBe('ok');
  });

  it('rotates by nobody else', () => {
    const scene = new Scene();
    const { a, chen, li } = scene.world;
    expect(scene.ledger.check(scene.rotate(li, 2, chen.sign()))).toBe('signer-missing');
    expect(scene.ledger.check(scene.rotate(li, 2, a.officers[0]?.sign()))).toBe('signer-missing');
    const both = { ...scene.rotate(li, 2), parties: [li.sign(), chen.sign()] };
    expect(scene.ledger.check(both)).toBe('signer-unexpected');
  });

  it('rotates to no key that somebody has or had', () => {
    const scene = new Scene();
    const { chen, li } = scene.world;
    const toChens = scene.rotate(li, 2);
    const { sign } = chen.keys(1);
    const action = { ...toChens.action, sign: sign.publicKey } as Draft['action'];
    expect(scene.ledger.check({ ...toChens, action })).toBe('key-exists');
    scene.ledger.take(scene.rotate(li, 2));
    const back = scene.draft(
      {
        kind: 'registry/key-rotate',
        id: li.id,
        role: 'doctor',
        sign: li.keys(1).sign.publicKey,
        seal: li.keys(3).seal.publicKey,
      },
      [li.sign(2)],
    );
    expect(scene.ledger.check(back)).toBe('key-exists');
  });

  it('that is lost is revoked by the officers, and only then set anew by them', () => {
    const scene = new Scene();
    const { li } = scene.world;
    expect(scene.ledger.check(scene.setKey(li, 2))).toBe('key-not-revoked');
    scene.ledger.take(scene.revokeKey(li, 1));
    expect(scene.ledger.check(scene.open())).toBe('signer-key-revoked');
    expect(scene.ledger.check(scene.revokeKey(li, 1))).toBe('key-unknown');
    expect(scene.ledger.check(scene.rotate(li, 2))).toBe('signer-key-revoked');
    scene.ledger.take(scene.setKey(li, 2));
    expect(scene.ledger.check(scene.open(1, {}, { opener: li.sign(2) }))).toBe('ok');
  });

  it('that is lost is revoked with the reason, from the block that says so, by its officers alone', () => {
    const scene = new Scene();
    const { b, li } = scene.world;
    expect(scene.ledger.check(scene.loseKey(li, 1, b.board()))).toBe('signer-unexpected');
    expect(scene.ledger.check(scene.loseKey(li, 2))).toBe('key-unknown');
    scene.ledger.take(scene.loseKey(li, 1));
    expect(staffOf(scene, li)).toMatchObject({
      status: 'active',
      reason: '电脑遗失',
      keys: [{ version: 1, revoked: scene.ledger.height }],
    });
    expect(scene.ledger.check(scene.open())).toBe('signer-key-revoked');
    expect(scene.ledger.check(scene.loseKey(li, 1))).toBe('key-unknown');
    expect(scene.ledger.check(scene.setKey(li, 2))).toBe('ok');
  });

  it('of a suspended doctor may be revoked, and does not make them active', () => {
    const scene = new Scene();
    const { li } = scene.world;
    scene.ledger.take(scene.suspend(li));
    scene.ledger.take(scene.revokeKey(li, 1));
    scene.ledger.take(scene.setKey(li, 2));
    expect(scene.ledger.check(scene.open(1, {}, { opener: li.sign(2) }))).toBe('signer-suspended');
  });
});

describe('an institution’s keys', () => {
  it('a new card key signs cards beside the older one', () => {
    const scene = new Scene();
    const { a } = scene.world;
    const key = nodeKeyPair('card A', 2);
    const card = { cardKeyVersion: 2, signedBy: key };
    expect(scene.ledger.check(scene.open(1, {}, { card }))).toBe('card-issuer-unknown');
    scene.ledger.take(
      scene.draft({ kind: 'registry/card-key-add', institution: a.id, key: key.publicKey }, a.board()),
    );
    expect(scene.ledger.check(scene.open(1, {}, { card }))).toBe('ok');
    expect(scene.ledger.check(scene.open(1))).toBe('ok');
    expect(scene.ledger.check(scene.open(1, {}, { card: { signedBy: key } }))).toBe('card-altered');
  });

  it('a new node key replaces the one before it at once, with its address', () => {
    const scene = new Scene();
    const { a } = scene.world;
    scene.ledger.take(scene.open());
    const key = nodeKeyPair('A', 2).publicKey;
    scene.ledger.take(
      scene.draft({ kind: 'registry/node-key-add', institution: a.id, key, address: 'unix:A2' }, a.board()),
    );
    expect(read(scene.ledger.state, institutionCodec, a.id)?.address).toBe('unix:A2');
    expect(scene.ledger.check(scene.record())).toBe('signer-key-revoked');
    expect(scene.ledger.check(scene.record({ node: a.node(2) }))).toBe('ok');
    expect(scene.ledger.check(scene.record({ node: a.node(3) }))).toBe('signer-key-unknown');
  });

  it('are added by its own officers only, and are nobody else’s', () => {
    const scene = new Scene();
    const { a, b, li } = scene.world;
    const add = (key: Uint8Array, parties: readonly Party[]) =>
      scene.draft({ kind: 'registry/card-key-add', institution: a.id, key }, parties);
    expect(scene.ledger.check(add(bytes32('new'), b.board()))).toBe('signer-unexpected');
    expect(scene.ledger.check(add(b.cardKey.publicKey, a.board()))).toBe('key-exists');
    expect(scene.ledger.check(add(li.keys(1).sign.publicKey, a.board()))).toBe('key-exists');
    const elsewhere = {
      kind: 'registry/card-key-add',
      institution: bytes16('none'),
      key: bytes32('new'),
    } as const;
    expect(scene.ledger.check(scene.draft(elsewhere, a.board()))).toBe('institution-unknown');
  });
});

describe('the initial state', () => {
  it('holds the founding institutions with their officers, and its parameters', () => {
    const ledger = new BareLedger();
    const { a, b } = ledger.world;
    expect(institutionIds(ledger.state)).toEqual([a.id, b.id]);
    for (const officer of [...a.officers, ...b.officers]) {
      expect(read(ledger.state, codecOfRole('officer'), officer.id)?.keys).toMatchObject([
        { version: 1, from: 0 },
      ]);
    }
  });
});
