import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/contracts/codes.ts';
import { evaluate } from '../../src/contracts/consult/receipt.ts';
import { consultReceiptCodec, type ConsultReceipt } from '../../src/contracts/consult/receiptEntities.ts';
import { consultReceiptName } from '../../src/contracts/consult/receiptName.ts';
import { contributionCodec, inPeriod } from '../../src/contracts/incentive/incentiveEntities.ts';
import { readPeriod } from '../../src/contracts/incentive/period.ts';
import { read } from '../../src/contracts/state.ts';
import { bytesEqual } from '../../src/crypto/bytes.ts';
import { bytes16, bytes32 } from '../support/world.ts';
import { claim, close, setParameter } from './support/cases.ts';
import { anchor, CONSULT, consultReceipt, withdrawAnchor } from './support/recordings.ts';
import { Scene } from './support/scene.ts';

function standing(scene: Scene): ConsultReceipt | null {
  return read(scene.ledger.state, consultReceiptCodec, CONSULT);
}

function counted(scene: Scene, who: 'li' | 'wang', period = 0) {
  return read(scene.ledger.state, contributionCodec, inPeriod(period, scene.world[who].id));
}

describe('the receipt of a consult', () => {
  it('stands when both doctors have signed it, whoever did it first, and counts once for each (Invariants 1 to 3)', () => {
    for (const [first, second] of [
      ['li', 'wang'],
      ['wang', 'li'],
    ] as const) {
      const scene = new Scene();
      const by = (who: 'li' | 'wang', other: 'li' | 'wang') =>
        consultReceipt(scene, { by: scene.world[who].sign(), other: scene.world[other].id });
      scene.ledger.take(by(first, second));
      expect(standing(scene)).toMatchObject({ first: scene.world[first].id, confirmed: null });
      expect(counted(scene, first)).toBeNull();
      expect(scene.ledger.check(by(first, second))).toBe('consult-exists');
      scene.ledger.take(by(second, first));
      expect(standing(scene)?.confirmed).not.toBeNull();
      for (const who of ['li', 'wang'] as const) expect(counted(scene, who)).toMatchObject({ consults: 1 });
      expect(readPeriod(scene.ledger.state, 0)?.totals.consults).toBe(2);
      expect(scene.ledger.check(by(second, first))).toBe('consult-exists');
    }
  });

  it('is of two different doctors of the ledger, and of nobody who was not named (Invariant 2)', () => {
    const scene = new Scene();
    const { chen, li, wang } = scene.world;
    for (const other of [li.id, bytes16('nobody')])
      expect(scene.ledger.check(consultReceipt(scene, { other }))).toBe('consult-doctors');
    scene.ledger.take(consultReceipt(scene));
    expect(scene.ledger.check(consultReceipt(scene, { by: chen.sign(), other: li.id }))).toBe(
      'consult-doctors',
    );
    expect(scene.ledger.check(consultReceipt(scene, { by: wang.sign(), other: chen.id }))).toBe(
      'consult-doctors',
    );
  });

  it('gives both their part of the pool when the period is closed', () => {
    const scene = new Scene();
    const { li, wang } = scene.world;
    setParameter(scene, 'incentivePeriodDays', 0);
    scene.ledger.take(consultReceipt(scene));
    scene.ledger.take(consultReceipt(scene, { by: wang.sign(), other: li.id }));
    scene.ledger.take(close(scene, 0));
    for (const who of [li, wang]) expect(scene.ledger.check(claim(scene, who.sign(), 0))).toBe('ok');
  });

  it('has a name that both find and that tells nothing without the sealed acceptance', () => {
    expect(consultReceiptName(bytes32('bound'))).toEqual(consultReceiptName(bytes32('bound')));
    expect(consultReceiptName(bytes32('bound'))).not.toEqual(consultReceiptName(bytes32('other')));
  });

  it('never stands without both, whatever is tried in whatever order', () => {
    const doctors = ['li', 'wang', 'chen'].map(bytes16);
    const act = fc.record({ by: fc.constantFrom(...doctors), other: fc.constantFrom(...doctors) });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let current: ConsultReceipt | null = null;
        const took: (typeof acts)[number][] = [];
        for (const [time, one] of acts.entries()) {
          try {
            current = evaluate(current, { ...one, isOtherKnown: true }, { time, height: time });
            took.push(one);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
        }
        const [first, second, ...more] = took;
        expect(more).toEqual([]);
        const isOfBoth =
          first !== undefined &&
          second !== undefined &&
          bytesEqual(first.by, second.other) &&
          bytesEqual(first.other, second.by);
        expect((current?.confirmed ?? null) !== null).toBe(isOfBoth);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('what a recording on the ledger counts', () => {
  it('is one for its holder, as often as the bound lets, and nothing when it is taken back in the same period', () => {
    const scene = new Scene();
    setParameter(scene, 'incentiveMostRecordings', 1);
    scene.ledger.take(anchor(scene));
    expect(counted(scene, 'li')).toMatchObject({ recordings: 1 });
    expect(counted(scene, 'wang')).toBeNull();
    scene.ledger.take(anchor(scene, { name: bytes32('second') }));
    expect(counted(scene, 'li')).toMatchObject({ recordings: 1 });
    scene.ledger.take(withdrawAnchor(scene, scene.world.wang.sign(), bytes32('second')));
    expect(counted(scene, 'li')).toMatchObject({ recordings: 1 });
    scene.ledger.take(withdrawAnchor(scene));
    expect(counted(scene, 'li')).toMatchObject({ recordings: 0 });
    expect(readPeriod(scene.ledger.state, 0)?.totals.recordings).toBe(0);
  });

  it('stays counted when the period was closed before (period.ts, Invariant 4)', () => {
    const scene = new Scene();
    setParameter(scene, 'incentivePeriodDays', 0);
    scene.ledger.take(anchor(scene));
    scene.ledger.take(close(scene, 0));
    scene.ledger.take(withdrawAnchor(scene));
    expect(counted(scene, 'li')).toMatchObject({ recordings: 1 });
    expect(readPeriod(scene.ledger.state, 0)?.totals.recordings).toBe(1);
  });
});
