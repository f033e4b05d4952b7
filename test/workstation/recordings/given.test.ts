/** The other doctor's copy of a recording that both agreed to: given in the dialogue, and kept only as what it was. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCallId, toRecordingId, toRequestHash } from '../../../src/consult/ids.ts';
import { signManifest, type Manifest } from '../../../src/consult/recording/manifest.ts';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { remove } from '../../../src/workstation/core/dialogue/conversation.ts';
import { givenViewOf } from '../../../src/workstation/core/dialogue/files/view.ts';
import { sayRecording, type Gift } from '../../../src/workstation/core/recordings/given.ts';
import { heldRecording, segmentsOf } from '../../../src/workstation/core/recordings/held.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { isCalm } from '../dialogue/support/connected.ts';
import type { Seat } from '../dialogue/support/seat.ts';
import { settle } from '../dialogue/support/talking.ts';
import { Wire } from '../dialogue/support/wire.ts';
import { recordedCall, tableOf } from './inCall.ts';
import { CANARY, mediaOf } from './recorded.ts';

/** The newest message with files at a seat, as its screen shows it. */
function shown(seat: Seat, request: Uint8Array) {
  const { id } = seat.desk.dialogues.find(request) ?? { id: 0 };
  const rows = seat.desk.messages.page(id, { before: null, search: '', limit: 100 });
  const row = rows.find((one) => seat.desk.given.of(one.id) !== null);
  const view = row && givenViewOf(seat.ports, row, () => 0);
  return row === undefined || !view ? null : { row, view };
}

/** Everything that lies on a seat's disk. */
function disk(seat: Seat): Buffer {
  const folder = dirname(seat.path);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Buffer.concat(files.map(({ name, parentPath }) => readFileSync(join(parentPath, name))));
}

describe('a recording for the other doctor', () => {
  it('is given sealed, verified, listed as given by who recorded it, and played from any place', async () => {
    const { both, dialogue, li, ofLi, ofWang, recording, request, wang } = await recordedCall();
    expect(await ofWang['recording/list']({ dialogue })).toEqual([]);
    await ofLi['recording/give']({ recording });
    expect((await ofLi['recording/list']({ dialogue }))[0]?.given).toBe('going');
    expect(await codeOfAsync(ofLi['recording/give']({ recording }))).toBe('recording-given');
    await settle(both, () => shown(li, request)?.view.state === 'whole' && isCalm(both));
    expect((await ofLi['recording/list']({ dialogue }))[0]?.given).toBe('theirs');
    expect(shown(wang, request)?.view).toMatchObject({ kind: 'recording', state: 'whole' });
    // No part of it is opened from the message.
    expect(shown(wang, request)?.view.files.map(({ here }) => here)).toEqual([false]);

    const [mine] = await ofLi['recording/list']({ dialogue });
    const [theirs] = await ofWang['recording/list']({ dialogue });
    expect(theirs).toMatchObject({
      recording,
      isOfOther: true,
      state: 'whole',
      durationMs: mine?.durationMs,
      sides: mine?.sides,
    });
    expect(theirs?.other.name.en).toBe(li.person.nameEn);
    expect(await ofWang['recording/check']({ recording })).toEqual({ findings: [] });
    const later = await ofWang['recording/segment']({ recording, side: 'other', index: 1 });
    expect(Buffer.from(later.bytes).equals(mediaOf('other', 1, 0))).toBe(true);
    for (const seat of both) expect(disk(seat).includes(CANARY)).toBe(false);
    expect(await codeOfAsync(ofWang['recording/give']({ recording }))).toBe('recording-of-other');
  });

  it('comes over the direct connection, waits while it is paused, and goes on', async () => {
    const { both, dialogue, li, ofLi, ofWang, recording, request, wang } = await recordedCall();
    const wire = new Wire(li, wang);
    wire.want(wang, request);
    await settle(both, () => li.service.links.stateOf(request).live === 'yes' && isCalm(both));
    await ofLi['recording/give']({ recording });
    const given = shown(li, request)?.row.id ?? 0;
    li.desk.given.setPaused(given, true);
    li.service.transfers.refresh();
    await settle(both, () => shown(wang, request)?.view.state === 'moving' && isCalm(both));
    expect(await ofWang['recording/list']({ dialogue })).toEqual([]);
    li.desk.given.setPaused(given, false);
    li.service.transfers.refresh();
    await settle(both, () => shown(li, request)?.view.state === 'whole');
    expect((await ofWang['recording/list']({ dialogue })).length).toBe(1);
    expect(wire.bulk).toBeGreaterThan(0);
  });

  it('is looked at again and listed once where the program ended when all of it had come', async () => {
    const { both, dialogue, li, ofLi, recording, request, wang } = await recordedCall();
    await ofLi['recording/give']({ recording });
    await settle(both, () => {
      const given = shown(wang, request);
      const tally = given && wang.desk.given.tally(given.row.id);
      return tally?.named === 5 && tally.coming === 0;
    });
    await wang.service.transfers.stop();
    expect(shown(wang, request)?.view.state).toBe('moving');
    await wang.service.stop();
    wang.restart();
    expect(await tableOf(wang)['recording/list']({ dialogue })).toEqual([]);
    await settle(both, () => shown(li, request)?.view.state === 'whole' && isCalm(both));
    const listed = await tableOf(wang)['recording/list']({ dialogue });
    expect(listed.map(({ isOfOther, state }) => [isOfOther, state])).toEqual([[true, 'whole']]);
  });

  it.each(['li', 'wang'] as const)(
    'is deleted by %s alone: the key goes there, and stays with the other',
    async (who) => {
      const at = await recordedCall();
      const { both, dialogue, li, ofLi, ofWang, recording, request, wang } = at;
      await ofLi['recording/give']({ recording });
      await settle(both, () => shown(li, request)?.view.state === 'whole' && isCalm(both));
      const [own, other] = who === 'li' ? [ofLi, ofWang] : [ofWang, ofLi];
      const seat = who === 'li' ? li : wang;
      await own['recording/delete']({ recording });
      expect(await own['recording/list']({ dialogue })).toEqual([]);
      expect(await other['recording/check']({ recording })).toEqual({ findings: [] });
      expect([...seat.files.names()]).toEqual([]);
      expect(shown(seat, request)?.view).toMatchObject({ state: 'refused', files: [] });
    },
  );

  it('comes no more when its holder deletes it on the way, and again when its message was deleted', async () => {
    const { both, dialogue, li, ofLi, ofWang, recording, request, wang } = await recordedCall();
    const takeBack = (): void => {
      remove(li.ports, request, shown(li, request)?.row.message ?? new Uint8Array(16));
      li.service.transfers.sweep();
    };
    await ofLi['recording/give']({ recording });
    takeBack();
    expect((await ofLi['recording/list']({ dialogue }))[0]?.given).toBeNull();
    await ofLi['recording/give']({ recording });
    await settle(both, () => shown(li, request)?.view.state === 'whole');
    await ofWang['recording/delete']({ recording });
    takeBack();
    await ofLi['recording/give']({ recording });
    await ofLi['recording/delete']({ recording });
    await settle(both, () => isCalm(both));
    expect(await ofWang['recording/list']({ dialogue })).toEqual([]);
    expect([li, wang].flatMap(({ files }) => [...files.names()])).toEqual([]);
    expect(shown(li, request)?.row.deleted).not.toBeNull();
  });
});

type Recorded = Awaited<ReturnType<typeof recordedCall>>;

/** What a holder who cheats could give instead. */
interface Cheat {
  readonly manifest?: (manifest: Manifest) => Manifest;
  readonly signed?: (signed: Uint8Array, at: Recorded) => Uint8Array;
  readonly gift?: (gift: Gift) => Gift;
  readonly segments?: (count: number) => number;
}

async function cheated(at: Recorded, cheat: Cheat): Promise<void> {
  const { li, recording, request } = at;
  const { manifest, row } = heldRecording(li.ports, toRecordingId(fromHex(recording)));
  const changed = cheat.manifest?.(manifest) ?? manifest;
  const signed = signManifest(changed, li.ports.session.keys.sign.secretKey);
  const gift = { dialogue: request, signed: cheat.signed?.(signed, at) ?? signed, key: row.key };
  const segments = segmentsOf(li.ports, manifest);
  await sayRecording(
    li.ports,
    cheat.gift?.(gift) ?? gift,
    segments.slice(0, cheat.segments?.(segments.length) ?? segments.length),
  );
  li.service.transfers.refresh();
  li.service.wake();
}

const CHEATS: readonly (readonly [string, string, Cheat])[] = [
  [
    'an altered manifest',
    'recording-manifest-signature',
    {
      signed: (signed) => signed.map((byte, index) => (index === signed.length - 1 ? byte ^ 1 : byte)),
    },
  ],
  [
    'a manifest that somebody else signed',
    'recording-manifest-signature',
    {
      signed: (_, { li, recording, wang }) => {
        const { manifest } = heldRecording(li.ports, fromHex(recording));
        return signManifest(manifest, wang.ports.session.keys.sign.secretKey);
      },
    },
  ],
  ['what is no manifest', 'recording-malformed', { signed: (signed) => signed.subarray(1) }],
  [
    'a missing consent',
    'recording-unconsented',
    { manifest: (all) => ({ ...all, consents: [all.consents[0], all.consents[0]] }) },
  ],
  [
    'consent to less than what was recorded',
    'recording-unconsented',
    { manifest: (all) => ({ ...all, scope: 'consult' }) },
  ],
  [
    'one of another recording, under the same consent',
    'recording-unconsented',
    { manifest: (all) => ({ ...all, recording: toRecordingId(new Uint8Array(16).fill(3)) }) },
  ],
  [
    'one of another call',
    'recording-other-call',
    { manifest: (all) => ({ ...all, call: toCallId(new Uint8Array(16).fill(3)) }) },
  ],
  [
    'one of another dialogue',
    'recording-other-call',
    { manifest: (all) => ({ ...all, dialogue: toRequestHash(new Uint8Array(32).fill(3)) }) },
  ],
  [
    'one with a part that the manifest does not name',
    'recording-gift-parts',
    { manifest: (all) => ({ ...all, sides: all.sides.slice(0, 1) }) },
  ],
  ['one without its last part', 'recording-gift-parts', { segments: (count) => count - 1 }],
  [
    'one with another key',
    'recording-gift-altered',
    { gift: (gift) => ({ ...gift, key: new Uint8Array(32).fill(1) }) },
  ],
  [
    'one whose parts change places',
    'recording-gift-altered',
    {
      manifest: (all) => ({
        ...all,
        sides: all.sides.map(({ segments }, index) => ({
          side: index === 0 ? 'other' : 'own',
          segments,
        })),
      }),
    },
  ],
];

it('is refused by its name where it is not what both agreed to, and nothing of it is kept', async () => {
  const at = await recordedCall();
  const { both, dialogue, li, ofWang, request, wang } = at;
  for (const [what, code, cheat] of CHEATS) {
    await cheated(at, cheat);
    await settle(both, () => shown(wang, request)?.view.state === 'refused' && isCalm(both));
    expect([what, shown(wang, request)?.view.files.map((file) => file.code)]).toEqual([what, [code]]);
    expect(await ofWang['recording/list']({ dialogue })).toEqual([]);
    expect([...wang.files.names(), ...wang.files.parts()]).toEqual([]);
    // Who gave it never hears that it is here.
    expect(shown(li, request)?.view.state).toBe('moving');
    remove(li.ports, request, shown(li, request)?.row.message ?? new Uint8Array(16));
    li.service.transfers.sweep();
    await settle(both, () => shown(wang, request)?.row.deleted !== null && isCalm(both));
  }
});
