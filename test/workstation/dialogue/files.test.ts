/** Files in a dialogue: over the connection when both are there, through the giver's node otherwise, once and whole. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { close, remove, say } from '../../../src/workstation/core/dialogue/conversation.ts';
import { giveAttached } from '../../../src/workstation/core/dialogue/files/give.ts';
import { givenViewOf } from '../../../src/workstation/core/dialogue/files/view.ts';
import { attachedContent } from '../../../src/workstation/core/attachments/content.ts';
import { decodeAbout } from '../../../src/workstation/core/attachments/draft.ts';
import { hashOf, wholeOfFile } from '../../../src/workstation/core/attachments/files.ts';
import type { GivenFile } from '../../../src/consult/givenFiles.ts';
import { toMessageId } from '../../../src/consult/ids.ts';
import { sealedSize } from '../../../src/crypto/attachment.ts';
import { toBlobId } from '../../../src/crypto/ids.ts';
import type { GivenState } from '../../../src/replica/desk/dialogueGiven.ts';
import { ctSlice } from '../../support/ctSeries.ts';
import { attach, attachAs } from './support/attaching.ts';
import { sound } from './support/sound.ts';
import { connected, isCalm } from './support/connected.ts';
import type { Seat } from './support/seat.ts';
import { settle, talking, textsOf, three } from './support/talking.ts';

const MIB = 1024 * 1024;
const STUDY = { series: '1.2.826.0.1.3680043.8.498.77.3', slices: 101, side: 8 };

/** The newest message with files at a seat. */
function newest(seat: Seat, request: Uint8Array) {
  const { id } = seat.desk.dialogues.find(request) ?? { id: 0 };
  const rows = seat.desk.messages.page(id, { before: null, search: '', limit: 100 });
  const found = rows.find((row) => seat.desk.given.of(row.id) !== null);
  return found === undefined ? null : { ...found, given: seat.desk.given.of(found.id) };
}

function stateOf(seat: Seat, request: Uint8Array): GivenState | undefined {
  return newest(seat, request)?.given?.state;
}

/** What a receiver's viewer would be handed, by name, as hashes. */
async function contents(seat: Seat, request: Uint8Array): Promise<readonly (readonly [string, string])[]> {
  const message = newest(seat, request);
  const rows = message === null ? [] : seat.desk.given.files(message.id);
  return Promise.all(
    rows.map(async ({ about, blob, blobSize }) => {
      const named = decodeAbout(about);
      const file = { id: blob, size: blobSize };
      return [named.title, toHex(hashOf(await wholeOfFile(seat.files, { ...named, file })))] as const;
    }),
  );
}

async function give(seat: Seat, request: Uint8Array): Promise<Uint8Array> {
  const id = giveAttached(seat.ports, request);
  seat.service.transfers.refresh();
  seat.service.wake();
  return id;
}

async function atRest() {
  const world = three();
  const request = await talking(world);
  const both = [world.li, world.wang] as const;
  await settle(both, () => isCalm(both));
  return { ...world, request, both };
}

describe('files of a dialogue', () => {
  it('go over the connection while both are there, and nothing of them to a node', async () => {
    const { both, li, post, request, wang, wire } = await connected();
    const [one, other] = [sound(3 * MIB, 'one'), sound(70_000, 'other')];
    await attach(li, request, '心音.wav', one);
    await attach(li, request, '肺音.wav', other);
    await give(li, request);
    await settle(both, () => stateOf(li, request) === 'whole' && isCalm(both));
    expect(stateOf(wang, request)).toBe('whole');
    expect(await contents(wang, request)).toEqual([
      ['心音.wav', toHex(hashOf(one))],
      ['肺音.wav', toHex(hashOf(other))],
    ]);
    expect(wire.bulk).toBeGreaterThan(one.length + other.length);
    expect([post.blobs.whole.size, post.blobs.given]).toEqual([0, 0]);
    expect(wang.desk.requests.refused(9)).toEqual([]);
    // Nothing of it is on either disk but sealed, under its hash.
    expect(wang.files.parts()).toEqual([]);
  });

  it('wait at the node of the giver for a colleague who is not there', async () => {
    const { both, li, post, request, wang } = await atRest();
    const bytes = sound(2 * MIB, 'later');
    await attach(li, request, 'later.wav', bytes);
    await give(li, request);
    await settle(both, () => post.blobs.whole.size === 1);
    const sealed = [...post.blobs.whole.values()][0];
    await settle(both, () => stateOf(li, request) === 'whole');
    expect(await contents(wang, request)).toEqual([['later.wav', toHex(hashOf(bytes))]]);
    // Their node keeps nothing that nobody will fetch any more.
    await settle(both, () => post.blobs.whole.size === 0);
    expect(Buffer.from(sealed ?? []).includes(Buffer.from(bytes.subarray(200, 264)))).toBe(false);
  });

  it.each(['deleted', 'over'] as const)(
    'do not stay at the node when their message or dialogue is %s, also when that was away meanwhile',
    async (what) => {
      const { li, post, request, wang } = await atRest();
      await wang.service.stop();
      await attach(li, request, 'away.wav', sound(MIB, 'away'));
      const id = await give(li, request);
      await settle([li], () => post.blobs.whole.size === 1);
      post.blobs.isAway = true;
      if (what === 'deleted') remove(li.ports, request, id);
      else close(li.ports, request, 'dialogue-closed');
      li.service.transfers.sweep();
      await li.service.transfers.takeBack();
      expect(post.blobs.whole.size).toBe(1);
      post.blobs.isAway = false;
      await settle([li], () => post.blobs.whole.size === 0 && li.desk.given.away(9).length === 0);
    },
  );

  it('do not stay at the node when its doctor was logged out as the last of them arrived there', async () => {
    const { li, post, request, wang } = await atRest();
    await wang.service.stop();
    await attach(li, request, 'locked.wav', sound(MIB, 'locked'));
    // The program ends between the node's last byte and its answer.
    const { transfers } = post.blobs;
    const upload = transfers.upload.bind(transfers);
    const arrived = new Promise<void>((resolve) => {
      transfers.upload = async (...asked) => {
        await upload(...asked);
        resolve();
        return new Promise(() => undefined);
      };
    });
    await give(li, request);
    await arrived;
    expect(post.blobs.whole.size).toBe(1);
    transfers.upload = upload;
    // Nothing is brought any more when the doctor is back, so that nothing finds out that it is there.
    close(li.ports, request, 'dialogue-closed');
    li.restart();
    await settle([li], () => post.blobs.whole.size === 0);
    expect(li.desk.given.away(9)).toEqual([]);
  });

  it('wait, and say why, while the disk of whoever takes them is full, and go on where they were', async () => {
    const { both, li, request, wang } = await atRest();
    const bytes = sound(4 * MIB, 'full');
    const grow = wang.files.grow.bind(wang.files);
    let room = 2 * MIB;
    wang.files.grow = async (part) => {
      const file = await grow(part);
      const append = file.append.bind(file);
      file.append = async (piece) => {
        room -= piece.length;
        if (room < 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
        return append(piece);
      };
      return file;
    };
    await attach(li, request, 'full.wav', bytes);
    await give(li, request);
    await settle(both, () => newest(wang, request)?.given?.trouble === 'storage-full');
    const message = newest(wang, request);
    const view = givenViewOf(wang.ports, { id: message?.id ?? 0, mine: false }, () => 0);
    expect(view).toMatchObject({ state: 'paused', trouble: 'storage-full' });
    expect(wang.log.join('')).toContain('"code":"storage-full"');
    const [part] = wang.files.parts();
    expect(wang.files.partSize(part ?? '') ?? 0).toBeGreaterThan(MIB);
    // Room again, and the doctor goes on with it.
    room = Number.POSITIVE_INFINITY;
    wang.desk.given.setPaused(message?.id ?? 0, false);
    wang.service.transfers.refresh();
    await settle(both, () => stateOf(li, request) === 'whole');
    expect(newest(wang, request)?.given?.trouble).toBeNull();
    expect(await contents(wang, request)).toEqual([['full.wav', toHex(hashOf(bytes))]]);
  });

  it('move from the node to the connection and back in the middle of a file, without asking for a byte twice', async () => {
    const { both, li, post, request, wang, wire } = await connected();
    const bytes = sound(7 * MIB, 'on the move');
    await attach(li, request, 'film.wav', bytes);
    await give(li, request);
    const have = (): number => {
      const [row] = wang.desk.given.files(newest(wang, request)?.id ?? 0);
      return row === undefined ? 0 : wang.service.transfers.moved(request, row.blob);
    };
    await settle(both, () => have() > MIB);
    const overWire = have();
    wire.pull();
    await settle(both, () => have() > overWire + MIB && post.blobs.given > 0);
    const fromNode = post.blobs.given;
    wire.want(wang, request);
    await settle(both, () => stateOf(li, request) === 'whole');
    expect(await contents(wang, request)).toEqual([['film.wav', toHex(hashOf(bytes))]]);
    // The node gave no more than what the connection had not brought, but for the piece at which it was cut off.
    expect(post.blobs.given).toBeLessThan(bytes.length - overWire + MIB);
    expect(fromNode).toBeGreaterThan(0);
  });

  it.each(['giver', 'receiver'] as const)(
    'go on from where they were when the %s begins again',
    async (who) => {
      const { both, li, request, wang, wire } = await connected();
      const bytes = sound(5 * MIB, who);
      await attach(li, request, 'long.wav', bytes);
      await give(li, request);
      await settle(both, () => wire.bulk > 2 * MIB);
      const seat = who === 'giver' ? li : wang;
      wire.pull();
      await seat.service.stop();
      seat.restart();
      const kept = wire.bulk;
      wire.want(wang, request);
      await settle(both, () => stateOf(li, request) === 'whole');
      expect(await contents(wang, request)).toEqual([['long.wav', toHex(hashOf(bytes))]]);
      expect(wire.bulk - kept).toBeLessThan(bytes.length);
    },
  );

  it('wait for a call, and go on after it', async () => {
    const { both, li, request, wang, wire } = await connected();
    const bytes = sound(6 * MIB, 'call');
    await attach(li, request, 'call.wav', bytes);
    await give(li, request);
    await settle(both, () => wire.bulk > MIB);
    for (const seat of both) seat.service.transfers.call(true);
    const during = wire.bulk;
    for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(wire.bulk - during).toBeLessThan(MIB);
    expect(stateOf(wang, request)).toBe('wanted');
    for (const seat of both) seat.service.transfers.call(false);
    await settle(both, () => stateOf(li, request) === 'whole');
    expect(await contents(wang, request)).toEqual([['call.wav', toHex(hashOf(bytes))]]);
  });

  it('are asked about before a large one is taken, and can be paused by either side', async () => {
    const { both, li, request, wang, wire } = await connected();
    const bytes = sound(33 * MIB, 'large');
    await attach(li, request, 'large.wav', bytes);
    await give(li, request);
    await settle(both, () => stateOf(wang, request) === 'offered');
    const { id } = newest(wang, request) ?? { id: 0 };
    const before = wire.bulk;
    const set = (seat: Seat, change: () => void): void => {
      change();
      seat.service.transfers.refresh();
    };
    set(wang, () => wang.desk.given.setState(id, 'wanted'));
    await settle(both, () => wire.bulk > before + 2 * MIB);
    set(wang, () => wang.desk.given.setPaused(id, true));
    for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const paused = wire.bulk;
    for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(wire.bulk - paused).toBeLessThan(MIB);
    set(wang, () => wang.desk.given.setPaused(id, false));
    await settle(both, () => wire.bulk > paused);
    const own = newest(li, request)?.id ?? 0;
    set(li, () => li.desk.given.setPaused(own, true));
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const waiting = wire.bulk;
    set(li, () => li.desk.given.setPaused(own, false));
    await settle(both, () => stateOf(li, request) === 'whole');
    expect(wire.bulk).toBeGreaterThan(waiting);
  });

  it('bring a study of hundreds of images as one message, which is asked about first', async () => {
    const { both, li, request, wang } = await connected();
    const slices = Array.from({ length: STUDY.slices }, (_, index) => ctSlice(STUDY, index));
    for (const [index, slice] of slices.entries()) await attach(li, request, `${String(index)}.dcm`, slice);
    await give(li, request);
    const named = () => wang.desk.given.files(newest(wang, request)?.id ?? 0);
    await settle(both, () => named().length === STUDY.slices);
    expect(stateOf(wang, request)).toBe('offered');
    wang.desk.given.setState(newest(wang, request)?.id ?? 0, 'wanted');
    wang.service.transfers.refresh();
    await settle(both, () => stateOf(li, request) === 'whole');
    const places = named().map(({ about }) => decodeAbout(about).place);
    expect(places.map((place) => place?.series)).toEqual(slices.map(() => STUDY.series));
    expect(places.map((place) => place?.number)).toEqual(slices.map((_, index) => index + 1));
    const [first] = await contents(wang, request);
    expect(first).toEqual(['0.dcm', toHex(hashOf(attachedContent(slices[0] ?? new Uint8Array(0)).bytes))]);
    // Named in more than one message of the ratchet, and shown as one.
    expect(textsOf(wang, request).filter((text) => text.endsWith('.dcm'))).toEqual(['<0.dcm']);
  });

  it('go from both disks when their message is deleted, also in the middle', async () => {
    const { both, li, request, wang, wire } = await connected();
    await attach(li, request, 'gone.wav', sound(6 * MIB, 'gone'));
    const message = await give(li, request);
    await settle(both, () => wire.bulk > MIB);
    remove(li.ports, request, message);
    li.service.transfers.sweep();
    li.service.wake();
    await settle(both, () => newest(wang, request)?.deleted !== null && wang.files.parts().length === 0);
    expect([li.files.names(), wang.files.names()]).toEqual([[], []]);
  });
});

describe('a colleague whose workstation was tampered with', () => {
  const exe = Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 255, 255]);

  it('gives no program under the name and kind of a picture', async () => {
    const { both, li, request, wang } = await connected();
    await attachAs(li, request, { name: 'photo.jpg', contentType: 'image/jpeg', bytes: exe });
    await give(li, request);
    await settle(both, () => stateOf(wang, request) === 'refused');
    const [row] = wang.desk.given.files(newest(wang, request)?.id ?? 0);
    expect(row).toMatchObject({ state: 'refused', code: 'attachment-kind' });
    expect([wang.files.names(), wang.files.parts()]).toEqual([[], []]);
    expect(stateOf(li, request)).toBe('wanted');
  });

  it('gives no sound that says to be a document', async () => {
    const { both, li, request, wang } = await connected();
    await attachAs(li, request, { name: 'a.pdf', contentType: 'application/pdf', bytes: sound(5_000, 'x') });
    await give(li, request);
    await settle(both, () => stateOf(wang, request) === 'refused');
    expect(wang.files.names()).toEqual([]);
  });

  const NAMES: readonly (readonly [string, string])[] = [
    ['../../../etc/passwd.wav', 'passwd.wav'],
    ['C:\\Windows\\system32\\a.wav', 'a.wav'],
    ['report\u202Efdp.wav', 'reportfdp.wav'],
    ['a\u0000b\nc.jpg.wav', 'abc.jpg.wav'],
    ['x.jpg.exe', 'x.jpg.exe'],
    [`${'x'.repeat(150)}.wav`, `${'x'.repeat(83)}…${'x'.repeat(12)}.wav`],
  ];

  it('names its files so that a person can read it, and no disk or program is misled', async () => {
    const { both, li, request, wang } = await connected();
    for (const [name] of NAMES)
      await attachAs(li, request, { name, contentType: 'audio/wav', bytes: sound(1_000, name) });
    await give(li, request);
    await settle(both, () => stateOf(wang, request) === 'whole');
    expect((await contents(wang, request)).map(([title]) => title)).toEqual(NAMES.map(([, shown]) => shown));
    expect(newest(wang, request)?.text).toBe('passwd.wav');
  });

  it('has its files compared with what it named, and thrown away when they are something else', async () => {
    const { both, li, post, request, wang } = await atRest();
    await attach(li, request, 'altered.wav', sound(2 * MIB, 'altered'));
    post.blobs.isAway = true;
    await give(li, request);
    await settle(both, () => stateOf(wang, request) === 'wanted' && isCalm(both));
    post.blobs.isAway = false;
    const { transfers } = li.service;
    li.minutePasses();
    await settle(both, () => post.blobs.whole.size === 1);
    for (const blob of post.blobs.whole.values()) blob[1_500_000] = (blob[1_500_000] ?? 0) ^ 1;
    transfers.refresh();
    await settle(both, () => stateOf(wang, request) === 'refused');
    const [row] = wang.desk.given.files(newest(wang, request)?.id ?? 0);
    expect(row?.code).toBe('attachment-altered');
    expect(wang.files.names()).toEqual([]);
  });

  it('gives no more than the limit of all that colleagues may give, whatever it says is still to come', async () => {
    const { both, li, request, wang } = await connected();
    const size = 4_000_000_000;
    const file = (number: number): GivenFile => ({
      title: `${String(number)}.wav`,
      contentType: 'audio/wav',
      size,
      sha256: new Uint8Array(32).fill(number),
      blob: toBlobId(new Uint8Array(32).fill(number)),
      blobSize: sealedSize(size),
      key: new Uint8Array(32).fill(number),
      place: null,
    });
    const names = [1, 2].map((number) => toMessageId(new Uint8Array(16).fill(number)));
    // 60 GB, which wait to be asked about, and 12 more.
    for (const [at, count] of [15, 3].entries())
      say(li.ports, request, {
        kind: 'files',
        is: 'files',
        id: names[at] ?? toMessageId(new Uint8Array(16)),
        time: li.ports.clock.now(),
        count,
        from: 0,
        files: Array.from({ length: count }, (_, index) => file(20 * at + index + 1)),
      });
    li.service.wake();
    await settle(both, () => wang.desk.requests.refused(9).length === 1);
    expect(wang.desk.requests.refused(9)[0]?.code).toBe('dialogue-files-full');
    expect(wang.desk.given.bytesOfOthers()).toBe(15 * sealedSize(size));
    expect(stateOf(wang, request)).toBe('refused');
  });

  it('is given nothing that was not given in this dialogue', async () => {
    const { li, request, wang } = await connected();
    const bytes = sound(5_000, 'of another');
    await attach(wang, request, 'mine.wav', bytes);
    const [attached] = wang.desk.attachments.list({
      doctor: wang.person.id,
      visit: request as Parameters<typeof wang.desk.attachments.list>[0]['visit'],
    });
    const blob = attached?.file.id ?? new Uint8Array(32);
    const ask = Buffer.concat([
      Uint8Array.of(1),
      blob,
      new Uint8Array(8),
      Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 9]),
    ]);
    expect(wang.service.transfers.heard(request, new Uint8Array(ask))).toBe(true);
    const answer = await wang.service.transfers.next(request);
    expect(toHex(answer ?? new Uint8Array(0))).toBe(`04${toHex(blob)}`);
    expect(li.desk.requests.refused(9)).toEqual([]);
  });
});
