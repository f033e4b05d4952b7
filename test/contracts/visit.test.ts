import { describe, expect, it } from 'vitest';
import { asBytes, asMap, asUint, decodeCanonical } from '../../src/crypto/cbor.ts';
import { epochCodec, registrationCodec, visitCodec, type Visit } from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import { bytes16, DAY, HOUR } from '../support/world.ts';
import { Scene } from './support/scene.ts';

const number = bytes16('number');

function visitOf(scene: Scene, epoch = 1): Visit {
  const visit = read(scene.ledger.state, visitCodec, scene.epoch(epoch));
  if (visit === null) throw new Error('no visit');
  return visit;
}

describe('opening a visit', () => {
  it('spends the card and stands on the ledger with doctor, institution and term', () => {
    const scene = new Scene();
    const { a, li } = scene.world;
    scene.ledger.take(scene.open());
    const { height } = scene.ledger;
    expect(read(scene.ledger.state, epochCodec, scene.epoch())).toMatchObject({
      use: 'visit',
      by: li.id,
      height,
    });
    expect(visitOf(scene)).toMatchObject({
      doctor: li.id,
      role: 'doctor',
      institution: a.id,
      registration: null,
      ended: null,
      participants: [],
      statements: 0,
      height,
    });
  });

  it('is refused for a spent card by anyone, saying who spent it where and when', () => {
    const scene = new Scene();
    const { a, li, wang } = scene.world;
    const openedAt = scene.time;
    scene.ledger.take(scene.open());
    scene.ledger.take(scene.end());
    const tx = scene.ledger.sign(scene.open(1, {}, { opener: wang.sign() }));
    const [result] = scene.ledger.runBytes(tx);
    expect(result?.code).toBe('card-spent');
    const said = asMap(
      decodeCanonical(result?.data ?? new Uint8Array(0)),
      ['by', 'institution', 'time'],
      'said',
    );
    expect(asBytes(said.by, 16, 'by')).toEqual(new Uint8Array(li.id));
    expect(asBytes(said.institution, 16, 'institution')).toEqual(new Uint8Array(a.id));
    expect(asUint(said.time, 'time')).toBe(openedAt);
  });

  it('takes one of two openings in one block, whichever stands first', () => {
    const scene = new Scene();
    const [li, wang] = [scene.open(), scene.open(1, {}, { opener: scene.world.wang.sign() })];
    expect(scene.ledger.run(wang, li)).toEqual(['ok', 'card-spent']);
    expect(visitOf(scene).doctor).toEqual(new Uint8Array(scene.world.wang.id));
  });

  it('needs the card itself: another card’s key, or none, opens nothing', () => {
    const scene = new Scene();
    const { li, otherPatient, patient } = scene.world;
    expect(scene.ledger.check(scene.open(1, {}, { view: patient.view(2) }))).toBe('signer-unexpected');
    expect(scene.ledger.check(scene.open(1, {}, { view: otherPatient.view(1) }))).toBe('signer-unexpected');
    expect(scene.ledger.check({ ...scene.open(), parties: [li.sign()] })).toBe('signer-missing');
  });

  it('is for a registrar, too, who then holds the visit', () => {
    const scene = new Scene();
    const { a } = scene.world;
    scene.ledger.take(scene.open(0, { purpose: 'registration' }, { opener: a.registrar.sign() }));
    expect(visitOf(scene, 0)).toMatchObject({ role: 'registrar', doctor: a.registrar.id });
    expect(scene.ledger.check(scene.end(a.registrar.sign(), 0))).toBe('ok');
    expect(scene.ledger.check(scene.end(scene.world.li.sign(), 0))).toBe('signer-missing');
  });

  it('is for no officer', () => {
    const scene = new Scene();
    const officer = scene.world.a.officers[0]?.sign();
    expect(scene.ledger.check(scene.open(1, {}, officer === undefined ? {} : { opener: officer }))).toBe(
      'doctor-key-missing',
    );
  });

  it.each([
    ['treatment', 24 * HOUR, 'ok'],
    ['treatment', 24 * HOUR + 1, 'until-invalid'],
    ['emergency', 24 * HOUR + 1, 'until-invalid'],
    ['inpatient', 30 * DAY, 'ok'],
    ['inpatient', 30 * DAY + 1, 'until-invalid'],
    ['treatment', 0, 'until-invalid'],
  ] as const)('for %s may last %i ms: %s', (purpose, lasting, code) => {
    const scene = new Scene();
    expect(scene.ledger.check(scene.open(1, { purpose, until: scene.time + lasting }))).toBe(code);
  });

  it('takes a card until its last moment by the block’s time, and cards of any institution', () => {
    const scene = new Scene();
    const { b } = scene.world;
    expect(scene.ledger.check(scene.open(1, {}, { card: { notAfter: scene.time } }))).toBe('ok');
    expect(scene.ledger.check(scene.open(1, {}, { card: { notAfter: scene.time - 1 } }))).toBe(
      'card-expired',
    );
    expect(scene.ledger.check(scene.open(1, {}, { card: { issuer: b } }))).toBe('ok');
  });

  it('refuses a certificate in which a single bit was turned, as altered', () => {
    const scene = new Scene();
    const draft = scene.open();
    const { action } = draft;
    if (action.kind !== 'visit/open') throw new Error('no opening');
    const changed = [33, 65, 97, 129, 189].map((at) =>
      action.certificate.map((byte, index) => (index === at ? byte ^ 1 : byte)),
    );
    const codes = changed.map((certificate) =>
      scene.ledger.check({ ...draft, action: { ...action, certificate } }),
    );
    expect(new Set(codes)).toEqual(new Set(['card-altered']));
  });
});

describe('a registration', () => {
  it('names no patient, waits, and is used up by one visit', () => {
    const scene = new Scene();
    scene.ledger.take(scene.register(number));
    const waiting = read(scene.ledger.state, registrationCodec, number);
    expect(waiting).toMatchObject({ department: '内科', registrar: scene.world.a.registrar.id, visit: null });
    scene.ledger.take(scene.open(1, { registration: number }));
    expect(read(scene.ledger.state, registrationCodec, number)?.visit).toEqual(new Uint8Array(scene.epoch()));
    expect(visitOf(scene).registration).toEqual(number);
  });

  it('is made by a registrar of the institution it is for', () => {
    const scene = new Scene();
    const { a, b, li } = scene.world;
    const draft = scene.register(number);
    expect(scene.ledger.check({ ...draft, parties: [b.registrar.sign()] })).toBe(
      'registration-other-institution',
    );
    expect(scene.ledger.check({ ...draft, parties: [li.sign()] })).toBe('signer-missing');
    expect(scene.ledger.check({ ...draft, parties: [a.registrar.sign(), li.sign()] })).toBe(
      'signer-unexpected',
    );
  });
});

describe('joining a visit', () => {
  it('is signed by the visit’s doctor and by who joins, of whatever institution', () => {
    const scene = new Scene();
    const { chen, wang } = scene.world;
    scene.ledger.take(scene.open());
    scene.ledger.take(scene.join(chen, 'laboratory'), scene.join(wang, 'trainee'));
    expect(visitOf(scene).participants.map(({ role }) => role)).toEqual(['laboratory', 'trainee']);
  });

  it.each<[string, (scene: Scene) => ReturnType<Scene['join']>, string]>([
    [
      'by the doctor alone',
      (s) => ({ ...s.join(s.world.chen), parties: [s.world.li.sign()] }),
      'doctor-key-missing',
    ],
    [
      'by who wants to join alone',
      (s) => ({ ...s.join(s.world.chen), parties: [s.world.chen.sign()] }),
      'doctor-key-missing',
    ],
    ['by two who do not hold it', (s) => s.join(s.world.wang, 'colleague', s.world.chen), 'not-participant'],
    ['in the wrong order', (s) => s.join(s.world.li, 'colleague', s.world.chen), 'not-participant'],
    ['by the doctor as both', (s) => s.join(s.world.li), 'signer-unexpected'],
  ])('is refused %s', (_name, draft, code) => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    expect(scene.ledger.check(draft(scene))).toBe(code);
  });

  it('lets one who joined let nobody else in', () => {
    const scene = new Scene();
    const { chen, wang } = scene.world;
    scene.ledger.take(scene.open());
    scene.ledger.take(scene.join(chen));
    expect(scene.ledger.check(scene.join(wang, 'colleague', chen))).toBe('not-participant');
    expect(scene.ledger.check(scene.end(chen.sign()))).toBe('not-participant');
    expect(scene.ledger.check(scene.extend(scene.time + 20 * HOUR, chen.sign()))).toBe('not-participant');
  });

  it('is not for a registrar’s visit', () => {
    const scene = new Scene();
    const { a, chen, li } = scene.world;
    scene.ledger.take(scene.open(1, {}, { opener: a.registrar.sign() }));
    expect(scene.ledger.check(scene.join(chen, 'colleague', li))).toBe('not-participant');
  });
});

describe('a visit is over', () => {
  it('when its doctor ends it, at that block', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    scene.ledger.take(scene.end());
    expect(visitOf(scene).ended).toMatchObject({ height: scene.ledger.height });
    expect(scene.ledger.check(scene.extend(scene.time + 20 * HOUR))).toBe('visit-over');
    expect(scene.ledger.check(scene.join(scene.world.chen))).toBe('visit-over');
  });

  it('when its term has passed, though nobody ended it', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open(1, { until: scene.time + HOUR }));
    scene.ledger.time += HOUR;
    expect(scene.ledger.check(scene.end())).toBe('visit-over');
    expect(scene.ledger.check(scene.open())).toBe('card-spent');
  });

  it('when its doctor is suspended, and again not when reinstated', () => {
    const scene = new Scene();
    const { chen, li } = scene.world;
    scene.ledger.take(scene.open());
    scene.ledger.take(scene.suspend(li));
    expect(scene.ledger.check(scene.join(chen))).toBe('signer-suspended');
    scene.ledger.take(scene.reinstate(li));
    expect(scene.ledger.check(scene.join(chen))).toBe('ok');
  });
});

describe('extending a visit', () => {
  it('moves its term forward only, and no further than a new one could last', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const { until } = visitOf(scene);
    expect(scene.ledger.check(scene.extend(until))).toBe('until-invalid');
    expect(scene.ledger.check(scene.extend(scene.time + 24 * HOUR + 1))).toBe('until-invalid');
    scene.ledger.take(scene.extend(scene.time + 24 * HOUR));
    expect(visitOf(scene).until).toBeGreaterThan(until);
  });

  it('an inpatient stay may be extended again and again', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open(1, { purpose: 'inpatient', until: scene.time + 30 * DAY }));
    scene.ledger.time += 29 * DAY;
    expect(scene.ledger.check(scene.extend(scene.time + 30 * DAY))).toBe('ok');
  });
});
