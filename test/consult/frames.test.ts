import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type Frame } from '../../src/consult/frames.ts';
import { toMailId, toMailStream } from '../../src/crypto/ids.ts';

const mail = toMailId(new Uint8Array(32).fill(1));
const stream = toMailStream(new Uint8Array(16).fill(2));

describe('a frame of a direct connection', () => {
  it.each<[Frame]>([
    [{ kind: 'mail', stream, sequence: 70_000, sealed: new Uint8Array([3, 4]) }],
    [{ kind: 'taken', mail }],
    [{ kind: 'forgotten', mail }],
    [{ kind: 'later', mail }],
    [{ kind: 'typing', isTyping: true }],
  ])('is read as it was written: %j', (frame) => {
    expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
  });

  it.each([
    ['nothing', []],
    ['another kind', [9, 1]],
    ['mail that is cut off', [1, ...Array<number>(20).fill(0)]],
    [
      'a number that no stream comes to',
      [1, ...Array<number>(16).fill(2), 255, ...Array<number>(7).fill(255), 1],
    ],
    ['a name that is too short', [2, 1, 2, 3]],
    ['typing that goes on', [5, 1, 1]],
  ])('%s is none', (_, bytes) => {
    expect(decodeFrame(new Uint8Array(bytes))).toBeNull();
  });

  it('carries no more than a mailbox takes', () => {
    expect(
      decodeFrame(encodeFrame({ kind: 'mail', stream, sequence: 1, sealed: new Uint8Array(65_537) })),
    ).toBeNull();
  });
});
