import { describe, expect, it } from 'vitest';
import {
  evaluateWord,
  RING_FRESH_MS,
  WORD_FRESH_MS,
  type WordContext,
} from '../../../src/consult/call/evaluateWord.ts';
import { transcriptOf } from '../../../src/consult/call/transcript.ts';
import {
  makeWord,
  NO_WORDS,
  readWord,
  type CallChain,
  type CallWord,
} from '../../../src/consult/call/words.ts';
import { decodeContent, encodeContent } from '../../../src/consult/contents.ts';
import { toCallId, toRecordingId, toRequestHash, toRingHash } from '../../../src/consult/ids.ts';
import { millis } from '../../../src/ports.ts';
import { codeOf } from '../../support/codeOf.ts';
import { doctor, NETWORK, NOW } from '../people.ts';

const li = doctor(1);
const wang = doctor(2);
const zhao = doctor(3);
const dialogue = toRequestHash(new Uint8Array(32).fill(4));
const call = toCallId(new Uint8Array(16).fill(5));
const right = toRequestHash(new Uint8Array(32).fill(6));
const certificate = new Uint8Array(32).fill(7);
const ringHash = toRingHash(new Uint8Array(32).fill(8));

const ring: CallWord = { word: 'ring', certificate, right, media: 'video' };
const signal: CallWord = { word: 'signal', ring: ringHash, signal: '{"type":"restart"}' };
const end: CallWord = { word: 'end', reason: 'hung-up', durationMs: 61_000, transcript: certificate };

const context: WordContext = {
  network: NETWORK,
  dialogue,
  from: li.party.doctor,
  to: wang.party.doctor,
  now: NOW,
  sender: li.known,
  isLedgerFresh: true,
  signingKey: li.signing.publicKey,
  chain: null,
  ended: 'no',
  rights: [right],
};

function made(
  said: CallWord,
  change: { chain?: CallChain; time?: number; to?: typeof zhao; by?: typeof zhao } = {},
) {
  const { chain = NO_WORDS, time = NOW, to = wang, by = li } = change;
  const names = { network: NETWORK, dialogue, call, from: li.party.doctor, to: to.party.doctor };
  return makeWord(names, said, { chain, time: millis(time), secretKey: by.signing.secretKey });
}

function verdict(signed: Uint8Array, change: Partial<WordContext> = {}) {
  const found = evaluateWord(readWord(signed), { ...context, ...change });
  return found.verdict === 'refused' ? found.code : found.verdict;
}

describe('a word of a call', () => {
  it.each<CallWord>([
    ring,
    { word: 'answer', ring: ringHash, certificate, declined: null },
    { word: 'answer', ring: ringHash, certificate: null, declined: 'busy' },
    signal,
    {
      word: 'confirm',
      ring: ringHash,
      own: certificate,
      remote: right,
      srtpCipher: 'SRTP_AES128_CM_HMAC_SHA1_80',
      tlsVersion: 'FEFC',
      dtlsCipher: 'TLS_AES_128_GCM_SHA256',
    },
    { word: 'media-key', epoch: 1, kid: 3, key: certificate },
    {
      word: 'record-consent',
      recording: toRecordingId(new Uint8Array(16)),
      scope: 'consult',
      says: 'propose',
    },
    { word: 'rekey', epoch: 2 },
    end,
  ])('is read as it was said, out of the content that brings it: %j', (said) => {
    const { signed, hash } = made(said);
    const content = decodeContent(encodeContent({ kind: 'call', time: NOW, signed }));
    const read = readWord(content.kind === 'call' ? content.signed : new Uint8Array());
    expect(read.said).toEqual(said);
    expect(read.hash).toEqual(hash);
    expect(read.call).toEqual(call);
  });

  it('is taken one after the other', () => {
    const first = made(ring);
    const second = made(signal, { chain: first.chain });
    expect(evaluateWord(readWord(first.signed), context)).toEqual({
      verdict: 'taken',
      chain: first.chain,
      isLate: false,
    });
    expect(verdict(second.signed, { chain: first.chain })).toBe('taken');
  });

  it.each<[string, Partial<WordContext>, string]>([
    ['of another network', { network: new Uint8Array(32) as typeof NETWORK }, 'consult-other-network'],
    ['for a third doctor', { to: zhao.party.doctor }, 'consult-other-recipient'],
    ['from whom the dialogue is not with', { from: zhao.party.doctor }, 'consult-other-recipient'],
    ['of another dialogue', { dialogue: toRequestHash(new Uint8Array(32)) }, 'consult-other-recipient'],
    ['judged by a stale copy of the ledger', { isLedgerFresh: false }, 'consult-ledger-stale'],
    ['of whom the ledger does not know', { sender: null }, 'consult-sender-unknown'],
    ['of a suspended doctor', { sender: { ...li.known, status: 'suspended' } }, 'consult-sender-suspended'],
    ['signed by somebody else', { signingKey: zhao.signing.publicKey }, 'consult-signature-invalid'],
    ['of a key that was replaced on the ledger', { sender: zhao.known }, 'consult-signature-invalid'],
    ['of a clock far ahead', { now: millis(NOW - WORD_FRESH_MS - 1) }, 'consult-from-future'],
    ['without a right to video', { rights: [] }, 'call-no-right'],
    ['with the right of another request', { rights: [dialogue] }, 'call-no-right'],
  ])('%s is refused', (_, change, code) => {
    expect(verdict(made(ring).signed, change)).toBe(code);
  });

  it('begins a call with nothing but a ring', () => {
    expect(verdict(made(signal).signed)).toBe('call-not-begun');
    expect(verdict(made(ring).signed)).toBe('taken');
  });

  it('is refused when it was there before or names another before it, and waits where one is missing', () => {
    const first = made(ring);
    const second = made(signal, { chain: first.chain });
    const third = made(end, { chain: second.chain });
    const forked = made(signal, { chain: { next: 1, last: certificate } });
    const at = { chain: first.chain };
    expect(verdict(first.signed, at)).toBe('call-repeated');
    expect(verdict(forked.signed, at)).toBe('call-repeated');
    expect(verdict(third.signed, at)).toBe('waits');
    expect(verdict(second.signed, at)).toBe('taken');
    expect(verdict(second.signed)).toBe('waits');
  });

  it('that comes late is taken as late: a ring after a minute, anything else after two', () => {
    const late = (said: CallWord, age: number, chain: CallChain | null) =>
      evaluateWord(readWord(made(said, chain === null ? {} : { chain }).signed), {
        ...context,
        chain,
        now: millis(NOW + age),
      });
    const { chain } = made(ring);
    expect(late(ring, RING_FRESH_MS, null)).toMatchObject({ verdict: 'taken', isLate: false });
    expect(late(ring, RING_FRESH_MS + 1, null)).toMatchObject({ verdict: 'taken', isLate: true });
    expect(late(end, WORD_FRESH_MS, chain)).toMatchObject({ verdict: 'taken', isLate: false });
    expect(late(end, WORD_FRESH_MS + 1, chain)).toMatchObject({ verdict: 'taken', isLate: true });
  });

  it('is not taken after the end, but the end of the other side', () => {
    const { chain } = made(ring);
    expect(verdict(made(signal, { chain }).signed, { chain, ended: 'here' })).toBe('call-over');
    expect(verdict(made(end, { chain }).signed, { chain, ended: 'here' })).toBe('taken');
    expect(verdict(made(end, { chain }).signed, { chain, ended: 'there' })).toBe('call-over');
  });

  it('is nothing when it was changed, cut off, or says both or neither of an answer', () => {
    const { signed } = made(ring);
    expect(codeOf(() => readWord(signed.subarray(1)))).toBe('consult-malformed');
    expect(codeOf(() => readWord(new Uint8Array(300)))).toBe('consult-malformed');
    const answer = { word: 'answer', ring: ringHash } as const;
    expect(codeOf(() => made({ ...answer, certificate, declined: 'busy' }))).toBe('consult-malformed');
    expect(codeOf(() => made({ ...answer, certificate: null, declined: null }))).toBe('consult-malformed');
    for (let at = 0; at < signed.length; at += 1) {
      const changed = signed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(outcome(changed)).not.toBe('taken');
    }
  });

  it('is named at the end by one hash, which differs with each word, side and call', () => {
    const heads = { caller: certificate, callee: right };
    const all = [
      transcriptOf(call, heads),
      transcriptOf(call, { caller: right, callee: certificate }),
      transcriptOf(call, { caller: certificate, callee: null }),
      transcriptOf(toCallId(new Uint8Array(16)), heads),
    ];
    expect(new Set(all.map((hash) => hash.join())).size).toBe(4);
  });
});

function outcome(signed: Uint8Array): string {
  const read = codeOf(() => readWord(signed));
  return read === 'taken' ? verdict(signed) : read;
}
