import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { exchangeInForce } from '../../src/contracts/sharing/exchange.ts';
import {
  exchangeCodec,
  visitExchangesCodec,
  type Exchange,
} from '../../src/contracts/sharing/exchangeEntities.ts';
import { exchangeRecordsHash } from '../../src/contracts/sharing/records.ts';
import { read } from '../../src/contracts/state.ts';
import { decodeTransaction, encodeTransaction } from '../../src/contracts/transaction.ts';
import { visitOpen } from '../support/transactions.ts';
import { bytes32, DAY, HOUR } from '../support/world.ts';
import { Scene } from './support/scene.ts';

/** Dr Li has a visit of the patient open, Dr Wang one of another patient. */
function both(): Scene {
  const scene = new Scene();
  const { otherPatient, wang } = scene.world;
  const there = { opener: wang.sign(), view: otherPatient.view(1), card: otherPatient.card(1) };
  scene.ledger.take(scene.open(), visitOpen(there, scene.time));
  return scene;
}

function found(scene: Scene, id: Uint8Array): Exchange {
  const exchange = read(scene.ledger.state, exchangeCodec, id);
  if (exchange === null) throw new Error('no exchange');
  return exchange;
}

function inReturn(scene: Scene) {
  return { visit: scene.world.otherPatient.view(1).signer.entity, records: bytes32('back') };
}

describe('a proposal', () => {
  it('names receiver, purpose, term and records, and is found by the visit', () => {
    const scene = both();
    const id = scene.takeProposal();
    const { li, patient, wang } = scene.world;
    expect(found(scene, id)).toMatchObject({
      proposer: li.id,
      receiver: wang.id,
      purpose: 'second-opinion',
      direction: 'give',
      give: { consent: patient.consent(1).signer.entity, records: bytes32('exchanged') },
      back: null,
      accepted: null,
      revoked: null,
    });
    expect(read(scene.ledger.state, visitExchangesCodec, scene.epoch())?.exchanges).toEqual([id]);
  });

  it('takes the consent of the visit’s own patient (Invariant 1)', () => {
    const scene = both();
    const { otherPatient, patient } = scene.world;
    for (const consent of [otherPatient.consent(1), patient.consent(2)])
      expect(scene.ledger.check(scene.propose({ consent }))).toBe('consent-invalid');
    expect(scene.ledger.check(scene.propose({ consent: patient.view(1) }))).toBe('consent-missing');
  });

  it('is nothing that a consent to other records, another term or another doctor carries (Invariant 1)', () => {
    const scene = both();
    const { chen } = scene.world;
    const consented = decodeTransaction(scene.ledger.sign(scene.propose())).signatures[1];
    for (const other of [
      { records: bytes32('other') },
      { until: scene.time + 31 * DAY },
      { receiver: chen.id },
      { direction: 'both' } as const,
    ]) {
      const { bodyBytes, signatures } = decodeTransaction(scene.ledger.sign(scene.propose(other)));
      const moved = encodeTransaction(bodyBytes, [signatures[0] ?? bytes32(''), consented ?? bytes32('')]);
      expect(scene.ledger.checkBytes(moved)).toBe('signature-invalid');
    }
  });

  it('comes from a doctor of an open visit (Invariant 1)', () => {
    const scene = both();
    const { chen, wang } = scene.world;
    expect(scene.ledger.check(scene.propose({ by: chen.sign(), receiver: wang.id }))).toBe('not-participant');
    expect(scene.ledger.check(scene.propose({ visit: bytes32('none') }))).toBe('visit-unknown');
    scene.ledger.take(scene.end());
    expect(scene.ledger.check(scene.propose())).toBe('visit-over');
  });

  it('goes to another doctor, who is active (Invariant 2)', () => {
    const scene = both();
    const { li, wang } = scene.world;
    expect(scene.ledger.check(scene.propose({ receiver: li.id }))).toBe('exchange-other-doctor');
    scene.ledger.take(scene.suspend(wang));
    expect(scene.ledger.check(scene.propose())).toBe('grantee-unknown');
    scene.ledger.take(scene.suspend(li));
    expect(scene.ledger.check(scene.propose())).toBe('signer-suspended');
  });

  it('lasts a year at most, and longer than it takes to make it', () => {
    const scene = both();
    expect(scene.ledger.check(scene.propose({ until: scene.time + 366 * DAY }))).toBe('ok');
    expect(scene.ledger.check(scene.propose({ until: scene.time + 366 * DAY + 1 }))).toBe('until-invalid');
    expect(scene.ledger.check(scene.propose({ until: scene.time }))).toBe('until-invalid');
  });

  it('is taken once, however often it is sent', () => {
    const scene = both();
    const draft = scene.propose();
    scene.ledger.take(draft);
    expect(scene.ledger.check(draft)).toBe('tx-duplicate');
  });
});

describe('an acceptance', () => {
  it('puts it in force, and gives nothing back (Invariants 3, 4)', () => {
    const scene = both();
    const id = scene.takeProposal({ direction: 'both' });
    expect(exchangeInForce(found(scene, id), scene.time)).toBe(false);
    scene.ledger.take(scene.acceptExchange(id));
    expect(exchangeInForce(found(scene, id), scene.time)).toBe(true);
    expect(found(scene, id).back).toBeNull();
  });

  it('may give records back, with the consent of the patient there, who finds it (Invariants 1, 6)', () => {
    const scene = both();
    const id = scene.takeProposal({ direction: 'both' });
    const { otherPatient, patient } = scene.world;
    const back = inReturn(scene);
    const mixed = scene.acceptExchange(id, { back, consent: patient.consent(1) });
    expect(scene.ledger.check(mixed)).toBe('consent-invalid');
    expect(scene.ledger.check(scene.acceptExchange(id, { back }))).toBe('consent-missing');
    scene.ledger.take(scene.acceptExchange(id, { back, consent: otherPatient.consent(1) }));
    expect(found(scene, id).back).toEqual({ ...back, consent: otherPatient.consent(1).signer.entity });
    expect(read(scene.ledger.state, visitExchangesCodec, back.visit)?.exchanges).toEqual([id]);
  });

  it('gives nothing back of somebody else’s visit, or where one direction was proposed (Invariant 4)', () => {
    const scene = both();
    const { otherPatient, patient } = scene.world;
    const oneWay = scene.takeProposal();
    const given = { back: inReturn(scene), consent: otherPatient.consent(1) };
    expect(scene.ledger.check(scene.acceptExchange(oneWay, given))).toBe('exchange-one-way');
    const id = scene.takeProposal({ direction: 'both' });
    const foreign = { visit: scene.epoch(), records: bytes32('back') };
    const draft = scene.acceptExchange(id, { back: foreign, consent: patient.consent(1) });
    expect(scene.ledger.check(draft)).toBe('not-participant');
  });

  it('is the receiver’s, once, within the term (Invariant 4)', () => {
    const scene = both();
    const { chen, li, wang } = scene.world;
    const until = scene.time + HOUR;
    const id = scene.takeProposal({ until });
    for (const by of [chen, li])
      expect(scene.ledger.check(scene.acceptExchange(id, { by: by.sign() }))).toBe('exchange-other-doctor');
    scene.ledger.take(scene.acceptExchange(id));
    expect(scene.ledger.check({ ...scene.acceptExchange(id), time: scene.time })).toBe('exchange-answered');
    const late = scene.takeProposal({ until, records: bytes32('late') });
    scene.ledger.time = until;
    expect(scene.ledger.check(scene.acceptExchange(late))).toBe('ok');
    scene.ledger.time = until + 1;
    expect(scene.ledger.check(scene.acceptExchange(late))).toBe('exchange-over');
    expect(exchangeInForce(found(scene, id), until)).toBe(true);
    expect(exchangeInForce(found(scene, id), until + 1)).toBe(false);
    scene.ledger.time = until - 1;
    scene.ledger.take(scene.suspend(wang));
    expect(scene.ledger.check(scene.acceptExchange(late))).toBe('signer-suspended');
  });
});

describe('the end of an exchange', () => {
  it.each(['proposer', 'receiver', 'patient', 'patient of what came back'] as const)(
    'comes by the %s, for good (Invariants 3, 5)',
    (who) => {
      const scene = both();
      const { li, otherPatient, patient, wang } = scene.world;
      const id = scene.takeProposal({ direction: 'both' });
      const consent = otherPatient.consent(1);
      scene.ledger.take(scene.acceptExchange(id, { back: inReturn(scene), consent }));
      const by = {
        proposer: li.sign(),
        receiver: wang.sign(),
        patient: patient.consent(1),
        'patient of what came back': consent,
      }[who];
      const at = scene.time;
      scene.ledger.take(scene.revokeExchange(id, by));
      expect(found(scene, id).revoked).toEqual({
        time: at,
        by: who === 'proposer' || who === 'receiver' ? who : 'patient',
      });
      expect(exchangeInForce(found(scene, id), scene.time)).toBe(false);
      expect(scene.ledger.check({ ...scene.revokeExchange(id, by), time: scene.time })).toBe('exchange-over');
    },
  );

  it('before it was accepted declines it, or takes it back', () => {
    const scene = both();
    const id = scene.takeProposal();
    scene.ledger.take(scene.revokeExchange(id, scene.world.wang.sign()));
    expect(scene.ledger.check(scene.acceptExchange(id))).toBe('exchange-over');
  });

  it('is no stranger’s: another doctor, another patient, another card of this one (Invariant 5)', () => {
    const scene = both();
    const { chen, otherPatient, patient } = scene.world;
    const id = scene.takeProposal();
    expect(scene.ledger.check(scene.revokeExchange(id, chen.sign()))).toBe('exchange-other-doctor');
    for (const consent of [otherPatient.consent(1), patient.consent(2)])
      expect(scene.ledger.check(scene.revokeExchange(id, consent))).toBe('consent-invalid');
    expect(scene.ledger.check(scene.revokeExchange(bytes32('none')))).toBe('exchange-unknown');
  });
});

const MINUTE = HOUR / 60;

describe('whatever is tried in whatever order', () => {
  it('an exchange is in force only between its one acceptance and its end, and both patients find what is theirs', () => {
    const step = fc.record({
      act: fc.constantFrom('propose', 'accept', 'back', 'revoke'),
      by: fc.constantFrom('li', 'wang', 'chen'),
      // All of them together are shorter than a visit, and mostly longer than the term.
      wait: fc.integer({ min: 0, max: HOUR - 5 * MINUTE }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const scene = both();
        const { otherPatient } = scene.world;
        const until = scene.time + 3 * HOUR;
        const id = scene.takeProposal({ direction: 'both', until });
        let ended = false;
        let accepted = false;
        for (const { act, by, wait } of steps) {
          scene.ledger.time += wait;
          const signer = scene.world[by].sign();
          const back = { back: inReturn(scene), consent: otherPatient.consent(1) };
          const draft = {
            propose: () => scene.propose({ by: signer }),
            accept: () => scene.acceptExchange(id, { by: signer }),
            back: () => scene.acceptExchange(id, { by: signer, ...back }),
            revoke: () => scene.revokeExchange(id, signer),
          }[act]();
          const isOver = ended || scene.time > until;
          const code = scene.ledger.check(draft);
          const mayAccept = by === 'wang' && !isOver && !accepted;
          const isTaken = {
            propose: by === 'li',
            accept: mayAccept,
            back: mayAccept,
            revoke: by !== 'chen' && !isOver,
          };
          expect(code === 'ok').toBe(isTaken[act]);
          if (code !== 'ok') continue;
          scene.ledger.take(draft);
          accepted ||= act === 'accept' || act === 'back';
          ended ||= act === 'revoke';
        }
        const exchange = found(scene, id);
        const inForce = accepted && !ended && scene.time <= until;
        expect(exchangeInForce(exchange, scene.time)).toBe(inForce);
        const sides = [exchange.give, exchange.back].filter((side) => side !== null);
        const lists = sides.map(
          ({ visit }) => read(scene.ledger.state, visitExchangesCodec, visit)?.exchanges,
        );
        expect(lists.every((list) => list?.some((known) => toHex(known) === toHex(id)))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});

describe('the list of an exchange', () => {
  it('has another hash with any other salt, note, record or order', () => {
    const list = { salt: bytes32('s'), note: 'a', statements: [bytes32('1'), bytes32('2')] };
    const others = [
      { ...list, salt: bytes32('t') },
      { ...list, note: 'b' },
      { ...list, statements: [bytes32('1')] },
      { ...list, statements: [bytes32('2'), bytes32('1')] },
    ];
    const hashes = [list, ...others].map((item) => exchangeRecordsHash(item).join());
    expect(new Set(hashes).size).toBe(5);
  });
});
