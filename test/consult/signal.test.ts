import { describe, expect, it } from 'vitest';
import { bytesEqual } from '../../src/crypto/bytes.ts';
import { toLinkId, toRequestHash } from '../../src/consult/ids.ts';
import {
  evaluateSignal,
  LONGEST_WORD,
  makeSignal,
  NO_SIGNALS,
  readSignal,
  SIGNAL_FRESH_MS,
  type LinkWord,
  type SignalChain,
  type SignalContext,
} from '../../src/consult/signal.ts';
import { millis } from '../../src/ports.ts';
import { codeOf } from '../support/codeOf.ts';
import { doctor, NETWORK, NOW } from './people.ts';

const li = doctor(1);
const wang = doctor(2);
const zhao = doctor(3);
const dialogue = toRequestHash(new Uint8Array(32).fill(4));
const link = toLinkId(new Uint8Array(16).fill(5));
const hello: LinkWord = { word: 'hello', certificate: new Uint8Array(32).fill(6) };
const offer: LinkWord = { word: 'peer', signal: '{"type":"offer","sdp":"v=0"}' };

const context: SignalContext = {
  network: NETWORK,
  dialogue,
  from: li.party.doctor,
  to: wang.party.doctor,
  signingKey: li.signing.publicKey,
  now: NOW,
  chain: NO_SIGNALS,
};

function made(
  said: LinkWord,
  change: { chain?: SignalChain; time?: number; to?: typeof zhao; by?: typeof zhao } = {},
) {
  const { chain = NO_SIGNALS, time = NOW, to = wang, by = li } = change;
  const names = { network: NETWORK, dialogue, link, from: li.party.doctor, to: to.party.doctor };
  return makeSignal(names, said, { chain, time: millis(time), secretKey: by.signing.secretKey });
}

describe('a signal of a direct connection', () => {
  it.each([[hello], [{ ...hello, word: 'welcome' } as const], [offer], [{ word: 'bye' } as const]])(
    'is read as it was said: %j',
    (said) => {
      const read = readSignal(made(said).signal);
      expect(read.said).toEqual(said);
      expect(bytesEqual(read.link, link)).toBe(true);
    },
  );

  it('is taken one after the other', () => {
    const first = made(hello);
    const second = made(offer, { chain: first.chain });
    const after = evaluateSignal(readSignal(first.signal), context);
    expect(after).toEqual(first.chain);
    expect(evaluateSignal(readSignal(second.signal), { ...context, chain: first.chain })).toEqual(
      second.chain,
    );
  });

  it.each([
    ['of another network', { network: new Uint8Array(32) as typeof NETWORK }, 'consult-other-network'],
    ['for a third doctor', { to: zhao.party.doctor }, 'consult-other-recipient'],
    ['from whom the dialogue is not with', { from: zhao.party.doctor }, 'consult-other-recipient'],
    ['of another dialogue', { dialogue: toRequestHash(new Uint8Array(32)) }, 'consult-other-recipient'],
    ['signed by somebody else', { signingKey: zhao.signing.publicKey }, 'consult-signature-invalid'],
    ['of long ago', { now: millis(NOW + SIGNAL_FRESH_MS + 1) }, 'signal-stale'],
    ['of a clock far ahead', { now: millis(NOW - SIGNAL_FRESH_MS - 1) }, 'signal-stale'],
  ])('%s is refused', (_, change, code) => {
    expect(evaluateSignal(readSignal(made(hello).signal), { ...context, ...change })).toBe(code);
  });

  it('is refused when it was there before, when one is missing before it, or when it names another before it', () => {
    const first = made(hello);
    const second = made(offer, { chain: first.chain });
    const third = made(offer, { chain: second.chain });
    const forked = made(offer, { chain: made(offer).chain });
    const at = { ...context, chain: first.chain };
    expect(evaluateSignal(readSignal(first.signal), at)).toBe('signal-repeated');
    expect(evaluateSignal(readSignal(third.signal), at)).toBe('signal-gap');
    expect(evaluateSignal(readSignal(forked.signal), at)).toBe('signal-gap');
    expect(evaluateSignal(readSignal(second.signal), context)).toBe('signal-gap');
  });

  it('is nothing when it was changed, cut off or is too long', () => {
    const { signal } = made(hello);
    expect(codeOf(() => readSignal(signal.subarray(1)))).toBe('consult-malformed');
    expect(codeOf(() => readSignal(new Uint8Array(200)))).toBe('consult-malformed');
    const long = made({ word: 'peer', signal: 'x'.repeat(LONGEST_WORD + 1) });
    expect(codeOf(() => readSignal(long.signal))).toBe('consult-malformed');
    const changed = signal.slice();
    changed[changed.length - 70] = (changed[changed.length - 70] ?? 0) ^ 1;
    expect(changed.length).toBe(signal.length);
    expect(outcome(changed)).toMatch(/consult-|signal-/u);
  });
});

function outcome(bytes: Uint8Array): string {
  try {
    const verdict = evaluateSignal(readSignal(bytes), context);
    return typeof verdict === 'string' ? verdict : 'taken';
  } catch (error) {
    return (
      codeOf(() => {
        throw error;
      }) ?? ''
    );
  }
}
