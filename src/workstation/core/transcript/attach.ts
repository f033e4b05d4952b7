/** A transcript that both signed, as an attachment of a note, and read back out of any record that has one. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import {
  decodeSignedTranscript,
  decodeTranscript,
  encodeSignedTranscript,
  transcriptSignatureHolds,
} from '../../../consult/transcript.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { readStaff, staffKey } from '../../../contracts/signers.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import {
  encodeAbout,
  MOST_BYTES,
  nameOf,
  draftAttachments,
  recordAttachment,
  viewOf,
} from '../attachments/draft.ts';
import { TRANSCRIPT_TYPE } from '../attachments/content.ts';
import { sealIntoFile } from '../attachments/files.ts';
import { MOST_ATTACHMENTS } from '../../../crypto/envelope.ts';
import { institutionName, networkOf, staffName } from '../visits/ledgerReads.ts';
import { epochKeyOf, visitContext } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';

/** See api/transcript.ts. */
export async function attachTranscript(
  work: VisitWork,
  { transcript: name }: ArgsOf<'transcript/attach'>,
): Promise<ResultOf<'transcript/attach'>> {
  const { desk, files } = work.session;
  const known = desk.transcripts.find(fromHex(name));
  if (known === null || known.visit === null) throw new ConsiliumError('transcript-unknown');
  const { other, signed, state, transcript } = known;
  if (other === null || state !== 'signed') throw new ConsiliumError('transcript-unsigned');
  const visit = toHex(known.visit);
  visitContext(work, epochKeyOf(visit));
  const draft = nameOf(work, visit);
  const before = draftAttachments(work, draft);
  const bytes = encodeSignedTranscript({ transcript, signatures: [signed, other] });
  const total = before.reduce((sum, { size }) => sum + size, bytes.length);
  if (before.length >= MOST_ATTACHMENTS || total > MOST_BYTES)
    throw new ConsiliumError('attachments-full', { limit: MOST_ATTACHMENTS });
  const { part, ...sealed } = await sealIntoFile(files, bytes, work.context.ports.random);
  const attachment = recordAttachment({
    name: '对话记录 Transcript',
    content: { contentType: TRANSCRIPT_TYPE, bytes, place: null },
    sealed,
    // The names of the patient were taken out before it was signed.
    seal: (text) => text,
    patient: 'unknown',
  });
  files.finish(part, toHex(sealed.file.id));
  const id = desk.atomically(() => {
    desk.transcripts.attach(known);
    return desk.attachments.add(draft, encodeAbout(attachment), sealed.file);
  });
  work.forgetPrepared(epochKeyOf(visit));
  return { added: viewOf(attachment, id) };
}

/** By the ledger alone: which doctors signed it. Errors: `transcript-malformed`. */
export function readTranscript(
  store: LedgerStore,
  { bytes }: ArgsOf<'transcript/read'>,
): ResultOf<'transcript/read'> {
  const { signatures, transcript } = decodeSignedTranscript(bytes);
  const { doctors, network, text } = decodeTranscript(transcript);
  const isOfNetwork = bytesEqual(network, networkOf(store));
  return {
    text,
    signers: doctors.map(({ doctor, institution }, index) => {
      const signed = signatures[index];
      const staff = readStaff(store, 'doctor', doctor);
      const key = staff === null || signed === undefined ? null : staffKey(staff, signed.version);
      const holds =
        key !== null &&
        signed !== undefined &&
        transcriptSignatureHolds(transcript, signed.signature, key.sign);
      return {
        name: staffName(store, doctor),
        institution: institutionName(store, institution),
        verified: isOfNetwork && holds,
      };
    }),
  };
}
