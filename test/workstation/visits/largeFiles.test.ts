/** Files that are taken to a note piece by piece: sealed on the way, gone on with after a restart, and nothing else. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { attachedContent } from '../../../src/workstation/core/attachments/content.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { joined } from '../../support/dicom.ts';
import { box, mp4, webm } from '../../support/mediaFiles.ts';
import { clearPieces, noise, takeUpTo, takeWhole } from '../support/largeFiles.ts';
import { item, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const MIB = 0x10_0000;
const PLACE = 'GPS+39.1042+117.1865/';

/** A film of some MiB; where it was taken stands before and behind its samples. */
function film(seed = 1): Uint8Array<ArrayBuffer> {
  const said = box('udta', new TextEncoder().encode(PLACE));
  return Uint8Array.from(joined(mp4('vide', PLACE), box('mdat', noise(5 * MIB, seed)), said));
}

interface OpenVisit {
  readonly story: Story;
  readonly patient: Patient;
  readonly li: TestCore;
  readonly visit: string;
}

async function openVisit(): Promise<OpenVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 1 });
  const li = await story.doctor();
  return { story, patient, li, visit: await openWith(li, item(patient.cards, 1)) };
}

/** All of an attachment, range by range. */
async function contentOf(core: TestCore, visit: string, id: number, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < size; from += 4 * MIB) {
    const of = { kind: 'draft', visit } as const;
    parts.push((await core['attachment/range']({ of, id, from, length: 4 * MIB })).bytes);
  }
  return joined(...parts);
}

describe('a film that is taken in pieces', () => {
  it('is what it is taken whole, is signed with the note, and is in the clear on no disk at any time', async () => {
    const { li, patient, story, visit } = await openVisit();
    const bytes = film();
    const folders = [join(story.machine('x'), '..')];
    // The folder for temporary files is searched with all others.
    const temporary = story.machine('temporary');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const chosen = { visit, name: '步态.mp4', bytes };
    await takeUpTo(li, chosen, 3 * MIB);
    expect(clearPieces(folders, bytes)).toEqual([]);
    const { added, patient: whose } = await takeWhole(li, chosen);
    expect(added).toMatchObject({
      title: '步态.mp4',
      kind: 'video',
      contentType: 'video/mp4',
      size: bytes.length,
    });
    expect(whose).toBe('unknown');
    const cleaned = attachedContent(bytes).bytes;
    expect(Buffer.compare(await contentOf(li, visit, added.id, bytes.length), cleaned)).toBe(0);
    expect(clearPieces(folders, bytes)).toEqual([]);
    const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    const of = { kind: 'own', statement } as const;
    const read = await li['attachment/read']({ of, id: 0 });
    expect(Buffer.compare(read.bytes, cleaned)).toBe(0);
    expect(clearPieces(folders, bytes)).toEqual([]);
    // The node has it: here nothing of it is needed any more.
    expect(li.session.files.names()).toEqual([]);
    // The same search finds what somebody left.
    const left = join(story.machine('x'), '..', 'left');
    writeFileSync(left, bytes.subarray(2 * MIB));
    expect(clearPieces(folders, bytes)).toEqual([left]);
  });

  it('goes on after a restart where it was, with the same file and with no other', async () => {
    const { li, story, visit } = await openVisit();
    const chosen = { visit, name: 'a.mp4', bytes: film() };
    await takeUpTo(li, chosen, 3 * MIB + 1000);
    await li.session.files.close();
    li.close();
    const again = await story.open(story.world.li);
    const [half] = await again['attachment/uploads']({ visit });
    expect(half).toMatchObject({
      name: 'a.mp4',
      size: chosen.bytes.length,
      taken: 3 * MIB - 8,
      isTaking: false,
    });

    const other = { visit, name: 'a.mp4', bytes: film(2) };
    expect(await codeOfAsync(takeUpTo(again, other, 1))).toBe('attachment-other-file');
    const upload = half?.upload ?? 0;
    const ahead = again['attachment/piece']({ visit, upload, at: 3 * MIB - 8, bytes: new Uint8Array(9) });
    expect(await codeOfAsync(ahead)).toBe('attachment-offset');

    const { added } = await takeWhole(again, chosen);
    const cleaned = attachedContent(chosen.bytes).bytes;
    expect(Buffer.compare(await contentOf(again, visit, added.id, added.size), cleaned)).toBe(0);
    expect(await again['attachment/uploads']({ visit })).toEqual([]);
  });

  it('goes on within what is cleaned behind its samples', async () => {
    const { li, story, visit } = await openVisit();
    const start = joined(webm(PLACE).subarray(0, -19));
    const tags = Uint8Array.of(0x12, 0x54, 0xc3, 0x67, 0x10, 0x30, 0, 0);
    const cluster = Uint8Array.of(0x1f, 0x43, 0xb6, 0x75, 0x81, 0);
    const bytes = Uint8Array.from(joined(start, cluster, tags, noise(0x30_0000), cluster));
    const chosen = { visit, name: 'b.webm', bytes };
    await takeUpTo(li, chosen, bytes.length);
    await li.session.files.close();
    li.close();
    const again = await story.open(story.world.li);
    const { added } = await takeWhole(again, chosen);
    const cleaned = attachedContent(bytes).bytes;
    expect(Buffer.compare(await contentOf(again, visit, added.id, added.size), cleaned)).toBe(0);
  });

  it('that is given up, or refused, leaves nothing behind', async () => {
    const { li, visit } = await openVisit();
    const parts = (): readonly string[] => li.session.files.parts();
    const upload = await takeUpTo(li, { visit, name: 'a.mp4', bytes: film() }, 2 * MIB);
    expect(parts()).toHaveLength(1);
    await li['attachment/abandon']({ visit, upload });
    expect(parts()).toEqual([]);
    const gone = li['attachment/piece']({ visit, upload, at: 0, bytes: new Uint8Array(1) });
    expect(await codeOfAsync(gone)).toBe('upload-unknown');

    const headless = Uint8Array.from(joined(box('ftyp', new Uint8Array(8)), box('mdat', noise(2 * MIB))));
    expect(await codeOfAsync(takeWhole(li, { visit, name: 'b.mp4', bytes: headless }))).toBe('media-damaged');
    const archive = Uint8Array.from(joined(new TextEncoder().encode('PK\x03\x04'), noise(2 * MIB)));
    expect(await codeOfAsync(takeWhole(li, { visit, name: 'c.mp4', bytes: archive }))).toBe(
      'attachment-kind',
    );
    expect(parts()).toEqual([]);
    expect(li.session.files.names()).toEqual([]);
    expect(await li['attachment/uploads']({ visit })).toEqual([]);
  });

  it('is refused at another place, with another size, and above what there is room for', async () => {
    const { li, visit } = await openVisit();
    const bytes = film();
    const upload = await takeUpTo(li, { visit, name: 'a.mp4', bytes }, MIB);
    const piece = (at: number, length: number) =>
      codeOfAsync(li['attachment/piece']({ visit, upload, at, bytes: bytes.slice(at, at + length) }));
    expect(await piece(2 * MIB, 10)).toBe('attachment-offset');
    expect(await codeOfAsync(li['attachment/finish']({ visit, upload }))).toBe('attachment-size');
    await takeUpTo(li, { visit, name: 'a.mp4', bytes }, bytes.length);
    const more = li['attachment/piece']({ visit, upload, at: bytes.length, bytes: new Uint8Array(1) });
    expect(await codeOfAsync(more)).toBe('attachment-size');
    const begin = (size: number, name = 'b.mp4') =>
      codeOfAsync(li['attachment/begin']({ visit, name, size }));
    expect(await begin(4_000_000_001)).toBe('attachment-too-large');
    for (const name of ['c', 'd', 'e', 'f']) await begin(4_000_000_000, name);
    expect(await begin(4_000_000_000, 'g')).toBe('attachments-full');
    // What has to be cleaned whole is held: a picture of so many bytes is none.
    const start = await li['attachment/begin']({ visit, name: 'h.png', size: 0x2000_0001 });
    const png = new TextEncoder().encode('\x89PNG\r\n\x1a\n');
    const large = li['attachment/piece']({ visit, upload: start.upload, at: 0, bytes: Uint8Array.from(png) });
    expect(await codeOfAsync(large)).toBe('attachment-too-large');
  });

  it('is a picture, and is cleaned when all of it is there', async () => {
    const { li, visit } = await openVisit();
    const segment = (marker: number, content: Uint8Array): Uint8Array =>
      joined(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content);
    const scan = noise(2 * MIB).map((byte) => byte & 0x7f);
    const said = segment(0xfe, new TextEncoder().encode(PLACE));
    const start = joined(Uint8Array.of(0xff, 0xd8), said, segment(0xda, new Uint8Array(9)));
    const bytes = Uint8Array.from(joined(start, scan, Uint8Array.of(0xff, 0xd9)));
    const { added } = await takeWhole(li, { visit, name: 'p.jpg', bytes });
    expect(added).toMatchObject({ kind: 'picture' });
    const content = await contentOf(li, visit, added.id, added.size);
    expect(Buffer.from(content).includes(PLACE)).toBe(false);
    expect(toHex(sha256(content))).toBe(toHex(sha256(attachedContent(bytes).bytes)));
    expect(li.session.files.parts()).toEqual([]);
  });
});

describe('what is on its way to the node', () => {
  it('waits while the doctor wants it, goes on where it was after a restart, and its record follows', async () => {
    const { li, patient, story, visit } = await openVisit();
    const bytes = Uint8Array.from(joined(mp4('vide', ''), box('mdat', noise(18 * MIB))));
    await takeWhole(li, { visit, name: '手术.mp4', bytes });
    const sending = async (core: TestCore) => (await core['attachment/sending']({}))[0];
    // After the first piece that the node has on its disk.
    li.watch.moved = () => {
      const [entry] = li.session.desk.outbox.unsettled();
      const [file] = entry === undefined ? [] : li.session.desk.outboxFiles.list(entry.id);
      const isThere = file !== undefined && (li.session.outbox.sending?.sent(file.id) ?? 0) > 0;
      if (isThere && entry !== undefined) void li['attachment/pause']({ id: String(entry.id), paused: true });
    };
    const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    const paused = await sending(li);
    expect(paused).toMatchObject({
      statement,
      state: 'paused',
      files: [{ title: '手术.mp4', state: 'waiting' }],
    });
    const blob = li.session.desk.outboxFiles.list(Number(paused?.id))[0]?.id;
    if (blob === undefined) throw new Error('a file that waits');
    const there = (await li.node.transfers.uploaded(blob)) ?? 0;
    expect(there).toBeGreaterThanOrEqual(8 * MIB);
    li.close();

    const again = await story.open(story.world.li);
    await again.sync();
    expect(await sending(again)).toMatchObject({ state: 'paused' });
    expect((await again['outbox/list']({}))[0]).toMatchObject({ state: 'signed-queued' });
    const told: number[] = [];
    again.watch.moved = () => void told.push(again.session.outbox.sending?.sent(blob) ?? 0);
    await again['attachment/pause']({ id: paused?.id ?? '', paused: false });
    await again.sync();
    await again.sync();
    expect(told[0]).toBe(there);
    expect(await sending(again)).toBeUndefined();
    expect((await again['outbox/list']({}))[0]).toMatchObject({ state: 'committed' });
    expect(again.session.files.names()).toEqual([]);
  });
});

describe.skipIf(process.getuid?.() !== 0)('a disk that is full', () => {
  it('is said, keeps what was taken, and is gone on with when there is room', async () => {
    const { li, story, visit } = await openVisit();
    const { deskFolder } = li;
    li.close();
    const mount = (...options: string[]): void => void execFileSync('mount', ['-o', ...options]);
    mount('size=4m,mode=700', '-t', 'tmpfs', 'tmpfs', deskFolder);
    onTestFinished(() => void execFileSync('umount', ['-l', deskFolder]));
    const core = await story.open(story.world.li);
    const chosen = { visit, name: 'a.mp4', bytes: film() };
    expect(await codeOfAsync(takeWhole(core, chosen))).toBe('storage-full');
    const [half] = await core['attachment/uploads']({ visit });
    expect(half).toMatchObject({ name: 'a.mp4', isTaking: false });
    expect(half?.taken).toBeGreaterThanOrEqual(MIB);
    const scan = noise(4 * MIB).map((byte) => byte & 0x7f);
    const start = Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2);
    const bytes = Uint8Array.from(joined(start, scan, Uint8Array.of(0xff, 0xd9)));
    expect(await codeOfAsync(core['attachment/add']({ visit, name: 'p.jpg', bytes }))).toBe('storage-full');
    expect(core.session.files.parts()).toEqual([`upload-${String(half?.upload)}`]);

    mount('remount,size=32m', deskFolder);
    const { added } = await takeWhole(core, chosen);
    const cleaned = attachedContent(chosen.bytes).bytes;
    expect(Buffer.compare(await contentOf(core, visit, added.id, added.size), cleaned)).toBe(0);
  });
});
