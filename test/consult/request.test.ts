import { describe, expect, it } from 'vitest';
import {
  CLOCK_TOLERANCE_MS,
  evaluateRequest,
  FRESH_MS,
  LATEST_VIDEO_MS,
  LONGEST_REQUEST_MS,
  MOST_REQUESTS,
  RATE_WINDOW_MS,
  type RequestContext,
} from '../../src/consult/evaluateRequest.ts';
import { winsGlare } from '../../src/consult/glare.ts';
import { openRequest, sealRequest, type OpenedRequest } from '../../src/consult/request.ts';
import { openSealed, sealTo } from '../../src/crypto/sealing.ts';
import { toNetwork } from '../../src/crypto/ids.ts';
import { isConsiliumError } from '../../src/errors.ts';
import { toRequestHash } from '../../src/consult/ids.ts';
import { millis, type Millis } from '../../src/ports.ts';
import { asked, doctor, HOUR_MS, NETWORK, NOW, seededRandom } from './people.ts';

const LI = doctor(1);
const WANG = doctor(2);
const CHEN = doctor(3);

const DIALOGUE = toRequestHash(new Uint8Array(32).fill(3));

function video(at: Millis | null) {
  const { sealed } = asked(LI, WANG, {
    kind: 'video',
    video: { dialogue: DIALOGUE, at },
    bundle: null,
    subject: null,
  });
  return openRequest(sealed, WANG.sealing);
}

function contextOf(change: Partial<RequestContext> = {}): RequestContext {
  return {
    network: NETWORK,
    me: WANG.party,
    now: millis(NOW + 1000),
    isLedgerFresh: true,
    sender: LI.known,
    isSeen: false,
    isBlocked: false,
    earlier: [],
    isAvailable: true,
    isInDialogue: false,
    ...change,
  };
}

describe('a request', () => {
  it('comes out as it went in, for the doctor whom it was sealed to, signed by its sender', () => {
    const { request, opened } = asked(LI, WANG);
    expect(opened).toMatchObject(request);
    const signed = [LI, WANG].map(({ signing }) => opened.isSignedBy(signing.publicKey));
    expect(signed).toEqual([true, false]);
  });

  it('opens for nobody else', () => {
    const { sealed } = asked(LI, WANG);
    expect(() => openRequest(sealed, CHEN.sealing)).toThrow(/consult-other-recipient/u);
  });

  it('is refused as malformed, whatever byte of what was signed is changed or missing', () => {
    const { sealed } = asked(LI, WANG);
    const plain = openSealed(sealed, WANG.sealing) ?? new Uint8Array(0);
    const random = seededRandom('again');
    const again = (bytes: Uint8Array): string => {
      try {
        const opened = openRequest(sealTo(WANG.sealing.publicKey, bytes, random), WANG.sealing);
        return opened.isSignedBy(LI.signing.publicKey) ? 'taken' : 'unsigned';
      } catch (error) {
        return isConsiliumError(error, 'consult-malformed') ? 'malformed' : String(error);
      }
    };
    const outcomes = new Set<string>();
    for (let index = 0; index < plain.length; index += 7) {
      const flipped = plain.slice();
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      outcomes.add(again(flipped));
      outcomes.add(again(plain.slice(0, index)));
    }
    expect([...outcomes].toSorted()).toEqual(['malformed', 'unsigned']);
    expect(again(plain)).toBe('taken');
  });
});

describe('a request for a video consult', () => {
  it('names its dialogue and the time, brings no keys, and is taken within the dialogue', () => {
    const at = millis(NOW + HOUR_MS);
    const opened = video(at);
    expect(opened.video).toEqual({ dialogue: DIALOGUE, at });
    expect(opened.isSignedBy(LI.signing.publicKey)).toBe(true);
    expect(evaluateRequest(opened, contextOf({ isInDialogue: true }))).toEqual({
      verdict: 'taken',
      rings: true,
    });
  });
});

describe('whether a request is taken', () => {
  it('is, and rings, when it is fresh and all of it holds', () => {
    expect(evaluateRequest(asked(LI, WANG).opened, contextOf())).toEqual({ verdict: 'taken', rings: true });
  });

  it('is without ringing, when it has waited or the doctor is not there', () => {
    const { opened } = asked(LI, WANG);
    const late = contextOf({ now: millis(NOW + FRESH_MS) });
    expect(evaluateRequest(opened, late)).toEqual({ verdict: 'taken', rings: false });
    expect(evaluateRequest(opened, contextOf({ isAvailable: false }))).toEqual({
      verdict: 'taken',
      rings: false,
    });
  });

  const forged = asked(LI, WANG, {}, 'forged').request;
  const byChen = sealRequest(forged, {
    secretKey: CHEN.signing.secretKey,
    recipient: WANG.sealing.publicKey,
    random: seededRandom('chen'),
  });

  const refused: readonly (readonly [string, OpenedRequest, Partial<RequestContext>])[] = [
    ['consult-other-network', asked(LI, WANG, { network: toNetwork(new Uint8Array(32)) }).opened, {}],
    ['consult-other-recipient', asked(LI, WANG, { to: CHEN.party }).opened, {}],
    [
      'consult-other-recipient',
      asked(LI, WANG, { to: { ...WANG.party, institution: LI.party.institution } }).opened,
      {},
    ],
    ['consult-ledger-stale', asked(LI, WANG).opened, { isLedgerFresh: false }],
    ['consult-sender-unknown', asked(LI, WANG).opened, { sender: null }],
    [
      'consult-sender-unknown',
      asked(LI, WANG).opened,
      { sender: { ...LI.known, institution: CHEN.party.institution } },
    ],
    ['consult-sender-suspended', asked(LI, WANG).opened, { sender: { ...LI.known, status: 'suspended' } }],
    ['consult-signature-invalid', openRequest(byChen.sealed, WANG.sealing), {}],
    ['consult-own-request', asked(WANG, WANG).opened, { sender: WANG.known }],
    ['consult-from-future', asked(LI, WANG).opened, { now: millis(NOW - CLOCK_TOLERANCE_MS - 1) }],
    ['consult-too-long', asked(LI, WANG, { expires: NOW }).opened, {}],
    ['consult-too-long', asked(LI, WANG, { expires: millis(NOW + LONGEST_REQUEST_MS + 1) }).opened, {}],
    ['consult-expired', asked(LI, WANG).opened, { now: millis(NOW + HOUR_MS) }],
    ['consult-replayed', asked(LI, WANG).opened, { isSeen: true }],
    ['consult-blocked', asked(LI, WANG).opened, { isBlocked: true }],
    [
      'consult-too-many',
      asked(LI, WANG).opened,
      { earlier: Array.from({ length: MOST_REQUESTS }, () => NOW) },
    ],
    ['consult-no-dialogue', video(null), {}],
    ['consult-too-long', video(millis(NOW + 2000 + LATEST_VIDEO_MS)), { isInDialogue: true }],
  ];

  it.each(refused)('is refused as %s', (code, opened, change) => {
    expect(evaluateRequest(opened, contextOf(change))).toEqual({ verdict: 'refused', code });
  });

  it('counts only what was asked within the window', () => {
    const before = millis(NOW - RATE_WINDOW_MS);
    const earlier = Array.from({ length: MOST_REQUESTS * 3 }, () => before);
    expect(evaluateRequest(asked(LI, WANG).opened, contextOf({ earlier }))).toMatchObject({
      verdict: 'taken',
    });
  });

  it('is refused to a third doctor, to whom the recipient passes it on as it was signed', () => {
    const plain = openSealed(asked(LI, WANG).sealed, WANG.sealing) ?? new Uint8Array(0);
    const passedOn = sealTo(CHEN.sealing.publicKey, plain, seededRandom('pass'));
    const opened = openRequest(passedOn, CHEN.sealing);
    expect(opened.isSignedBy(LI.signing.publicKey)).toBe(true);
    expect(evaluateRequest(opened, contextOf({ me: CHEN.party }))).toEqual({
      verdict: 'refused',
      code: 'consult-other-recipient',
    });
  });
});

describe('two doctors who ask each other at once', () => {
  it('agree on whose request goes on', () => {
    const one = asked(LI, WANG, {}, 'one').opened.hash;
    const other = asked(WANG, LI, {}, 'other').opened.hash;
    expect(winsGlare(one, other)).not.toBe(winsGlare(other, one));
  });
});
