/** Two doctors in a call through their mailboxes: from the question to what is kept, as the request table has it. */
import { describe, expect, it } from 'vitest';
import { consentFault } from '../../../src/consult/recording/bothConsents.ts';
import { toRecordingId } from '../../../src/consult/ids.ts';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { heldRecording } from '../../../src/workstation/core/recordings/held.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { live, proposal, tableOf, type Live } from './inCall.ts';
import { chunk, mediaOf } from './recorded.ts';

async function phases({ dialogue, ofLi, ofWang }: Live): Promise<readonly string[]> {
  return Promise.all(
    [ofLi, ofWang].map(async (table) => (await table['recording/state']({ dialogue })).phase),
  );
}

describe('a recording in a call', () => {
  it('is asked for, agreed to and stopped by words of the call, and what is kept shows both', async () => {
    const at = await live();
    const { dialogue, li, ofLi, ofWang, until, wang } = at;
    const { recording } = await ofLi['recording/propose']({ dialogue, ...proposal });
    await until(() => wang.service.recordings.stateOf(at.request).phase === 'proposed');
    await ofWang['recording/answer']({ dialogue, agrees: true });
    await until(() => li.service.recordings.stateOf(at.request).phase === 'on');
    expect(await phases(at)).toEqual(['on', 'on']);
    await ofLi['recording/chunk']({ recording, ...chunk('own', 0, 0) });
    expect((await ofLi['recording/list']({ dialogue })).map(({ state }) => state)).toEqual(['running']);
    expect(await codeOfAsync(ofLi['recording/delete']({ recording }))).toBe('recording-running');
    await ofWang['recording/stop']({ dialogue });
    await until(() => li.service.recordings.stateOf(at.request).phase === 'over');
    await ofLi['recording/finish']({ recording });

    const { manifest } = heldRecording(li.ports, toRecordingId(fromHex(recording)));
    const [mine, theirs] = [li, wang].map(({ ports }) => ports.session.keys.sign.publicKey);
    expect(
      consentFault(manifest, {
        doctors: [mine ?? new Uint8Array(0), theirs ?? new Uint8Array(0)],
        patient: null,
      }),
    ).toBeNull();

    const [listed] = await ofLi['recording/list']({ dialogue });
    expect(listed).toMatchObject({
      recording,
      state: 'whole',
      durationMs: 1000,
      scope: 'video',
      hasPatient: false,
    });
    expect(listed?.other.name.en).toBe(wang.person.nameEn);
    const segment = await ofLi['recording/segment']({ recording, side: 'own', index: 0 });
    expect(segment).toMatchObject({ durationMs: 1000, finding: null });
    expect(Buffer.from(segment.bytes).equals(mediaOf('own', 0, 0))).toBe(true);
    expect(await ofLi['recording/check']({ recording })).toEqual({ findings: [] });
    await ofLi['recording/rename']({ recording, title: ' 会诊一 ' });
    expect((await ofLi['recording/list']({ dialogue }))[0]?.title).toBe('会诊一');
    expect(await ofWang['recording/list']({ dialogue })).toEqual([]);
    await ofLi['recording/delete']({ recording });
    expect(await ofLi['recording/list']({ dialogue })).toEqual([]);
  });

  it('ends with the call, whoever ends it, and cannot be asked for afterwards', async () => {
    const at = await live();
    const { dialogue, li, ofLi, ofWang, pages, until, wang } = at;
    const { recording } = await ofLi['recording/propose']({ dialogue, ...proposal });
    await until(() => wang.service.recordings.stateOf(at.request).phase === 'proposed');
    await ofWang['recording/answer']({ dialogue, agrees: true });
    await until(() => li.service.recordings.stateOf(at.request).phase === 'on');
    await ofLi['recording/chunk']({ recording, ...chunk('other', 0, 0) });
    pages[1].hangUp();
    await until(() => li.service.recordings.stateOf(at.request).phase === 'over');
    await ofLi['recording/finish']({ recording });
    expect((await ofLi['recording/list']({ dialogue }))[0]).toMatchObject({
      state: 'whole',
      durationMs: 1000,
    });
    expect(await codeOfAsync(ofLi['recording/propose']({ dialogue, ...proposal }))).toBe('call-not-live');
  });

  it('is closed when its doctor leaves, and is there when they are back', async () => {
    const at = await live();
    const { dialogue, li, ofLi, ofWang, until, wang } = at;
    const { recording } = await ofLi['recording/propose']({ dialogue, ...proposal });
    await until(() => wang.service.recordings.stateOf(at.request).phase === 'proposed');
    await ofWang['recording/answer']({ dialogue, agrees: true });
    await until(() => li.service.recordings.stateOf(at.request).phase === 'on');
    await ofLi['recording/chunk']({ recording, ...chunk('own', 0, 0) });
    await li.service.recordings.close();
    li.restart();
    expect((await tableOf(li)['recording/list']({ dialogue }))[0]).toMatchObject({ state: 'whole' });
  });
});
