/**
 * Recordings of the ledger that this doctor may open, their own as well. What nodes give is believed as far as the ledger's
 * anchor reaches: envelope, root and signature of the manifest, both consents. What is open is held in memory alone.
 */
import { checkSegment, type CheckedSegment } from '../../../../consult/recording/check.ts';
import { rootOf, type Manifest } from '../../../../consult/recording/manifest.ts';
import type { Side } from '../../../../consult/recording/segment.ts';
import type { RecordingAnchor } from '../../../../contracts/consult/anchorEntities.ts';
import { anchorName } from '../../../../contracts/consult/anchorName.ts';
import { bytesEqual, toHex } from '../../../../crypto/bytes.ts';
import { toBlobId } from '../../../../crypto/ids.ts';
import {
  decodeRecordingEnvelope,
  openRecordingKey,
  openRecordingManifest,
  recordingCommitment,
  type RecordingEnvelope,
  type RecordingRow,
} from '../../../../crypto/recordingEnvelope.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { fetchBlob } from '../../../../hospital/blobs/fetch.ts';
import type { StaffSession } from '../../context.ts';
import type { VisitWork } from '../../visits/work.ts';
import { demandStanding } from './anchor.ts';
import { demandConsented, demandOfAnchor, manifestSignedBy, notAnchored } from './anchored.ts';

export interface OpenedRecording {
  readonly manifest: Manifest;
  /** As it was signed, and the salt that leads from its root to the anchor. */
  readonly signed: Uint8Array;
  readonly salt: Uint8Array;
  /** SECRET. */
  readonly key: Uint8Array;
}

export class OpenedRecordings {
  readonly #work: VisitWork;
  /** Hangs on the session: locking forgets it. By the anchor in hex. */
  readonly #open = new WeakMap<StaffSession, Map<string, OpenedRecording>>();

  constructor(work: VisitWork) {
    this.#work = work;
  }

  /** Errors: as `recording/open-anchored`. */
  async open(anchor: Uint8Array): Promise<OpenedRecording> {
    const { ledger, session } = this.#work;
    await ledger.catchUp();
    const opened = this.#opened();
    const name = toHex(anchor);
    try {
      const entity = demandStanding(this.#work, anchor);
      const known = opened.get(name) ?? (await this.#fetch(anchor, entity));
      // It may have been locked meanwhile.
      if (this.#work.session === session) opened.set(name, known);
      return known;
    } catch (error) {
      opened.delete(name);
      throw error;
    }
  }

  /** Errors: as {@link open}, and those of fetchBlob. */
  async segment(
    anchor: Uint8Array,
    at: { readonly side: Side; readonly index: number },
  ): Promise<CheckedSegment> {
    const { key, manifest } = await this.open(anchor);
    const entry = manifest.sides.find(({ side }) => side === at.side)?.segments[at.index];
    if (entry === undefined) throw new ConsiliumError('recording-segment-unknown');
    const name = { id: toBlobId(entry.hash), size: entry.size };
    const bytes = await fetchBlob(name, [this.#work.ledger.node]);
    return checkSegment(manifest, { ...at, bytes }, key);
  }

  async #fetch(anchor: Uint8Array, entity: RecordingAnchor): Promise<OpenedRecording> {
    const { ledger, network } = this.#work;
    const { node, replica } = ledger;
    const encoded = await node.recordings.envelope(anchor);
    const envelope = decodeRecordingEnvelope(encoded);
    const isCommitted =
      bytesEqual(envelope.anchor, anchor) && bytesEqual(recordingCommitment(encoded), entity.commitment);
    if (!isCommitted) throw new ConsiliumError('envelope-mismatch');
    const key = await this.#keyOf(envelope);
    const sealed = await fetchBlob(envelope.manifest, [node]);
    const { salt, signed } = openRecordingManifest(sealed, { anchor, key });
    if (!bytesEqual(anchorName(salt, rootOf(signed)), anchor)) throw notAnchored('root');
    const manifest = manifestSignedBy(signed, replica.store, entity);
    demandOfAnchor(manifest, entity);
    demandSame(manifest, envelope);
    demandConsented(manifest, { state: replica.store, network });
    return { manifest, signed, salt, key };
  }

  async #keyOf({ anchor, rows }: RecordingEnvelope): Promise<Uint8Array> {
    const { ledger, session } = this.#work;
    const isOwn = ({ doctor }: RecordingRow): boolean => bytesEqual(doctor, session.identity.entity);
    const row =
      rows.find(isOwn) ??
      (await ledger.node.recordings.named()).find((named) => bytesEqual(named.anchor, anchor));
    const pair = row === undefined ? undefined : session.sealing.get(row.version);
    if (row === undefined || pair === undefined) throw new ConsiliumError('row-unreadable');
    return openRecordingKey(row.row, pair, anchor);
  }

  #opened(): Map<string, OpenedRecording> {
    const { session } = this.#work;
    const known = this.#open.get(session);
    if (known !== undefined) return known;
    const fresh = new Map<string, OpenedRecording>();
    this.#open.set(session, fresh);
    return fresh;
  }
}

/** Errors: `recording-not-anchored` {check}. */
function demandSame(manifest: Manifest, envelope: RecordingEnvelope): void {
  const named = manifest.sides.flatMap(({ segments }) => segments);
  const isSame =
    named.length === envelope.segments.length &&
    named.every(({ hash, size }, index) => {
      const segment = envelope.segments[index];
      return segment !== undefined && segment.size === size && bytesEqual(segment.id, hash);
    });
  if (!isSame) throw notAnchored('segments');
}
