/** What opens a former chain, as it lies in the identity part: its bytes, and what is refused. */
import { describe, expect, it } from 'vitest';
import { toRootKey, toSignature, toViewKey } from '../../../src/crypto/ids.ts';
import { decodeFormerRoot, encodeFormerRoot } from '../../../src/workstation/core/visits/formerRoot.ts';
import { codeOf } from '../../support/codeOf.ts';

const bytes = (length: number, first: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index) % 256);

const FORMER = {
  root: toRootKey(bytes(32, 1)),
  viewKey: toViewKey(bytes(32, 64)),
  epoch: 3,
  last: 2,
  signature: toSignature(bytes(64, 128)),
};

describe('a former root', () => {
  it('is JSON of these very bytes', () => {
    expect(JSON.stringify(encodeFormerRoot(FORMER))).toBe(
      '{"root":"AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA",' +
        '"viewKey":"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8","epoch":3,"last":2,' +
        '"signature":"gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp-goaKjpKWmp6ipqqusra6vsLGys7S1tre4ubq7vL2-vw"}',
    );
    expect(decodeFormerRoot(encodeFormerRoot(FORMER))).toEqual(FORMER);
    const nothing = { ...FORMER, viewKey: null, signature: null };
    expect(decodeFormerRoot(encodeFormerRoot(nothing))).toEqual(nothing);
  });

  it.each([
    undefined,
    {},
    { ...encodeFormerRoot(FORMER), root: 'AQID' },
    { ...encodeFormerRoot(FORMER), viewKey: 7 },
    { ...encodeFormerRoot(FORMER), epoch: -1 },
    { ...encodeFormerRoot(FORMER), epoch: 4096 },
    { ...encodeFormerRoot(FORMER), last: '2' },
    { ...encodeFormerRoot(FORMER), signature: 'AQID' },
  ])('of another form is refused: %j', (value) => {
    expect(codeOf(() => decodeFormerRoot(value))).toBe('succession-malformed');
  });
});
