import { describe, expect, it } from 'vitest';
import { GRACE_MS, Opener, Sealer, WINDOW, type MediaKey } from '../../../src/consult/sframe/sealer.ts';
import { BASE_KEY, MEDIA_SUITE } from '../../../src/consult/sframe/suite.ts';

const META = Uint8Array.of(1);

describe('frames of one sender', () => {
  it('go through sealed, and come out as they were', async () => {
    const { opener, sealer } = await ends();
    const frame = await seal(sealer, 'a face');
    expect(Buffer.from(frame).includes('a face')).toBe(false);
    expect(await opened(opener, frame)).toBe('a face');
  });

  it('never have the counter of another one, also where several are sealed at once (F1)', async () => {
    const { sealer } = await ends();
    const frames = await Promise.all(Array.from({ length: 500 }, async () => seal(sealer, 'the same')));
    expect(new Set(frames.map((frame) => Buffer.from(frame).toString('hex'))).size).toBe(500);
  });

  it('do not go once the key is at its end (F2)', async () => {
    const sealer = await Sealer.of(MEDIA_SUITE, key(1), 2n);
    const content = Uint8Array.from([1]);
    const sealed = [1, 2, 3].map(async () => sealer.seal(content, META));
    expect((await Promise.all(sealed)).map((frame) => frame !== null)).toStrictEqual([true, true, false]);
  });

  it('are opened once, in whatever order they come (F3)', async () => {
    const { opener, sealer } = await ends();
    const frames = await sealMany(sealer, 10);
    for (const index of [3, 1, 2, 9, 0]) expect(await opened(opener, frames[index])).toBe(String(index));
    for (const index of [3, 0, 9, 1]) expect(await opened(opener, frames[index])).toBe('sframe-repeated');
    expect(await opened(opener, frames[8])).toBe('8');
    const [first, again] = [opened(opener, frames[7]), opened(opener, frames[7])];
    expect(await Promise.all([first, again])).toStrictEqual(['7', 'sframe-repeated']);
  });

  it('are not opened when they come too late to be told from repeated ones (F3)', async () => {
    const { opener, sealer } = await ends();
    const frames = await sealMany(sealer, Number(WINDOW) + 2);
    await opened(opener, frames.at(-1));
    expect(await opened(opener, frames[0])).toBe('sframe-repeated');
    expect(await opened(opener, frames[1])).toBe('sframe-repeated');
    expect(await opened(opener, frames[2])).toBe('2');
  });

  it('are dropped where their key is not known, or one bit of them is another (F4)', async () => {
    const { opener, sealer } = await ends();
    const stranger = await Sealer.of(MEDIA_SUITE, key(2));
    expect(await opened(opener, await seal(stranger, 'x'))).toBe('sframe-unknown-key');
    const frame = await seal(sealer, 'a face');
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const changed = frame.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await opened(opener, changed)).toMatch(/^sframe-(?:forged|unknown-key|malformed)$/u);
    }
    expect(await opener.open(frame, Uint8Array.of(0), 0)).toBe('sframe-forged');
    for (let length = 0; length < frame.length; length += 1)
      expect(await opened(opener, frame.slice(0, length))).toMatch(/^sframe-/u);
    // F5: nothing of it has moved the window.
    expect(await opened(opener, frame)).toBe('a face');
  });

  it('that are plain are never passed on (F4)', async () => {
    const { opener } = await ends();
    const plain = Uint8Array.from(Buffer.from('\x10\x02\x00\x9d\x01\x2a plain VP8 that nobody sealed'));
    expect(await opened(opener, plain)).toMatch(/^sframe-/u);
  });
});

describe('a change of keys', () => {
  it('opens the frames of both for a while, then none of the old key (F6)', async () => {
    const { opener, sealer } = await ends();
    const next = key(5, 1);
    await opener.add(next);
    const after = await Sealer.of(MEDIA_SUITE, next);
    const [late, later, last] = await sealMany(sealer, 3);
    expect(await opened(opener, late, 1_000)).toBe('0');
    // The grace begins when the new key was used, not when it was known.
    expect(await opened(opener, await seal(after, 'new'), 60_000)).toBe('new');
    expect(await opened(opener, later, 60_000 + GRACE_MS - 1)).toBe('1');
    expect(await opened(opener, last, 60_000 + GRACE_MS)).toBe('sframe-unknown-key');
  });

  it('does not open what the new key sealed with the old one', async () => {
    const { opener } = await ends();
    const forged = await Sealer.of(MEDIA_SUITE, { ...key(5, 1), baseKey: new Uint8Array(BASE_KEY) });
    await opener.add(key(5, 1));
    expect(await opened(opener, await seal(forged, 'x'))).toBe('sframe-forged');
  });

  it('is taken once for a KID, and never back to an epoch that is over (F7)', async () => {
    const { opener } = await ends();
    expect(await opener.add({ ...key(1), baseKey: new Uint8Array(BASE_KEY) })).toBe(false);
    const [second, third] = [key(5, 1), key(9, 2)];
    expect(await opener.add(third)).toBe(true);
    await opened(opener, await seal(await Sealer.of(MEDIA_SUITE, third), 'x'));
    expect(await opener.add(second)).toBe(false);
    expect(await opener.add({ ...key(13, 3), baseKey: new Uint8Array(31) })).toBe(false);
  });

  it('may follow another within the grace, and the first key ends then', async () => {
    const { opener, sealer } = await ends();
    const [old] = await sealMany(sealer, 1);
    for (const next of [key(5, 1), key(9, 2)]) {
      await opener.add(next);
      await opened(opener, await seal(await Sealer.of(MEDIA_SUITE, next), 'x'), 100);
    }
    expect(await opened(opener, old, 101)).toBe('sframe-unknown-key');
  });

  it('cannot be asked for without end', async () => {
    const { opener } = await ends();
    const taken = Array.from({ length: 20 }, (_, index) => key(100 + index, index + 1));
    const answers: boolean[] = [];
    for (const one of taken) answers.push(await opener.add(one));
    expect(answers.filter(Boolean)).toHaveLength(7);
  });
});

function key(kid: number, epoch = 0): MediaKey {
  return {
    kid,
    epoch,
    baseKey: Uint8Array.from({ length: BASE_KEY }, (_, index) => (index * 7 + kid) % 251),
  };
}

async function ends() {
  const opener = new Opener(MEDIA_SUITE);
  await opener.add(key(1));
  return { opener, sealer: await Sealer.of(MEDIA_SUITE, key(1)) };
}

async function seal(sealer: Sealer, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const frame = await sealer.seal(Uint8Array.from(Buffer.from(text)), META);
  if (frame === null) throw new Error('the key is at its end');
  return frame;
}

async function sealMany(sealer: Sealer, count: number): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let index = 0; index < count; index += 1) frames.push(await seal(sealer, String(index)));
  return frames;
}

async function opened(opener: Opener, frame: Uint8Array<ArrayBuffer> | undefined, now = 0): Promise<string> {
  const content = await opener.open(frame ?? new Uint8Array(), META, now);
  return typeof content === 'string' ? content : Buffer.from(content).toString();
}
