import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BROKEN_MS, CONNECTION_MS, RENEW_MS, RING_MS } from '../../../src/consult/call/callTimes.ts';
import { linked, seenBy, Side, settle, pair } from './sides.ts';

describe('a call', () => {
  it('is live when it was rung, taken, and both have said what they see', () => {
    const [li, wang] = pair();
    li.ring();
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['ringing', 'rung']);
    expect([li, wang].flatMap(({ connects }) => connects)).toEqual([]);
    wang.on({ is: 'taken' });
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['connecting', 'connecting']);
    expect(li.connects.map(({ isInitiator }) => isInitiator)).toEqual([true]);
    expect(wang.connects.map(({ isInitiator }) => isInitiator)).toEqual([false]);
    li.see();
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['confirming', 'connecting']);
    expect([li, wang].flatMap(({ shown }) => shown)).toEqual([]);
    wang.see();
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['live', 'live']);
    expect(li.shown).toEqual(wang.shown);
  });

  it('ends as unanswered at both sides when nobody takes it within a minute', () => {
    const [li, wang] = pair();
    li.ring();
    settle(li, wang);
    li.pass(RING_MS - 1);
    expect(li.phase).toBe('ringing');
    li.pass(1);
    settle(li, wang);
    expect([li.reason, wang.reason]).toEqual(['unanswered', 'unanswered']);
  });

  it.each([
    ['declined', 'declined'],
    ['busy', 'busy'],
    ['no-device', 'no-device'],
    ['no-right', 'right-ended'],
  ] as const)('that is refused (%s) ends as %s, and no certificate is answered', (why, reason) => {
    const [li, wang] = pair();
    li.ring();
    settle(li, wang);
    wang.on({ is: 'refused', why });
    settle(li, wang);
    expect([li.reason, wang.reason]).toEqual([reason, reason]);
    expect([li, wang].flatMap(({ connects }) => connects)).toEqual([]);
  });

  it('is answered with busy by a doctor who is in another one, who goes on with that', () => {
    const [li, wang] = pair();
    wang.isBusy = true;
    li.ring();
    settle(li, wang);
    expect([li.reason, wang.phase]).toEqual(['busy', 'idle']);
  });

  it('is one when both ring at once: the lower ring stands, and needs no more taking', () => {
    const [li, wang] = pair();
    li.ring();
    wang.ring();
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['connecting', 'connecting']);
    expect(li.connects.map(({ ring }) => ring)).toEqual(wang.connects.map(({ ring }) => ring));
    expect([li, wang].filter((side) => side.connects[0]?.isInitiator === true)).toHaveLength(1);
  });

  it.each([
    ['its own certificate is another', { own: new Uint8Array(32) }, 'certificate'],
    ['the other certificate is another', { remote: new Uint8Array(32) }, 'certificate'],
    ['media goes in the clear', { srtpCipher: 'SRTP_NULL_HMAC_SHA1_80' }, 'unprotected'],
    ['nothing is said of SRTP', { srtpCipher: '' }, 'unprotected'],
    ['DTLS is older than 1.2', { tlsVersion: 'FEFF' }, 'unprotected'],
    ['DTLS does not encrypt', { dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_NULL_SHA' }, 'unprotected'],
  ] as const)('ends, with nobody shown, when one end sees that %s', (_, flaw, reason) => {
    const [li, wang] = linked();
    wang.see();
    li.see(flaw);
    settle(li, wang);
    expect([li.reason, wang.reason]).toEqual([reason, reason]);
    expect([li, wang].flatMap(({ shown }) => shown)).toEqual([]);
  });

  it.each([
    ['another certificate', { remote: new Uint8Array(32).fill(77) }, 'certificate'],
    ['another cipher', { srtpCipher: 'AEAD_AES_256_GCM' }, 'unprotected'],
    ['another version of DTLS', { tlsVersion: 'FEFD' }, 'unprotected'],
  ] as const)('ends when the other end says that it sees %s', (_, flaw, reason) => {
    const [li, wang] = linked();
    li.see();
    const ring = li.connects[0]?.ring;
    if (ring === undefined) throw new Error('no connection');
    li.hear({ word: 'confirm', ring, ...seenBy(wang), ...flaw });
    settle(li, wang);
    expect(li.reason).toBe(reason);
    expect(li.shown).toEqual([]);
  });

  it('that is interrupted goes on when the way is back', () => {
    const [li] = live();
    li.way('interrupted');
    expect(li.phase).toBe('interrupted');
    li.way('back');
    expect(li.phase).toBe('live');
  });

  it('whose connection is lost gets another one on the same call, by a ring of whoever rang first', () => {
    const [li, wang] = live();
    const before = li.connects[0]?.ring;
    li.way('lost');
    wang.way('lost');
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['connecting', 'connecting']);
    const [after, theirs] = [li.connects.at(-1), wang.connects.at(-1)];
    expect(after?.ring).not.toEqual(before);
    expect(theirs?.ring).toEqual(after?.ring);
    expect(after?.call).toEqual(li.connects[0]?.call);
    li.see();
    wang.see();
    settle(li, wang);
    expect([li.phase, wang.phase]).toEqual(['live', 'live']);
  });

  it('gets another connection by the other side when whoever rang first does not notice', () => {
    const [li, wang] = live();
    wang.way('lost');
    wang.pass(RENEW_MS);
    settle(li, wang);
    expect([li.connects.length, wang.connects.length]).toEqual([2, 2]);
    expect(wang.connects.at(-1)?.isInitiator).toBe(true);
  });

  it('gets another connection after eight hours, and drops the one before', () => {
    const [li, wang] = live();
    li.pass(CONNECTION_MS);
    settle(li, wang);
    expect(li.did.filter(({ act }) => act === 'drop')).toHaveLength(1);
    expect([li.connects.length, wang.connects.length]).toEqual([2, 2]);
  });

  it('ends as lost when nobody is seen for too long', () => {
    const [li] = live();
    li.way('interrupted');
    li.pass(BROKEN_MS);
    expect(li.reason).toBe('lost');
  });

  it('ends at both sides with the same reason, whoever hangs up', () => {
    const [li, wang] = live();
    wang.pass(61_000);
    wang.on({ is: 'hung-up' });
    settle(li, wang);
    expect([li.reason, wang.reason]).toEqual(['hung-up', 'hung-up']);
    expect(wang.state).toMatchObject({ by: 'me', durationMs: 61_000 });
    expect(li.state).toMatchObject({ by: 'peer' });
  });

  it('takes no signal, no word and no state of another connection than the one that stands', () => {
    const [li, wang] = live();
    const old = li.connects[0]?.ring;
    if (old === undefined) throw new Error('no connection');
    li.way('lost');
    settle(li, wang);
    const before = li.did.length;
    li.hear({ word: 'signal', ring: old, signal: 'late' });
    li.on({ is: 'way', ring: old, way: 'certificate' });
    li.on({ is: 'signal', ring: old, signal: 'late' });
    expect(li.did.slice(before)).toEqual([]);
    expect(li.phase).toBe('connecting');
  });

  it('is never live without both words, connects to nobody unanswered, and always ends', () => {
    const step = fc.record({
      side: fc.boolean(),
      does: fc.constantFrom(
        'ring',
        'take',
        'refuse',
        'hang-up',
        'hear',
        'hear',
        'hear',
        'certify',
        'certify',
        'see',
        'see',
        'see-wrongly',
        'interrupted',
        'back',
        'lost',
        'pass',
        'renew',
      ),
    });
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { minLength: 5, maxLength: 60 }), (isLive, steps) => {
        const sides = pair({ isSlow: true });
        if (isLive) bringToLife(sides);
        for (const { does, side } of steps) {
          const [one, other] = side ? sides : [sides[1], sides[0]];
          one.does(does, other);
          for (const each of sides) checked(each);
        }
        for (let rounds = 0; rounds < 8; rounds += 1)
          for (const each of sides) each.pass(BROKEN_MS + RING_MS);
        // An eight hour old connection is the longest that anything waits for.
        for (let rounds = 0; rounds < 4; rounds += 1) for (const each of sides) each.pass(CONNECTION_MS * 2);
        for (const each of sides) expect(['idle', 'ended']).toContain(each.phase);
      }),
      { numRuns: 400, seed: 8 },
    );
  });
});

/** What holds at any moment. */
function checked(side: Side): void {
  expect(side.isLiveUnproven).toBe(false);
  for (const { ring } of side.connects) expect(side.wasAnswered(ring)).toBe(true);
}

/** From there on anything may happen. */
function bringToLife([li, wang]: readonly [Side, Side]): void {
  li.ring();
  li.certify();
  settle(li, wang);
  wang.certify();
  wang.on({ is: 'taken' });
  settle(li, wang);
  for (const side of [li, wang]) side.see();
  settle(li, wang);
  expect([li.phase, wang.phase]).toEqual(['live', 'live']);
}

function live(): readonly [Side, Side] {
  const sides = linked();
  for (const side of sides) side.see();
  settle(...sides);
  return sides;
}
