import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type AnchorAct } from '../../src/contracts/consult/anchor.ts';
import { recordingAnchorCodec, type RecordingAnchor } from '../../src/contracts/consult/anchorEntities.ts';
import { anchorName } from '../../src/contracts/consult/anchorName.ts';
import { Refusal } from '../../src/contracts/codes.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { dueReceipts } from '../../src/contracts/governance/eraseReceipt.ts';
import { read } from '../../src/contracts/state.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { bytes16, bytes32 } from '../support/world.ts';
import { anchor, RECORDING, withdrawAnchor } from './support/recordings.ts';
import { Scene } from './support/scene.ts';

function found(scene: Scene): RecordingAnchor | null {
  return read(scene.ledger.state, recordingAnchorCodec, RECORDING);
}

describe('a recording on the ledger', () => {
  it('names who holds it, the other doctor, the call and what both signed, and nothing of what was said', () => {
    const scene = new Scene();
    const { a, li, wang } = scene.world;
    scene.ledger.take(anchor(scene));
    expect(found(scene)).toMatchObject({
      holder: li.id,
      keyVersion: 1,
      institution: a.id,
      other: wang.id,
      call: bytes16('call'),
      consents: [bytes32('proposed'), bytes32('agreed')],
      commitment: bytes32('envelope'),
      withdrawn: null,
    });
  });

  it('is put there by its holder, with the node that keeps it (Invariants 1 and 3)', () => {
    const scene = new Scene();
    const { b, li, wang } = scene.world;
    expect(scene.ledger.check(anchor(scene, { house: b }))).toBe('node-receipt-missing');
    // Dr Wang is of the other house: the node of the holder's own has it.
    expect(scene.ledger.check(anchor(scene, { by: wang.sign(), other: li.id }))).toBe('node-receipt-missing');
    expect(scene.ledger.check(anchor(scene, { by: wang.sign(), other: li.id, house: b }))).toBe('ok');
    const { parties, ...draft } = anchor(scene);
    expect(scene.ledger.check({ ...draft, parties: parties.slice(0, 1) })).toBe('node-receipt-missing');
  });

  it('is of two different doctors of the ledger (Invariant 2)', () => {
    const scene = new Scene();
    for (const other of [scene.world.li.id, bytes16('nobody')])
      expect(scene.ledger.check(anchor(scene, { other }))).toBe('anchor-doctors');
  });

  it('is taken back by either of the two, and every institution owes its receipt (Invariant 5)', () => {
    for (const who of ['li', 'wang'] as const) {
      const scene = new Scene();
      scene.ledger.take(anchor(scene));
      expect(scene.ledger.check(withdrawAnchor(scene, scene.world.chen.sign()))).toBe('anchor-doctors');
      scene.ledger.take(withdrawAnchor(scene, scene.world[who].sign()));
      expect(found(scene)?.withdrawn?.by).toEqual(scene.world[who].id);
      const erasure = read(scene.ledger.state, erasureCodec, RECORDING);
      expect(erasure).toMatchObject({ reason: 'consent-withdrawn', archiveUntil: null });
      if (erasure === null) throw new Error('no erasure');
      expect(dueReceipts(scene.ledger.state, RECORDING, erasure)).toHaveLength(2);
      const { a, b } = scene.world;
      scene.ledger.take(
        scene.eraseReceipt(RECORDING, null, a.node()),
        scene.eraseReceipt(RECORDING, null, b.node()),
      );
      expect(
        dueReceipts(scene.ledger.state, RECORDING, erasure).every(({ receipt }) => receipt !== null),
      ).toBe(true);
    }
  });

  it('has a name that tells nothing without its salt, and is another one for every salt and root', () => {
    const names = [
      anchorName(bytes32('salt'), bytes32('root')),
      anchorName(bytes32('other salt'), bytes32('root')),
      anchorName(bytes32('salt'), bytes32('other root')),
    ];
    expect(new Set(names.map(toHex)).size).toBe(3);
  });

  it('stands once and is gone for good, whatever is tried in whatever order (Invariants 4 and 5)', () => {
    const doctors = ['holder', 'other', 'third'].map(bytes16);
    const [holder = bytes16(''), other = bytes16('')] = doctors;
    const act = fc.oneof(
      fc.constant<AnchorAct>({
        act: 'anchor',
        by: { holder, keyVersion: 1, institution: bytes16('house') },
        node: bytes16('house'),
        isOtherKnown: true,
        of: {
          other,
          call: bytes16('call'),
          consents: [bytes32('a'), bytes32('b')],
          commitment: bytes32('c'),
        },
      }),
      fc.constantFrom(...doctors).map((by): AnchorAct => ({ act: 'withdraw', by })),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        let current: RecordingAnchor | null = null;
        let times = 0;
        let gone = 0;
        for (const [time, one] of acts.entries()) {
          try {
            current = evaluate(current, one, { time, height: time });
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            continue;
          }
          if (one.act === 'anchor') times += 1;
          else gone += 1;
        }
        expect(times).toBeLessThanOrEqual(1);
        expect(gone).toBeLessThanOrEqual(times);
        expect(current?.withdrawn?.by).not.toEqual(doctors[2]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
