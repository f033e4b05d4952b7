/** Recordings of the request table; see api/recordings.ts. */
import { toRecordingId, toRequestHash } from '../../../consult/ids.ts';
import { encodePatientConsent, signPatientConsent } from '../../../consult/recording/patientConsent.ts';
import type { Manifest } from '../../../consult/recording/manifest.ts';
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { consentKeyPairFromSlip } from '../../../crypto/patientKeys.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { DeskRecording } from '../../../replica/desk/recordings.ts';
import type { ArgsOf } from '../../api.ts';
import type { ledgerRecordingsApi } from '../../api/ledgerRecordings.ts';
import type { RecordingView, recordingsApi } from '../../api/recordings.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { openDialogue } from '../dialogue/conversation.ts';
import type { DialogueHub } from '../dialogue/hub.ts';
import { selfOf, type DialoguePorts } from '../dialogue/ports.ts';
import type { InvitationBox } from '../joining/box.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { slipFor } from '../visits/sign.ts';
import { assertOpenOnLedger, epochKeyOf, visitContext } from '../visits/visitContext.ts';
import { VisitWork } from '../visits/work.ts';
import { decodeAbout } from './about.ts';
import { recoverRecordings } from './closing.ts';
import type { CallRecordings, Proposal } from './consents.ts';
import { givenOf, giveRecording, stopGiving } from './given.ts';
import { findingsOf, heldRecording, isOwn, openHeld, removeRecording } from './held.ts';
import { ledgerRecordingHandlers } from './ledger/handlers.ts';

export function recordingHandlers(
  hub: Pick<DialogueHub, 'demand' | 'wake'>,
  context: CoreContext,
  invitations: InvitationBox,
): HandlersOf<keyof typeof recordingsApi | keyof typeof ledgerRecordingsApi> {
  const work = new VisitWork(context, invitations);
  const ports = (): DialoguePorts => hub.demand().service.ports;
  const calls = (): CallRecordings => hub.demand().service.recordings;
  const said = (): Record<string, never> => {
    hub.wake();
    return {};
  };
  return {
    ...heldHandlers(hub),
    ...ledgerRecordingHandlers(work, ports),
    'recording/state': async ({ dialogue }) => calls().stateOf(fromHex(dialogue)),
    'recording/propose': async (args) => {
      const proposal = await proposalOf(work, ports(), args);
      calls().propose(fromHex(args.dialogue), proposal);
      said();
      return { recording: toHex(proposal.recording) };
    },
    'recording/answer': async ({ agrees, dialogue }) => {
      calls().answer(fromHex(dialogue), agrees);
      return said();
    },
    'recording/stop': async ({ dialogue }) => {
      calls().stop(fromHex(dialogue));
      return said();
    },
    'recording/chunk': async ({ recording, ...chunk }) => {
      await calls().take(fromHex(recording), chunk);
      return {};
    },
    'recording/finish': async ({ recording }) => {
      await calls().finish(fromHex(recording));
      return {};
    },
  };
}

type HeldChannel = Extract<
  keyof typeof recordingsApi,
  | 'recording/list'
  | 'recording/segment'
  | 'recording/check'
  | 'recording/rename'
  | 'recording/give'
  | 'recording/delete'
>;

/** What is kept, whether a call lasts or not. */
function heldHandlers(hub: Pick<DialogueHub, 'demand' | 'wake'>): HandlersOf<HeldChannel> {
  const ports = (): DialoguePorts => hub.demand().service.ports;
  const calls = (): CallRecordings => hub.demand().service.recordings;
  return {
    'recording/list': async ({ dialogue }) => {
      await recoverRecordings(ports(), (recording) => calls().isRunning(recording));
      const name = dialogue;
      return ports()
        .session.desk.recordings.list()
        .filter((row) => toHex(row.dialogue) === name)
        .map((row) => viewOf(ports(), row));
    },
    'recording/segment': async ({ recording, ...at }) => {
      const held = heldRecording(ports(), fromHex(recording));
      const { durationMs, finding, media } = await openHeld(ports(), held, at);
      return { bytes: media, durationMs, finding };
    },
    'recording/check': async ({ recording }) => ({
      findings: await findingsOf(ports(), heldRecording(ports(), fromHex(recording))),
    }),
    'recording/rename': async ({ recording, title }) => {
      const { recordings } = ports().session.desk;
      const row = recordings.find(fromHex(recording));
      if (row === null) throw new ConsiliumError('recording-unknown');
      recordings.rename(row.id, title.trim());
      ports().changed();
      return {};
    },
    'recording/give': async ({ recording }) => {
      await giveRecording(ports(), fromHex(recording));
      return toldOf(hub);
    },
    'recording/delete': async ({ recording }) => {
      if (calls().isRunning(fromHex(recording))) throw new ConsiliumError('recording-running');
      stopGiving(ports(), fromHex(recording));
      removeRecording(ports(), fromHex(recording));
      return toldOf(hub);
    },
  };
}

/** What is in the desk now goes on its way. */
function toldOf(hub: Pick<DialogueHub, 'demand' | 'wake'>): Record<string, never> {
  const { ports, transfers } = hub.demand().service;
  transfers.refresh();
  ports.changed();
  hub.wake();
  return {};
}

/** With the consent of the patient, by the slip of their open visit. Errors: as api/recordings.ts says. */
async function proposalOf(
  work: VisitWork,
  ports: DialoguePorts,
  { dialogue, patient, scope }: ArgsOf<'recording/propose'>,
): Promise<Proposal> {
  const { peer } = openDialogue(ports, fromHex(dialogue));
  const recording = toRecordingId(ports.random(16));
  if (patient === null) return { recording, scope, patient: null };
  const visit = epochKeyOf(patient.visit);
  const context = visitContext(work, visit);
  assertOpenOnLedger(work, visit);
  const slip = await slipFor(work, context, patient);
  const consent = encodePatientConsent({
    network: ports.network,
    recording,
    dialogue: toRequestHash(fromHex(dialogue)),
    visit,
    doctors: [selfOf(ports).doctor, peer],
    scope,
    time: ports.clock.now(),
  });
  const signature = signPatientConsent(consent, consentKeyPairFromSlip(slip.consentSeed).secretKey);
  return { recording, scope, patient: { consent, signature } };
}

function givenStateOf(ports: DialoguePorts, manifest: Manifest): RecordingView['given'] {
  const given = givenOf(ports, manifest);
  if (given === null) return null;
  if (given.state === 'whole') return 'theirs';
  return given.isPaused ? 'paused' : 'going';
}

function viewOf(ports: DialoguePorts, row: DeskRecording): RecordingView {
  const { doctors, patient, scope } = decodeAbout(row.about);
  const isOfOther = !isOwn(ports, { doctors });
  const other = doctors[isOfOther ? 0 : 1];
  const manifest = row.manifest === null ? null : heldRecording(ports, row.recording).manifest;
  return {
    recording: toHex(row.recording),
    dialogue: toHex(row.dialogue),
    title: row.title,
    isOfOther,
    given: manifest === null || isOfOther ? null : givenStateOf(ports, manifest),
    other: {
      name: staffName(ports.state, other.doctor),
      institution: institutionName(ports.state, other.institution),
    },
    began: row.began,
    durationMs: manifest === null ? 0 : manifest.ended - manifest.began,
    state: row.state,
    scope,
    hasPatient: patient !== null,
    sides: (manifest?.sides ?? []).map(({ segments, side }) => ({
      side,
      segments: segments.map(({ contentType, durationMs, from }) => ({ from, durationMs, contentType })),
    })),
  };
}
