import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, readU32be, utf8 } from '../../../src/crypto/bytes.ts';
import {
  openSegment,
  SegmentSealer,
  SIDES,
  type SegmentName,
} from '../../../src/consult/recording/segment.ts';
import { toRecordingId } from '../../../src/consult/ids.ts';
import { seededRandom } from '../people.ts';

const recording = toRecordingId(new Uint8Array(16).fill(9));
const name: SegmentName = { recording, side: 'own', index: 3 };
const key = new Uint8Array(32).fill(1);
const chunks = ['first second', 'second', 'and the third'].map(utf8);

/** Where each frame begins. */
function framesOf(sealed: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 16; at < sealed.length;) {
    const end = at + 4 + readU32be(sealed, at);
    frames.push(sealed.subarray(at, end));
    at = end;
  }
  return frames;
}

function sealedOf(parts: readonly Uint8Array[] = chunks, of: SegmentName = name): Uint8Array {
  const sealer = new SegmentSealer(of, key, seededRandom('segment'));
  return concatBytes(...parts.map((part, n) => sealer.seal(part, (n + 1) * 1000, n === parts.length - 1)));
}

const sealed = sealedOf();
const whole = { media: new Uint8Array(concatBytes(...chunks)), durationMs: 3000, fault: null };

describe('a segment of a recording', () => {
  it('opens to what was recorded, and says how far it goes', () => {
    expect(openSegment(sealed, name, key)).toEqual(whole);
  });

  it('opens for any media in any chunks', () => {
    const media = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(media, (parts) => {
        const opened = openSegment(sealedOf(parts), name, key);
        expect(opened.fault).toBeNull();
        expect(opened.media).toEqual(new Uint8Array(concatBytes(...parts)));
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  it('opens under its own key, recording, side and place alone', () => {
    const others: readonly [SegmentName, Uint8Array][] = [
      [name, new Uint8Array(32).fill(2)],
      [{ ...name, recording: toRecordingId(new Uint8Array(16)) }, key],
      [{ ...name, index: 4 }, key],
      ...SIDES.filter((side) => side !== name.side).map((side): [SegmentName, Uint8Array] => [
        { ...name, side },
        key,
      ]),
    ];
    for (const [of, under] of others) {
      const { fault, media } = openSegment(sealed, of, under);
      expect([fault, media.length]).toEqual(['segment-altered', 0]);
    }
  });

  it('is found altered by any one bit, and gives nothing that was not recorded', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = sealed.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { fault, media } = openSegment(flipped, name, key);
      // A length that says too much reaches beyond the end, and is as if the end were missing.
      expect(['segment-altered', 'segment-cut']).toContain(fault);
      expect(media).toEqual(whole.media.subarray(0, media.length));
    }
  });

  it('that breaks off anywhere says so, and the rest of it plays', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      const { fault, media } = openSegment(sealed.subarray(0, length), name, key);
      expect(fault).toBe('segment-cut');
      expect(media).toEqual(whole.media.subarray(0, media.length));
    }
    const frames = framesOf(sealed);
    const last = frames.at(-1)?.length ?? 0;
    expect(openSegment(sealed.subarray(0, sealed.length - last), name, key)).toEqual({
      media: new Uint8Array(concatBytes(...chunks.slice(0, 2))),
      durationMs: 2000,
      fault: 'segment-cut',
    });
  });

  it('is found altered where frames change places, come twice, are left out, or are added', () => {
    const prefix = sealed.subarray(0, 16);
    const [first, second, third] = framesOf(sealed);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no frames');
    const wrong = [
      [second, first, third],
      [first, first, second, third],
      [first, third],
      [first, second, third, third],
      [third],
    ];
    for (const frames of wrong)
      expect(openSegment(concatBytes(prefix, ...frames), name, key).fault).toBe('segment-altered');
  });
});
