/** A part of a dialogue becomes a document of a record: asked, signed by both, attached to a note. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toMessageId, toRequestHash } from '../../../consult/ids.ts';
import {
  decodeTranscript,
  encodeTranscript,
  LONGEST_TRANSCRIPT,
  signTranscript,
  transcriptSignatureHolds,
  type Transcript,
} from '../../../consult/transcript.ts';
import type { Content } from '../../../consult/contents.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { sealer } from '../../../records/identityPart.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import type { DialogueMessage } from '../../../replica/desk/dialogueMessages.ts';
import type { DeskTranscript } from '../../../replica/desk/transcripts.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { demandStanding, openDialogue, say } from '../dialogue/conversation.ts';
import { selfOf, type DialoguePorts } from '../dialogue/ports.ts';
import { patientOfDraft } from '../attachments/owner.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { epochKeyOf } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { transcriptText } from './text.ts';

const MOST_MESSAGES = 2000;
/** Stands where a name of the patient stood: both sign the text as it will be kept. */
const PATIENT = '〔患者 patient〕';

/** See api/transcript.ts. */
export async function askForTranscript(
  { ports, work }: { readonly ports: DialoguePorts; readonly work: VisitWork },
  args: ArgsOf<'transcript/ask'>,
): Promise<ResultOf<'transcript/ask'>> {
  const request = fromHex(args.dialogue);
  const dialogue = demandStanding(ports, openDialogue(ports, request));
  const { mentions } = await patientOfDraft(work, args.visit).finally(() =>
    work.forgetVisit(epochKeyOf(args.visit)),
  );
  const { session, random, clock } = ports;
  const { desk } = session;
  const messages = chosenMessages(ports, dialogue, args);
  const [first] = messages;
  if (first === undefined) throw new ConsiliumError('transcript-empty');
  const said = transcriptText(desk, messages, speakersOf(ports, dialogue));
  const text = sealer(mentions)(said).replaceAll(/⟦\d+⟧/gu, PATIENT);
  if (text.length > LONGEST_TRANSCRIPT)
    throw new ConsiliumError('transcript-too-long', { limit: LONGEST_TRANSCRIPT });
  const transcript = encodeTranscript({
    network: ports.network,
    dialogue: toRequestHash(request),
    doctors: [selfOf(ports), { doctor: dialogue.peer, institution: dialogue.institution }],
    text,
  });
  const signature = signTranscript(transcript, session.keys.sign.secretKey);
  const signed = { version: session.keyVersion, signature };
  const id = toMessageId(random(16));
  const name = { dialogue: dialogue.id, mine: true, message: id } as const;
  const time = clock.now();
  desk.atomically(() => {
    const row = desk.messages.add({ ...name, time, text: '', reply: null });
    desk.transcripts.add({ ...name, oldest: first.time, visit: epochKeyOf(args.visit), transcript, signed });
    const content = {
      kind: 'transcript',
      time,
      id,
      transcript,
      oldest: first.time,
      ...signed,
    } as const;
    say(ports, request, content, row === null ? {} : { message: row });
  });
  return { transcript: toHex(id) };
}

/** The oldest first; without transcripts themselves. Errors: `transcript-too-long` where more were chosen than `most`. */
export function chosenMessages(
  { session }: Pick<DialoguePorts, 'session'>,
  dialogue: Pick<DeskDialogue, 'id'>,
  { from, to, most = MOST_MESSAGES }: { readonly from: number; readonly to: number; readonly most?: number },
): readonly DialogueMessage[] {
  const { messages, transcripts } = session.desk;
  const chosen = messages
    .page(dialogue.id, { before: to + 1, search: '', limit: most + 1 })
    .filter(({ id }) => id >= from);
  // Nothing is left out without a word.
  if (chosen.length > most) throw new ConsiliumError('transcript-too-long', { limit: most });
  return chosen.filter(({ message }) => transcripts.find(message) === null).toReversed();
}

/** See api/transcript.ts. */
export function answerTranscript(
  ports: DialoguePorts,
  { signs, transcript: name }: ArgsOf<'transcript/answer'>,
): void {
  const { session, clock } = ports;
  const { desk } = session;
  const known = knownTranscript(ports, name);
  if (known.mine || known.state !== 'asked') throw new ConsiliumError('transcript-answered');
  const request = requestOf(ports, known);
  demandStanding(ports, openDialogue(ports, request));
  const signed = {
    version: session.keyVersion,
    signature: signs ? signTranscript(known.transcript, session.keys.sign.secretKey) : null,
  };
  desk.atomically(() => {
    if (signed.signature === null) desk.transcripts.decline(known);
    else desk.transcripts.sign(known, { version: signed.version, signature: signed.signature });
    const id = toMessageId(known.message);
    say(ports, request, { kind: 'transcript-answer', time: clock.now(), id, ...signed });
  });
}

/** The other doctor asks: what they signed is of this dialogue, between the two, in that order. Null, or why not. */
export function takeTranscript(
  ports: DialoguePorts,
  dialogue: DeskDialogue,
  content: Content & { readonly kind: 'transcript' },
): string | null {
  const { messages, transcripts } = ports.session.desk;
  const { id, oldest, signature, time, transcript, version } = content;
  const peer = { doctor: dialogue.peer, institution: dialogue.institution };
  const isTheirs =
    isBetween(decodeTranscript(transcript), { dialogue, doctors: [peer, selfOf(ports)] }) &&
    transcriptSignatureHolds(transcript, signature, dialogue.peerSign);
  if (!isTheirs) return 'transcript-malformed';
  const name = { dialogue: dialogue.id, mine: false, message: id } as const;
  if (messages.add({ ...name, time, text: '', reply: null }) === null) return 'dialogue-message-twice';
  transcripts.add({ ...name, oldest, visit: null, transcript, signed: { version, signature } });
  return null;
}

/** The other doctor's answer to an own one. Null, or why it is none. */
export function takeTranscriptAnswer(
  { session }: DialoguePorts,
  dialogue: DeskDialogue,
  { id, signature, version }: Content & { readonly kind: 'transcript-answer' },
): string | null {
  const { transcripts } = session.desk;
  const name = { dialogue: dialogue.id, mine: true, message: id } as const;
  const known = transcripts.at(name);
  if (known === null) return 'transcript-unknown';
  if (known.state !== 'asked') return 'transcript-answered';
  if (signature === null) {
    transcripts.decline(name);
    return null;
  }
  if (!transcriptSignatureHolds(known.transcript, signature, dialogue.peerSign))
    return 'transcript-malformed';
  transcripts.sign(name, { version, signature });
  return null;
}

/** Errors: `transcript-unknown`. */
export function knownTranscript({ session }: Pick<DialoguePorts, 'session'>, name: string): DeskTranscript {
  const known = session.desk.transcripts.find(fromHex(name));
  if (known === null) throw new ConsiliumError('transcript-unknown');
  return known;
}

function isBetween(
  { dialogue, doctors }: Transcript,
  of: { readonly dialogue: DeskDialogue; readonly doctors: Transcript['doctors'] },
): boolean {
  return (
    bytesEqual(dialogue, of.dialogue.request) &&
    doctors.every(
      ({ doctor, institution }, index) =>
        bytesEqual(doctor, of.doctors[index]?.doctor ?? doctor.subarray(1)) &&
        bytesEqual(institution, of.doctors[index]?.institution ?? institution.subarray(1)),
    )
  );
}

function requestOf({ session }: DialoguePorts, { dialogue }: DeskTranscript): Uint8Array {
  const found = session.desk.dialogues.list().find(({ id }) => id === dialogue);
  if (found === undefined) throw new ConsiliumError('dialogue-unknown');
  return found.request;
}

function speakersOf(ports: DialoguePorts, { peer, institution }: DeskDialogue) {
  const of = (doctor: Uint8Array, place: Uint8Array) => ({
    name: staffName(ports.state, doctor),
    institution: institutionName(ports.state, place),
  });
  const me = selfOf(ports);
  return { me: of(me.doctor, me.institution), peer: of(peer, institution) };
}
