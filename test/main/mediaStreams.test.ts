/** Films and sounds for the page: in ranges, to whoever was given an address, and to nobody after the desk was locked. */
import { describe, expect, it } from 'vitest';
import { MediaStreams, type Played } from '../../main/mediaStreams.ts';
import type { AskCore } from '../../main/requests.ts';

const CONTENT = Uint8Array.from({ length: 5_000_000 }, (_, index) => index % 251);
const film: Played = {
  of: { kind: 'draft', visit: 'ab'.repeat(32) },
  id: 3,
  size: CONTENT.length,
  contentType: 'video/webm',
};

interface Range {
  readonly from: number;
  readonly length: number;
}

function streams() {
  const asked: unknown[] = [];
  let answers = true;
  const core: AskCore = async (channel, args) => {
    asked.push([channel, args]);
    if (!answers) return await Promise.resolve({ ok: false, code: 'locked', detail: {} });
    const { from, length } =
      channel === 'attachment/range' ? (args as Range) : (args as { readonly range: Range }).range;
    return await Promise.resolve({ ok: true, value: { bytes: CONTENT.slice(from, from + length) } });
  };
  let seed = 0;
  const media = new MediaStreams(core, (length) => new Uint8Array(length).fill((seed += 1)));
  const get = async (address: string, range?: string, method = 'GET'): Promise<Response> =>
    await media.answer({
      url: `app://consilium/${address}`,
      method,
      headers: new Headers(range === undefined ? {} : { range }),
    });
  return { asked, get, media, refuse: () => (answers = false) };
}

describe('what the page plays', () => {
  it('comes in parts of 4 MiB at most, each from where the player asks, and is cached nowhere', async () => {
    const { asked, get, media } = streams();
    const { address } = media.play(film);
    const first = await get(address);
    expect([first.status, first.headers.get('content-range')]).toEqual([206, 'bytes 0-4194303/5000000']);
    const last = await get(address, 'bytes=4900000-4999999');
    expect([last.status, last.headers.get('content-range')]).toEqual([206, 'bytes 4900000-4999999/5000000']);
    expect(new Uint8Array(await last.arrayBuffer())).toEqual(CONTENT.slice(4_900_000));
    expect(last.headers.get('cache-control')).toBe('no-store');
    expect(last.headers.get('content-type')).toBe('video/webm');
    expect(asked.at(-1)).toEqual([
      'attachment/range',
      { of: film.of, id: 3, from: 4_900_000, length: 100_000 },
    ]);
  });

  it('comes in such parts to the patient and to a grantee as well', async () => {
    const { asked, get, media } = streams();
    const of = { kind: 'patient', handle: 'h', statement: 'cd'.repeat(32), leaf: 0 } as const;
    const { address } = media.play({ ...film, of });
    const part = await get(address, 'bytes=4900000-');
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(CONTENT.slice(4_900_000));
    const range = { from: 4_900_000, length: 100_000 };
    expect(asked).toEqual([
      ['patient/image', { handle: 'h', statement: of.statement, leaf: 0, id: 3, range }],
    ]);
  });

  it('is refused beyond its end, by any other method, and under any other address', async () => {
    const { get, media } = streams();
    const { address } = media.play(film);
    expect((await get(address, 'bytes=5000000-')).status).toBe(416);
    expect((await get(address, 'bytes=-5')).status).toBe(416);
    expect((await get(address, undefined, 'POST')).status).toBe(405);
    expect((await get(`media/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await get('media/')).status).toBe(404);
    expect((await get(`other/${address}`)).status).toBe(404);
  });

  it('is refused once the viewer is closed, the account locked, or the core says no', async () => {
    const { get, media, refuse } = streams();
    const closed = media.play(film);
    media.stop(closed);
    expect((await get(closed.address)).status).toBe(404);
    const locked = media.play(film);
    media.clear();
    expect((await get(locked.address)).status).toBe(404);
    const refused = media.play(film);
    refuse();
    expect((await get(refused.address)).status).toBe(403);
  });

  it('is eight at once; the oldest address ends first', async () => {
    const { get, media } = streams();
    const first = media.play(film);
    const others = Array.from({ length: 8 }, () => media.play(film));
    expect((await get(first.address)).status).toBe(404);
    expect((await get(others[0]?.address ?? '')).status).toBe(206);
  });
});
