/**
 * Puts a recording on the ledger, and takes it back. What stands there is a salted hash; manifest and segments lie at the
 * nodes, sealed, with the key for each of the two doctors. All of it waits in the outbox as a record does.
 */
import { rootOf } from '../../../../consult/recording/manifest.ts';
import { recordingAnchorCodec, type RecordingAnchor } from '../../../../contracts/consult/anchorEntities.ts';
import { anchorName } from '../../../../contracts/consult/anchorName.ts';
import { currentStaffKey, readStaff } from '../../../../contracts/signers.ts';
import { read } from '../../../../contracts/state.ts';
import { blobId } from '../../../../crypto/blob.ts';
import { bytesEqual, toHex } from '../../../../crypto/bytes.ts';
import { toSealingKey } from '../../../../crypto/ids.ts';
import {
  encodeRecordingEnvelope,
  recordingCommitment,
  sealRecordingKey,
  sealRecordingManifest,
  type RecordingRow,
} from '../../../../crypto/recordingEnvelope.ts';
import { ConsiliumError } from '../../../../errors.ts';
import type { FiledBlob } from '../../../../replica/desk/filedBlobs.ts';
import type { NewOutboxEntry } from '../../../../replica/desk/outboxStore.ts';
import type { ResultOf } from '../../../api.ts';
import { nodeSignerOf } from '../../visits/recordEntry.ts';
import {
  settle,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../../visits/transactions.ts';
import type { VisitWork } from '../../visits/work.ts';
import type { RecordingPorts } from '../closing.ts';
import { demandOwn, heldRecording, segmentsOf, type HeldRecording } from '../held.ts';
import { consentHash } from './anchored.ts';

type Sent = ResultOf<'recording/anchor'>;

/** See api/ledgerRecordings.ts. */
export async function putOnLedger(
  work: VisitWork,
  ports: RecordingPorts,
  recording: Uint8Array,
): Promise<Sent> {
  await work.ledger.catchUp();
  const held = heldRecording(ports, recording);
  demandOwn(ports, held.manifest);
  const files = segmentsOf(ports, held.manifest);
  const { desk } = work.session;
  demandNew(work, recording);
  const { anchor, entry, salt } = anchorEntry(work, held, files);
  const outbox = desk.atomically(() => {
    const { id } = desk.outbox.add(entry);
    desk.recordingAnchors.add({ anchor, recording, salt, outbox: id });
    return id;
  });
  return sent(work, anchor, outbox);
}

/** Either of the two doctors. See api/ledgerRecordings.ts. */
export async function takeBack(work: VisitWork, anchor: Uint8Array): Promise<Sent> {
  await work.ledger.catchUp();
  const entity = demandStanding(work, anchor);
  const isTheirs = [entity.holder, entity.other].some((doctor) =>
    bytesEqual(doctor, work.session.identity.entity),
  );
  if (!isTheirs) throw new ConsiliumError('anchor-doctors');
  const body = {
    kind: 'consult/withdraw',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    anchor,
  } as const;
  const entry = signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: null });
  return sent(work, anchor, work.session.desk.outbox.add(entry).id);
}

/** As the ledger has it. Errors: `anchor-unknown`, `anchor-withdrawn`. */
export function demandStanding(work: VisitWork, anchor: Uint8Array): RecordingAnchor {
  const entity = read(work.ledger.replica.store, recordingAnchorCodec, anchor);
  if (entity === null) throw new ConsiliumError('anchor-unknown');
  if (entity.withdrawn !== null) throw new ConsiliumError('anchor-withdrawn');
  return entity;
}

/** The key of a recording for a doctor as the ledger has them now. Errors: `recipient-unknown`, `recipient-suspended`. */
export function rowFor(
  work: VisitWork,
  doctor: Uint8Array,
  of: { readonly anchor: Uint8Array; readonly key: Uint8Array },
): RecordingRow {
  const staff = readStaff(work.ledger.replica.store, 'doctor', doctor);
  const key = staff === null ? null : currentStaffKey(staff);
  if (key === null) throw new ConsiliumError('recipient-unknown');
  const row = sealRecordingKey(toSealingKey(key.seal), of, work.context.ports.random);
  return { doctor, version: key.version, row };
}

/** One that was refused may be tried again. Errors: `anchor-exists`. */
function demandNew(work: VisitWork, recording: Uint8Array): void {
  const { desk } = work.session;
  const before = desk.recordingAnchors.ofRecording(recording);
  const entry = before === null ? null : desk.outbox.entry(before.outbox);
  if (before !== null && entry?.state !== 'rejected') throw new ConsiliumError('anchor-exists');
}

function anchorEntry(
  work: VisitWork,
  { manifest, row }: HeldRecording,
  segments: readonly FiledBlob[],
): { readonly anchor: Uint8Array; readonly salt: Uint8Array; readonly entry: NewOutboxEntry } {
  const { context, session } = work;
  const { random } = context.ports;
  const signed = row.manifest;
  if (signed === null) throw new ConsiliumError('recording-running');
  const salt = random(32);
  const anchor = anchorName(salt, rootOf(signed));
  const of = { anchor, key: row.key };
  const [{ doctor: holder }, { doctor: other }] = manifest.doctors;
  const sealed = sealRecordingManifest({ salt, signed }, of, random);
  const envelope = encodeRecordingEnvelope({
    anchor,
    salt: random(32),
    manifest: { id: blobId(sealed), size: sealed.length },
    segments,
    rows: [rowFor(work, holder, of), rowFor(work, other, of)],
  });
  const { store } = work.ledger.replica;
  const body = {
    kind: 'consult/anchor',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session), nodeSignerOf(store, session.identity.institution)],
    anchor,
    call: manifest.call,
    other,
    consents: [consentHash(manifest.consents[0]), consentHash(manifest.consents[1])],
    commitment: recordingCommitment(envelope),
  } as const;
  const entry = signedEntry(context, {
    body,
    keys: [session.keys.sign.secretKey],
    visit: null,
    envelope,
    blobs: [{ id: blobId(sealed), blob: sealed }],
    files: distinct(segments),
  });
  return { anchor, salt, entry };
}

function distinct(files: readonly FiledBlob[]): readonly FiledBlob[] {
  return [...new Map(files.map((file) => [toHex(file.id), file])).values()];
}

async function sent(work: VisitWork, anchor: Uint8Array, entry: number): Promise<Sent> {
  work.context.emit({ type: 'outbox' });
  const { code, state } = await settle(work.context, entry);
  work.context.emit({ type: 'outbox' });
  if (state === 'rejected') throw new ConsiliumError(code ?? 'internal');
  return { anchor: toHex(anchor), state: state === 'committed' ? 'committed' : 'queued' };
}
