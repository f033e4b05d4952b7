/** A recording from its holder's workstation onto the ledger, to who may open it, and back: over two nodes. */
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toRecordingId } from '../../../src/consult/ids.ts';
import { fromHex, fromUtf8, toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { recordingAnchorCodec } from '../../../src/contracts/consult/anchorEntities.ts';
import { read } from '../../../src/contracts/state.ts';
import { verifyRecordingProof } from '../../../src/workstation/proof/recordingProof.ts';
import { erasedRecords } from '../../../src/workstation/core/erasure/views.ts';
import { answered, cli } from '../../cli/support/cli.ts';
import { privateFile, privateFolder } from '../../cli/support/folders.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import { until } from '../../support/nodeWorld.ts';
import { staffAdd } from '../../support/transactions.ts';
import { makePerson } from '../../support/world.ts';
import { Story } from '../support/story.ts';
import { recordConsult, recording, withLedger } from './ledgerDesk.ts';
import { mediaOf } from './recorded.ts';

const NAME = toHex(recording);

async function recorded() {
  const story = await Story.begin();
  const { world } = story;
  const li = withLedger(story, await story.doctor());
  await recordConsult(story, li);
  const wang = withLedger(story, await story.doctor(world.wang, world.b));
  return { story, world, li, wang };
}

/** It stands on the ledger, and both know. */
async function anchored() {
  const at = await recorded();
  const { anchor, state } = await at.li['recording/anchor']({ recording: NAME });
  expect(state).toBe('committed');
  await at.story.hospitals.level();
  await at.wang.sync();
  return { ...at, anchor };
}

/** Whoever has the file sees who recorded, that both agreed, and since when it stands, without any node. */
async function expectProof({ anchor, li, wang, world }: Awaited<ReturnType<typeof anchored>>): Promise<void> {
  const { bytes, name } = await wang['recording/proof']({ anchor });
  expect(name).toBe(`consilium-recording-${anchor.slice(0, 12)}.json`);
  expect(verifyRecordingProof(bytes)).toMatchObject({
    anchor,
    holder: { name: { en: world.li.nameEn } },
    other: { name: { en: world.wang.nameEn } },
    ended: expect.any(Number) as number,
    hasPatient: false,
    withdrawn: null,
    height: read(li.replica.store, recordingAnchorCodec, fromHex(anchor))?.anchored.height,
  });
  const file = privateFile(privateFolder(), name, fromUtf8(bytes));
  expect(await answered(['proof', 'verify', file])).toMatchObject({
    verified: true,
    kind: 'recording',
    anchor,
  });
  const json = JSON.parse(fromUtf8(bytes)) as Record<string, string>;
  const changed = (field: string, by: (text: string) => string): Uint8Array =>
    utf8(JSON.stringify({ ...json, [field]: by(json[field] ?? '') }));
  const flip = (text: string): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
  expect(codeOf(() => verifyRecordingProof(changed('salt', flip)))).toBe('proof-incomplete');
  const cut = (text: string): string => text.slice(0, -4);
  writeFileSync(file, changed('block', cut));
  const failed = await cli(['proof', 'verify', file]);
  expect([failed.exit, JSON.parse(failed.out)]).toMatchObject([4, { verified: false }]);
  for (const field of ['manifest', 'genesis', 'block', 'commit'])
    expect(codeOf(() => verifyRecordingProof(changed(field, cut)))).not.toBe('taken');
  expect(codeOf(() => verifyRecordingProof(utf8('{}')))).toBe('proof-malformed');
}

describe('a recording that its holder puts on the ledger', () => {
  it('waits while the node is away, also over a restart, and is there once, for both doctors, when it is back', async () => {
    const { li, story, wang, world } = await recorded();
    story.hospitals.cut();
    const { anchor, state } = await li['recording/anchor']({ recording: NAME });
    expect(state).toBe('queued');
    expect(await codeOfAsync(li['recording/anchor']({ recording: NAME }))).toBe('anchor-exists');
    expect(await li['recording/anchored']({})).toMatchObject([{ anchor, recording: NAME, state: 'waiting' }]);
    li.close();
    const again = withLedger(story, await story.open(world.li));
    await story.hospitals.restore();
    await again.login();
    await until(async () => {
      await again.sync();
      const [view] = await again['recording/anchored']({});
      return view?.state === 'standing';
    });
    expect(await again['recording/anchored']({})).toMatchObject([
      { anchor, recording: NAME, is: 'holder', other: { name: { en: world.wang.nameEn } } },
    ]);
    await story.hospitals.level();
    await wang.sync();
    expect(await wang['recording/anchored']({})).toMatchObject([
      { anchor, recording: null, is: 'other', holder: { name: { en: world.li.nameEn } }, readers: [] },
    ]);
    expect(await codeOfAsync(again['recording/anchor']({ recording: NAME }))).toBe('anchor-exists');
  });
});

describe('a recording on the ledger', () => {
  it('is opened by the other doctor, who has nothing of it, compared with what stands there, and played; the ledger has no word of it', async () => {
    const { anchor, li, story, wang, world } = await anchored();
    const entity = read(li.replica.store, recordingAnchorCodec, fromHex(anchor));
    expect(
      Object.keys(entity ?? {})
        .toSorted()
        .join(' '),
    ).toBe('anchored call commitment consents holder institution keyVersion other withdrawn');
    const opened = await wang['recording/open-anchored']({ anchor });
    expect(opened).toMatchObject({ durationMs: 4000, hasPatient: false });
    expect(opened.sides.map(({ segments, side }) => [side, segments.length])).toEqual([
      ['own', 2],
      ['other', 2],
    ]);
    for (const { segments, side } of opened.sides)
      for (const index of segments.keys()) {
        const { bytes, finding } = await wang['recording/anchored-segment']({ anchor, side, index });
        expect(finding).toBeNull();
        expect(Buffer.from(bytes).equals(mediaOf(side, index, 0))).toBe(true);
      }
    await expectProof({ anchor, li, story, wang, world });

    // One that nobody else agreed to is shown to nobody, though its holder anchored it.
    const alone = toRecordingId(new Uint8Array(16).fill(10));
    await recordConsult(story, li, { name: alone, agreedBy: world.chen });
    const { anchor: unagreed } = await li['recording/anchor']({ recording: toHex(alone) });
    expect(await codeOfAsync(li['recording/open-anchored']({ anchor: unagreed }))).toBe(
      'recording-unconsented',
    );

    // What a node makes of it is refused by name.
    const fresh = withLedger(story, wang);
    const honest = await wang.node.recordings.envelope(fromHex(anchor));
    const altered = Uint8Array.from(honest, (byte, at) => (at === honest.length - 1 ? byte ^ 1 : byte));
    wang.node.lie('recording/envelope', () => ({ envelope: altered }));
    expect(await codeOfAsync(fresh['recording/open-anchored']({ anchor }))).toBe('envelope-mismatch');
    wang.node.lie('recording/envelope', () => ({ envelope: honest }));
    wang.node.lie('blob/get', () => ({ blob: new Uint8Array(40) }));
    expect(await codeOfAsync(fresh['recording/open-anchored']({ anchor }))).toBe('blob-altered');
  });

  it('is opened to further doctors by its holder alone, and is no more when the holder says so, or either of the two takes it back', async () => {
    const { anchor, li, story, wang, world } = await anchored();
    const zhao = makePerson('zhao', 'doctor', world.b.id, ['赵', 'Zhao']);
    await story.hospitals.submit(staffAdd(zhao, world.b, story.hospitals.clock.now()));
    await li.sync();
    const ofZhao = withLedger(story, await story.doctor(zhao, world.b));
    expect(await ofZhao['recording/anchored']({})).toEqual([]);
    expect(await codeOfAsync(ofZhao['recording/open-anchored']({ anchor }))).toBe('anchor-unknown');
    const asked = { anchor, doctor: toHex(zhao.id) };
    expect(await codeOfAsync(wang['recording/reader']({ ...asked, may: true }))).toBe('anchor-doctors');
    await li['recording/reader']({ ...asked, may: true });
    expect((await li['recording/anchored']({}))[0]?.readers).toMatchObject([{ id: toHex(zhao.id) }]);
    expect(await ofZhao['recording/anchored']({})).toMatchObject([{ anchor, is: 'named' }]);
    const { bytes } = await ofZhao['recording/anchored-segment']({ anchor, side: 'own', index: 1 });
    expect(Buffer.from(bytes).equals(mediaOf('own', 1, 0))).toBe(true);
    expect(await codeOfAsync(ofZhao['recording/withdraw']({ anchor }))).toBe('anchor-doctors');
    await li['recording/reader']({ ...asked, may: false });
    expect((await li['recording/anchored']({}))[0]?.readers).toEqual([]);
    expect(await ofZhao['recording/anchored']({})).toEqual([]);

    // That the other doctor takes back is gone: from the nodes, with receipts, and from the holder's own computer.
    await wang['recording/open-anchored']({ anchor });
    expect((await wang['recording/withdraw']({ anchor })).state).toBe('committed');
    await until(async () => {
      const [view] = await wang['recording/anchored']({});
      return view?.withdrawn?.receipts.every(({ time }) => time !== null) ?? false;
    });
    const at = { anchor, side: 'own', index: 0 } as const;
    for (const core of [li, wang]) {
      await core.sync();
      expect(await codeOfAsync(core['recording/open-anchored']({ anchor }))).toBe('anchor-withdrawn');
      expect(await codeOfAsync(core['recording/anchored-segment'](at))).toBe('anchor-withdrawn');
      expect(await codeOfAsync(core['recording/withdraw']({ anchor }))).toBe('anchor-withdrawn');
    }
    expect(li.session.desk.recordings.list()).toEqual([]);
    expect([...li.session.desk.files.names()]).toEqual([]);
    expect(await li['recording/anchored']({})).toMatchObject([{ state: 'withdrawn', recording: null }]);
    expect((await wang['recording/anchored']({}))[0]?.withdrawn?.receipts).toHaveLength(2);
    // It is no record, and stands in no list of erased ones.
    expect(erasedRecords(story.hospitals.a.store, null)).toEqual([]);
  });
});
