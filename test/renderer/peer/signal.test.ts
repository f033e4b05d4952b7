import { describe, expect, it } from 'vitest';
import {
  atConstantRate,
  decodePeerSignal,
  namesOnly,
  plainFingerprint,
} from '../../../renderer/peer/signal.ts';

const OWN = 'ab'.repeat(32);
const WRITTEN = Array(32).fill('AB').join(':');

describe('a signal of the other side', () => {
  it.each([
    [{ type: 'offer', sdp: 'v=0' }],
    [{ type: 'answer', sdp: 'v=0' }],
    [{ type: 'candidate', ufrag: 'abcd', mid: '0', candidate: 'candidate:1' }],
    [{ type: 'restart' }],
  ])('is read: %j', (signal) => {
    expect(decodePeerSignal(signal)).toStrictEqual(signal);
  });

  it.each([
    [null],
    ['offer'],
    [{ type: 'renegotiate', renegotiate: true }],
    [{ type: 'transceiverRequest', transceiverRequest: { kind: 'video' } }],
    [{ type: 'offer', sdp: 'x'.repeat(64 * 1024 + 1) }],
    [{ type: 'offer', sdp: 'v=0', renegotiate: true }],
    [{ type: 'candidate', ufrag: 'a b', mid: '0', candidate: '' }],
  ])('is none: %j', (signal) => {
    expect(decodePeerSignal(signal)).toBeNull();
  });
});

describe('the certificate that a description names', () => {
  const line = `a=fingerprint:sha-256 ${WRITTEN}`;
  it.each([
    ['in the session', `v=0\r\n${line}\r\nm=application 9`, true],
    ['in session and media', `v=0\r\n${line}\r\nm=application 9\r\n${line}\r\n`, true],
    ['not at all', 'v=0\r\nm=application 9', false],
    ['beside another', `${line}\r\na=fingerprint:sha-256 ${WRITTEN.replaceAll('A', 'C')}\r\n`, false],
    ['beside one of another hash', `${line}\r\na=fingerprint:sha-1 AB:AB\r\n`, false],
    ['beside a line that cannot be read', `${line}\r\na=fingerprint:sha-256\r\n`, false],
  ])('%s', (_, sdp, isNamed) => {
    expect(namesOnly(sdp, OWN)).toBe(isNamed);
  });

  it('is compared without regard to how it is written', () => {
    expect(plainFingerprint(WRITTEN)).toBe(OWN);
    expect(plainFingerprint('AB:CD')).toBeNull();
  });
});

describe('the sound that a description asks for', () => {
  const head = 'm=audio 9 UDP/TLS/RTP/SAVPF 111 96\r\na=rtpmap:111 opus/48000/2\r\n';
  it('has a constant rate and no pauses, whatever the other end would have', () => {
    const said = `${head}a=fmtp:111 minptime=10;usedtx=1;useinbandfec=1\r\na=fmtp:96 apt=97\r\n`;
    const asked = `${head}a=fmtp:111 minptime=10;useinbandfec=1;cbr=1;usedtx=0\r\na=fmtp:96 apt=97\r\n`;
    expect(atConstantRate(said)).toBe(asked);
    expect(atConstantRate(asked)).toBe(asked);
  });

  it('is left as it is where there is none', () => {
    expect(atConstantRate('v=0\r\nm=application 9\r\n')).toBe('v=0\r\nm=application 9\r\n');
  });
});
