/** Devices of a consult: which are used, what is said when one is not, and what the check makes of what it measured. */
import { describe, expect, it } from 'vitest';
import { isHopeless, wayOf } from '../../../renderer/calls/check/findings.ts';
import { readChosen } from '../../../renderer/calls/devices/chosen.ts';
import { chosenAnew, isBack } from '../../../renderer/calls/devices/deviceWatch.ts';
import { heardMuted, SILENT } from '../../../renderer/calls/devices/mutedTalk.ts';
import { loudnessOf } from '../../../renderer/calls/devices/level.ts';
import { troubleOf } from '../../../renderer/calls/devices/trouble.ts';

function named(name: string): DOMException {
  return new DOMException('', name);
}

describe('a device that cannot be used', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
  ])('is said to be what %s means: %s', (name, trouble) => {
    expect(troubleOf(named(name))).toBe(trouble);
  });
});

describe('the devices that were chosen', () => {
  const fresh = { camera: null, microphone: null, speaker: null, quiet: true };

  it('are those of the system on a fresh computer, and where what was stored is damaged', () => {
    expect([null, '', '{', '[]', '"x"', '{"camera":7,"quiet":"no"}'].map(readChosen)).toStrictEqual(
      Array(6).fill(fresh),
    );
  });

  it('are kept one by one', () => {
    const stored = JSON.stringify({ ...fresh, camera: 'usb' });
    expect(readChosen(stored)).toStrictEqual({ ...fresh, camera: 'usb' });
  });
});

describe('how loud a microphone is', () => {
  const tone = (volume: number): Float32Array =>
    Float32Array.from({ length: 1024 }, (_, at) => volume * Math.sin(at / 7));

  it('is nothing for silence, all for a voice close by, and between them for a quiet one', () => {
    expect(loudnessOf(new Float32Array(1024))).toBe(0);
    expect(loudnessOf(tone(0.001))).toBe(0);
    expect(loudnessOf(tone(0.03))).toBeGreaterThan(0.3);
    expect(loudnessOf(tone(0.03))).toBeLessThan(0.7);
    expect(loudnessOf(tone(0.9))).toBe(1);
  });
});

describe('what the check says of the way', () => {
  it.each([
    [8_000_000, 'well'],
    [1_200_000, 'well'],
    [512_000, 'narrow'],
    [200_000, 'narrow'],
    [60_000, 'sound-only'],
  ])('that carries %d bits a second is: %s', (rate, is) => {
    expect(wayOf({ rate, roundTrip: 20 })).toMatchObject({ is });
  });

  it('that is not there is: unreachable', () => {
    expect(wayOf(null)).toStrictEqual({ is: 'unreachable' });
  });

  it('keeps nobody from a consult who has a microphone', () => {
    expect(isHopeless({ is: 'trouble', trouble: 'busy' })).toBe(true);
    expect(isHopeless({ is: 'well' })).toBe(false);
  });
});

describe('a device of a call that goes on', () => {
  const chosen = { camera: 'usb', microphone: null, speaker: null, quiet: true };
  const plugged = [
    { kind: 'videoinput', deviceId: 'usb' },
    { kind: 'videoinput', deviceId: 'lid' },
  ] as const;

  it('is opened again when another of its kind is chosen, the microphone also for its noise; never for a loudspeaker', () => {
    expect(chosenAnew(chosen, { ...chosen, camera: 'lid' })).toEqual(['video']);
    expect(chosenAnew(chosen, { ...chosen, microphone: 'head' })).toEqual(['audio']);
    expect(chosenAnew(chosen, { ...chosen, quiet: false })).toEqual(['audio']);
    expect(chosenAnew(chosen, { ...chosen, speaker: 'room' })).toEqual([]);
  });

  it('is opened again when the chosen one is back, or when any comes where none was; not otherwise', () => {
    const is = (
      device: string | null,
      isMissing = false,
      there: readonly (typeof plugged)[number][] = plugged,
    ) => isBack('video', { device, isMissing }, there, chosen);
    expect([is('lid'), is(null, true)]).toEqual([true, true]);
    expect([is('usb'), is('lid', false, [plugged[1]]), is(null, true, []), is(null)]).toEqual(
      Array(4).fill(false),
    );
    expect(isBack('audio', { device: null, isMissing: true }, plugged, chosen)).toBe(false);
  });
});

describe('somebody who is muted', () => {
  const [voice, room] = [0.7, 0.1];
  const after = (...levels: readonly number[]) => levels.reduce(heardMuted, SILENT).isTalking;
  const tenths = (count: number, level: number): readonly number[] => Array<number>(count).fill(level);

  it('is told so when they talk, and not for a cough or a noisy room', () => {
    expect(after(...tenths(6, voice))).toBe(true);
    expect(after(...tenths(4, voice), ...tenths(20, room), ...tenths(4, voice))).toBe(false);
    expect(after(...tenths(200, room))).toBe(false);
  });

  it('is told so through the pauses between words, and no longer once they are silent', () => {
    expect(after(...tenths(8, voice), ...tenths(15, room))).toBe(true);
    expect(after(...tenths(8, voice), ...tenths(31, room))).toBe(false);
  });
});
