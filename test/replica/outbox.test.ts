import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTxId } from '../../src/crypto/ids.ts';
import { millis } from '../../src/ports.ts';
import {
  advance,
  evaluate,
  isSettled,
  nextAttempt,
  OUTBOX_STATES,
  screenState,
} from '../../src/replica/outbox.ts';
import type { OutboxEntry, OutboxEvent, OutboxSituation, OutboxState } from '../../src/replica/outbox.ts';
import { sampleEntry } from './support/deskSamples.ts';

const now = millis(1_760_000_000_000);

function entry(changes: Partial<OutboxEntry> = {}): OutboxEntry {
  const { blobs: _blobs, ...fields } = sampleEntry();
  const fresh = {
    id: 1,
    created: now,
    state: 'waiting-receipt',
    code: null,
    height: null,
    blockTime: null,
  } as const;
  return { ...fields, ...fresh, ...changes };
}

function situation(changes: Partial<OutboxSituation> = {}): OutboxSituation {
  return {
    now,
    node: 'connected',
    headTime: now,
    blobsWaiting: false,
    filesWaiting: 'none',
    earlierUnsettled: false,
    notBefore: null,
    ...changes,
  };
}

const { txId } = entry();
const otherTx = toTxId(new Uint8Array(32).fill(9));
const signature = new Uint8Array(64).fill(2);
const seen = { type: 'seen', txId, height: 7, blockTime: now } as const;
const taken: OutboxEvent = { ...seen, outcome: { ok: true, consent: 'complete' } };
const takenPending: OutboxEvent = { ...seen, outcome: { ok: true, consent: 'pending' } };
const refusedInBlock = (code: string): OutboxEvent => ({ ...seen, outcome: { ok: false, code } });
const renewed: OutboxEvent = {
  type: 'renewed',
  transaction: {
    txId: otherTx,
    body: new Uint8Array([1]),
    expires: millis(now + 7_200_000),
    signatures: [signature],
  },
};

describe('the outbox decides', () => {
  it('blobs first, then the receipt, then the transaction (Invariant 5)', () => {
    expect(evaluate(entry(), situation({ blobsWaiting: true }))).toEqual({ do: 'store-blobs' });
    expect(evaluate(entry(), situation())).toEqual({ do: 'ask-receipt' });
    const queued = advance(entry(), { type: 'receipt', signature });
    expect(queued).toMatchObject({ state: 'queued', signatures: [...entry().signatures, signature] });
    expect(evaluate(queued, situation())).toEqual({ do: 'submit' });
  });

  it('to send again what was sent, until a verified block has it (Invariant 2)', () => {
    const sent = advance(entry({ state: 'queued' }), { type: 'accepted' });
    expect(sent.state).toBe('sent');
    const notBefore = nextAttempt(now, 0, true);
    expect(evaluate(sent, situation({ notBefore }))).toEqual({ do: 'wait', until: notBefore });
    expect(evaluate(sent, situation({ notBefore, now: notBefore }))).toEqual({ do: 'submit' });
    expect(evaluate(advance(sent, taken), situation())).toEqual({ do: 'wait', until: null });
  });

  it('to wait while the node is away, and to lose nothing by it', () => {
    expect(evaluate(entry(), situation({ node: 'away' }))).toEqual({ do: 'wait', until: null });
    const away = advance(entry({ state: 'queued' }), { type: 'refused', code: 'node-away' });
    expect(away).toMatchObject({ state: 'queued', code: 'node-away' });
    expect(evaluate(away, situation())).toEqual({ do: 'submit' });
  });

  it('to keep the order of signing within a visit (Invariant 4)', () => {
    expect(evaluate(entry({ state: 'queued' }), situation({ earlierUnsettled: true }))).toEqual({
      do: 'wait',
      until: null,
    });
  });

  it('to renew only what the ledger can no longer take (Invariant 3)', () => {
    const { expires } = entry();
    expect(evaluate(entry({ state: 'sent' }), situation({ headTime: expires }))).toEqual({ do: 'submit' });
    const late = situation({ headTime: millis(expires + 1) });
    expect(evaluate(entry({ state: 'sent' }), late)).toEqual({ do: 'renew' });
    expect(evaluate(entry({ state: 'sent' }), { ...late, node: 'away' })).toEqual({ do: 'renew' });
    const refused = advance(entry({ state: 'sent' }), { type: 'refused', code: 'tx-expired' });
    expect(evaluate(refused, situation())).toEqual({ do: 'renew' });
    const again = advance(refused, renewed);
    expect(again).toMatchObject({ state: 'waiting-receipt', txId: otherTx, code: null });
    expect(again.statement).toEqual(entry().statement);
  });

  it('growing pauses between attempts that did not arrive, up to a minute', () => {
    const pauses = [0, 1, 2, 7, 50].map((attempts) => nextAttempt(now, attempts, false) - now);
    expect(pauses).toEqual([500, 1_000, 2_000, 60_000, 60_000]);
  });
});

describe('an outbox entry', () => {
  it('counts a duplicate as committed only once it is seen (Invariants 2 and 3)', () => {
    for (const code of ['tx-duplicate', 'statement-duplicate']) {
      const duplicate = advance(entry({ state: 'queued' }), { type: 'refused', code });
      expect(duplicate.state).toBe('sent');
      expect(advance(duplicate, refusedInBlock(code)).state).toBe('sent');
      expect(advance(duplicate, { ...taken, txId: otherTx }).state).toBe('committed');
    }
  });

  it('is committed by a verified block whatever the node answered before (Invariant 2)', () => {
    const rejected = advance(entry({ state: 'queued' }), { type: 'refused', code: 'card-spent' });
    expect(rejected).toMatchObject({ state: 'rejected', code: 'card-spent', height: null });
    expect(advance(rejected, taken)).toMatchObject({
      state: 'committed',
      code: null,
      height: 7,
      blockTime: now,
    });
  });

  it('is rejected with code, height and time when a verified block refuses it', () => {
    expect(advance(entry({ state: 'sent' }), refusedInBlock('key-revoked'))).toMatchObject({
      state: 'rejected',
      code: 'key-revoked',
      height: 7,
      blockTime: now,
    });
  });

  it('ignores a late refusal of a transaction that was renewed since', () => {
    const again = advance(entry({ state: 'sent', code: 'tx-expired' }), renewed);
    expect(advance(again, refusedInBlock('tx-expired'))).toBe(again);
    expect(advance(again, refusedInBlock('key-revoked'))).toBe(again);
    expect(advance(again, taken)).toMatchObject({ state: 'committed', txId });
  });

  it('waits for the patient after it is committed without consent, and takes the confirmation', () => {
    const pending = advance(entry({ state: 'sent' }), takenPending);
    expect(pending).toMatchObject({ state: 'pending-consent', height: 7 });
    expect(evaluate(pending, situation())).toEqual({ do: 'wait', until: null });
    expect(advance(pending, { type: 'confirmed' }).state).toBe('committed');
  });

  it('can be sent again by a person after a rejection (Invariant 1)', () => {
    const rejected = entry({ state: 'rejected', code: 'doctor-suspended' });
    expect(advance(rejected, { type: 'send-again' })).toMatchObject({ state: 'waiting-receipt', code: null });
    const signed = { ...rejected, signatures: [signature, signature] };
    expect(advance(signed, { type: 'send-again' }).state).toBe('queued');
  });

  it('is rejected as expired when nobody can sign it again', () => {
    const expired = entry({ state: 'sent', code: 'tx-expired' });
    expect(advance(expired, { type: 'renewal-impossible' })).toMatchObject({
      state: 'rejected',
      code: 'tx-expired',
    });
  });

  it('says on screen one of four things', () => {
    const shown = OUTBOX_STATES.map((state) => screenState(entry({ state })));
    expect(shown).toEqual([
      'signed-queued',
      'signed-queued',
      'signed-queued',
      'committed',
      'pending-consent',
      'rejected',
    ]);
  });
});

describe('for any order of events', () => {
  const code = fc.constantFrom(
    'node-away',
    'tx-duplicate',
    'statement-duplicate',
    'tx-expired',
    'card-spent',
  );
  const event: fc.Arbitrary<OutboxEvent> = fc.oneof(
    fc.constant<OutboxEvent>({ type: 'receipt', signature }),
    fc.constant<OutboxEvent>({ type: 'accepted' }),
    fc.constant<OutboxEvent>({ type: 'confirmed' }),
    fc.constant<OutboxEvent>({ type: 'send-again' }),
    fc.constant<OutboxEvent>({ type: 'renewal-impossible' }),
    fc.constant(renewed),
    fc.constant(taken),
    fc.constant(takenPending),
    code.map((refusal): OutboxEvent => ({ type: 'refused', code: refusal })),
    code.map(refusedInBlock),
  );

  it('an entry on the ledger never leaves it, and only a block brings it there (Invariants 1 and 2)', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let current = entry();
        for (const next of events) {
          const before: OutboxState = current.state;
          current = advance(current, next);
          const onLedger = (state: OutboxState): boolean =>
            state === 'committed' || state === 'pending-consent';
          expect(onLedger(before) && !onLedger(current.state)).toBe(false);
          const arrives = !onLedger(before) && onLedger(current.state);
          expect(arrives && next.type !== 'seen').toBe(false);
          expect(current.statement).toEqual(entry().statement);
          const waits = evaluate(current, situation()).do === 'wait';
          expect(waits && !isSettled(current.state)).toBe(false);
        }
      }),
    );
  });
});
