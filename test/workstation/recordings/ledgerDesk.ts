/** A doctor's core with a recording of a consult, signed by both as in a call, over the hospitals of a story. */
import { join } from 'node:path';
import { toCallId, toRecordingId, toRequestHash } from '../../../src/consult/ids.ts';
import { makeWord, NO_WORDS, type CallWord } from '../../../src/consult/call/words.ts';
import type { SignedPatientConsent } from '../../../src/consult/recording/patientConsent.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { encodeAbout } from '../../../src/workstation/core/recordings/about.ts';
import type { RecordingPorts } from '../../../src/workstation/core/recordings/closing.ts';
import { ledgerRecordingHandlers } from '../../../src/workstation/core/recordings/ledger/handlers.ts';
import { RecordingWriter } from '../../../src/workstation/core/recordings/writing.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import { VisitWork } from '../../../src/workstation/core/visits/work.ts';
import type { Person } from '../../support/world.ts';
import type { Story } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';
import { chunk } from './recorded.ts';

export const recording = toRecordingId(new Uint8Array(16).fill(9));
const dialogue = toRequestHash(new Uint8Array(32).fill(4));
const call = toCallId(new Uint8Array(16).fill(5));

export function portsOf(story: Story, { replica, session }: TestCore): RecordingPorts {
  const { clock } = story.hospitals;
  const network = toNetwork(story.world.network);
  return { clock, random: systemRandom, logger: silentLogger, network, state: replica.store, session };
}

/** A core that knows of recordings on the ledger. */
export function withLedger<C extends TestCore>(story: Story, core: C) {
  const work = new VisitWork(core.context, invitationBox(story.machine(join('invitations', 'recordings'))));
  return { ...core, ...ledgerRecordingHandlers(work, () => portsOf(story, core)) };
}

type Consent = CallWord & { readonly word: 'record-consent' };

/** What one of the two signs in the call. */
function said(
  story: Story,
  [from, to]: readonly [Person, Person],
  says: Consent['says'],
  of = recording,
): Uint8Array {
  return makeWord(
    { network: toNetwork(story.world.network), dialogue, call, from: from.id, to: to.id },
    { word: 'record-consent', recording: of, scope: 'video', says },
    { chain: NO_WORDS, time: story.hospitals.clock.now(), secretKey: from.sign().secretKey },
  ).signed;
}

/** A recording of two sides, in two segments each, that ended well; `agreed` by whom the caller says. */
export async function recordConsult(
  story: Story,
  core: TestCore,
  change: {
    readonly name?: typeof recording;
    readonly agreedBy?: Person;
    readonly patient?: SignedPatientConsent;
  } = {},
): Promise<void> {
  const { li, wang } = story.world;
  const { agreedBy = wang, name = recording, patient = null } = change;
  const ports = portsOf(story, core);
  const about = encodeAbout({
    call,
    doctors: [
      { doctor: li.id, institution: li.institution },
      { doctor: wang.id, institution: wang.institution },
    ],
    consents: [said(story, [li, wang], 'propose', name), said(story, [agreedBy, li], 'agree', name)],
    patient,
    scope: 'video',
  });
  const writer = RecordingWriter.begin(ports, { recording: name, dialogue, title: '', about });
  for (const side of ['own', 'other'] as const)
    for (const segment of [0, 1]) await writer.take(chunk(side, segment, 0, true));
  await writer.finish();
}
