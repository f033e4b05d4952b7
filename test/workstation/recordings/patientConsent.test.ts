/** A consult about a patient, recorded with the patient's consent: two cores, a visit of the ledger, words of a call. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { toCallId, toRequestHash } from '../../../src/consult/ids.ts';
import { makeWord, NO_WORDS, readWord, type CallChain } from '../../../src/consult/call/words.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import type { DialoguePorts } from '../../../src/workstation/core/dialogue/ports.ts';
import type { DialogueHub } from '../../../src/workstation/core/dialogue/hub.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import { CallRecordings, type CallPort } from '../../../src/workstation/core/recordings/consents.ts';
import { recordingHandlers } from '../../../src/workstation/core/recordings/handlers.ts';
import { verifyRecordingProof } from '../../../src/workstation/proof/recordingProof.ts';
import { millis } from '../../../src/ports.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import type { Person } from '../../support/world.ts';
import { item, openWith, PIN, Story } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';
import { portsOf } from './ledgerDesk.ts';
import { chunk } from './recorded.ts';

const request = toRequestHash(new Uint8Array(32).fill(4));
const call = toCallId(new Uint8Array(16).fill(5));
const dialogue = toHex(request);

/** A doctor's end of the call: what they say about recording reaches the other one as it was signed. */
function seat(story: Story, core: TestCore, [self, peer]: readonly [Person, Person]) {
  const { clock } = story.hospitals;
  const idle = { changed: () => undefined, timers: core.context.ports.timers };
  const ports = { ...portsOf(story, core), ...idle } as unknown as DialoguePorts;
  core.session.desk.dialogues.begin({
    request,
    peer: peer.id,
    institution: peer.institution,
    peerSign: peer.keys(1).sign.publicKey,
    keyVersion: 1,
    associated: new Uint8Array(1),
    started: millis(clock.now()),
    ratchet: new Uint8Array(1),
  });
  const said: Uint8Array[] = [];
  let chain: CallChain = NO_WORDS;
  const line: CallPort = {
    say: (_, word) => {
      const names = {
        network: toNetwork(story.world.network),
        dialogue: request,
        call,
        from: self.id,
        to: peer.id,
      };
      const { secretKey } = self.sign();
      const made = makeWord(names, word, { chain, time: millis(clock.now()), secretKey });
      chain = made.chain;
      said.push(made.signed);
      return { call, signed: made.signed };
    },
    isOver: () => false,
  };
  const recordings = new CallRecordings(ports, line);
  const hub = { demand: () => ({ service: { ports, recordings } }), wake: () => undefined };
  const box = invitationBox(story.machine(`invitations of ${self.nameEn}`));
  const table = recordingHandlers(hub as unknown as DialogueHub, core.context, box);
  /** What the other one said since it was last looked. */
  const hear = (from: { readonly said: Uint8Array[] }): void => {
    for (const signed of from.said.splice(0)) {
      const { said: word } = readWord(signed);
      if (word.word === 'record-consent') recordings.heard({ dialogue: request, call }, word, signed);
    }
  };
  return { ...core, ...table, said, hear };
}

describe('a recording in which a patient is discussed', () => {
  it('has the patient’s consent by the slip of their open visit, and shows it on the ledger and in its proof', async () => {
    const story = await Story.begin();
    const { b, li: liOf, wang: wangOf } = story.world;
    const patient = await story.registerPatient({ cards: 2 });
    const li = seat(story, await story.doctor(), [liOf, wangOf]);
    const wang = seat(story, await story.doctor(wangOf, b), [wangOf, liOf]);
    const visit = await openWith(li, item(patient.cards, 1));
    const asked = { dialogue, scope: 'video' } as const;
    const slip = (epoch: number) => ({ visit, slip: item(patient.slips, epoch), pin: PIN });

    // The slip of another visit is no consent to this one, and nothing was said by it.
    expect(await codeOfAsync(li['recording/propose']({ ...asked, patient: slip(2) }))).toBe('slip-mismatch');
    expect(li.said).toEqual([]);

    const { recording } = await li['recording/propose']({ ...asked, patient: slip(1) });
    wang.hear(li);
    await wang['recording/answer']({ dialogue, agrees: true });
    li.hear(wang);
    await li['recording/chunk']({ recording, ...chunk('own', 0, 0, true) });
    await li['recording/stop']({ dialogue });
    await li['recording/finish']({ recording });
    expect(await li['recording/list']({ dialogue })).toMatchObject([{ recording, hasPatient: true }]);

    // What the patient signed holds for whoever opens it, also when the visit is over.
    await li['visit/end']({ visit });
    const { anchor } = await li['recording/anchor']({ recording });
    await story.hospitals.level();
    await wang.sync();
    expect(await wang['recording/open-anchored']({ anchor })).toMatchObject({ hasPatient: true });
    const { bytes } = await wang['recording/proof']({ anchor });
    expect(verifyRecordingProof(bytes)).toMatchObject({ anchor, hasPatient: true });

    // Once the visit is over nobody consents by its slip any more.
    const late = await codeOfAsync(li['recording/propose']({ ...asked, patient: slip(1) }));
    expect(['visit-over', 'visit-unknown']).toContain(late);
  });
});
