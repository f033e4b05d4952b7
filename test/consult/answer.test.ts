import { describe, expect, it } from 'vitest';
import { agreeAsAcceptor, agreeAsRequester } from '../../src/consult/agreement.ts';
import { openAnswer, sealAnswer, type ConsultAnswer, type OpenedAnswer } from '../../src/consult/answer.ts';
import { evaluateAnswer, type AnswerContext, type SentRequest } from '../../src/consult/evaluateAnswer.ts';
import { CLOCK_TOLERANCE_MS } from '../../src/consult/evaluateRequest.ts';
import { toRequestHash } from '../../src/consult/ids.ts';
import { toNetwork, toSealingKey } from '../../src/crypto/ids.ts';
import { millis } from '../../src/ports.ts';
import { asked, doctor, HOUR_MS, NETWORK, NOW, seededRandom } from './people.ts';

const LI = doctor(1);
const WANG = doctor(2);
const CHEN = doctor(3);
const ASKED = asked(LI, WANG);

function answered(change: Partial<ConsultAnswer> = {}, by = WANG): OpenedAnswer {
  const random = seededRandom('answer');
  const { initial } = agreeAsAcceptor(
    WANG.sealing,
    { registered: LI.sealing.publicKey, bundle: ASKED.opened.bundle },
    random,
  );
  const answer = {
    network: NETWORK,
    request: ASKED.opened.hash,
    from: WANG.party,
    to: LI.party,
    time: millis(NOW + 5000),
    answer: 'accept',
    initial,
    ...change,
  } as ConsultAnswer;
  const { sealed } = sealAnswer(answer, {
    secretKey: by.signing.secretKey,
    recipient: LI.sealing.publicKey,
    random,
  });
  return openAnswer(sealed, LI.sealing);
}

const SENT: SentRequest = {
  to: WANG.party,
  issued: ASKED.request.issued,
  expires: ASKED.request.expires,
  state: 'waiting',
};

function contextOf(change: Partial<AnswerContext> = {}): AnswerContext {
  return {
    network: NETWORK,
    me: LI.party,
    now: millis(NOW + 6000),
    isLedgerFresh: true,
    sender: WANG.known,
    request: SENT,
    ...change,
  };
}

describe('an answer', () => {
  it('comes out as it went in, signed by whoever was asked', () => {
    const opened = answered();
    expect(opened).toMatchObject({
      request: ASKED.opened.hash,
      from: WANG.party,
      to: LI.party,
      answer: 'accept',
    });
    expect([opened.isSignedBy(WANG.signing.publicKey), opened.isSignedBy(CHEN.signing.publicKey)]).toEqual([
      true,
      false,
    ]);
  });

  it('accepts or declines, and a decline carries no keys', () => {
    expect(evaluateAnswer(answered(), contextOf())).toEqual({ verdict: 'accepted' });
    const declined = answered({ answer: 'decline' });
    expect(declined).not.toHaveProperty('initial');
    expect(evaluateAnswer(declined, contextOf())).toEqual({ verdict: 'declined' });
  });

  const other = toRequestHash(new Uint8Array(32));
  const refused: readonly (readonly [string, OpenedAnswer, Partial<AnswerContext>])[] = [
    ['consult-other-network', answered({ network: toNetwork(new Uint8Array(32)) }), {}],
    ['consult-other-recipient', answered({ to: CHEN.party }), {}],
    ['consult-request-unknown', answered({ request: other }), { request: null }],
    ['consult-other-doctor', answered({ from: CHEN.party }, CHEN), { sender: CHEN.known }],
    ['consult-ledger-stale', answered(), { isLedgerFresh: false }],
    ['consult-sender-unknown', answered(), { sender: null }],
    ['consult-sender-suspended', answered(), { sender: { ...WANG.known, status: 'suspended' } }],
    ['consult-signature-invalid', answered({}, CHEN), {}],
    ['consult-from-future', answered({ time: millis(NOW + HOUR_MS) }), {}],
    [
      'consult-expired',
      answered({ time: millis(NOW + HOUR_MS + CLOCK_TOLERANCE_MS + 1) }),
      { now: millis(NOW + 2 * HOUR_MS) },
    ],
    ['consult-expired', answered({ time: millis(NOW - CLOCK_TOLERANCE_MS - 1) }), {}],
    ['consult-withdrawn', answered(), { request: { ...SENT, state: 'withdrawn' } }],
    ['consult-answered', answered(), { request: { ...SENT, state: 'accepted' } }],
    ['consult-answered', answered(), { request: { ...SENT, state: 'declined' } }],
  ];

  it.each(refused)('is refused as %s', (code, opened, change) => {
    expect(evaluateAnswer(opened, contextOf(change))).toEqual({ verdict: 'refused', code });
  });
});

describe('the first secret', () => {
  const acceptor = agreeAsAcceptor(
    WANG.sealing,
    { registered: LI.sealing.publicKey, bundle: ASKED.opened.bundle },
    seededRandom('agree'),
  );

  it('is the same on both sides', () => {
    const requester = agreeAsRequester(
      { registered: LI.sealing, bundle: ASKED.bundle },
      { registered: WANG.sealing.publicKey, initial: acceptor.initial },
    );
    expect(requester).toEqual(acceptor.secret);
    expect(requester).toHaveLength(32);
  });

  it('is another one for anybody who lacks one of the keys', () => {
    const strangers = [
      agreeAsRequester(
        { registered: CHEN.sealing, bundle: ASKED.bundle },
        { registered: WANG.sealing.publicKey, initial: acceptor.initial },
      ),
      agreeAsRequester(
        { registered: LI.sealing, bundle: { ...ASKED.bundle, x25519: new Uint8Array(32).fill(4) } },
        { registered: WANG.sealing.publicKey, initial: acceptor.initial },
      ),
      agreeAsRequester(
        { registered: LI.sealing, bundle: { ...ASKED.bundle, xwing: new Uint8Array(32).fill(4) } },
        { registered: WANG.sealing.publicKey, initial: acceptor.initial },
      ),
      agreeAsRequester(
        { registered: LI.sealing, bundle: ASKED.bundle },
        { registered: CHEN.sealing.publicKey, initial: acceptor.initial },
      ),
    ];
    expect(strangers.filter((secret) => secret.join() === acceptor.secret.join())).toEqual([]);
  });

  it('is not made with a key of small order', () => {
    const zero = new Uint8Array(32);
    const make = (): unknown =>
      agreeAsAcceptor(
        WANG.sealing,
        { registered: LI.sealing.publicKey, bundle: { ...ASKED.opened.bundle, x25519: zero } },
        seededRandom('zero'),
      );
    expect(make).toThrow(/key-malformed/u);
    const take = (): unknown =>
      agreeAsRequester(
        { registered: LI.sealing, bundle: ASKED.bundle },
        { registered: toSealingKey(WANG.sealing.publicKey), initial: { ...acceptor.initial, x25519: zero } },
      );
    expect(take).toThrow(/key-malformed/u);
  });
});
