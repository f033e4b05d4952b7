/**
 * A recording while it runs. The page hands over what its recorders give, a second or two at a time; each chunk is sealed at
 * once and on the disk before the page is answered, so that a sudden end loses the last one at most. Nothing of it is
 * written otherwise, and no more of it than a chunk is held.
 */
import { toRecordingId } from '../../../consult/ids.ts';
import { MOST_SEGMENTS } from '../../../consult/recording/manifest.ts';
import { RECORDING_KEY_LENGTH, SegmentSealer, type Side } from '../../../consult/recording/segment.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { GrowingFile } from '../../../node/blobFiles.ts';
import type { DeskRecording, NewRecording, NewSegment } from '../../../replica/desk/recordings.ts';
import { segmentPart, storing } from '../attachments/files.ts';
import { closeRecording, endSegment, forgetSegment, partOf, type RecordingPorts } from './closing.ts';

/** What a recorder of the page gave. */
export interface Chunk {
  readonly side: Side;
  /** Of the side: 0 is the first. Each is a file of its own to its player. */
  readonly segment: number;
  readonly contentType: string;
  /** When the segment begins, ms since the recording began. */
  readonly from: number;
  /** Up to where it goes, ms since the segment began. */
  readonly until: number;
  readonly isLast: boolean;
  readonly bytes: Uint8Array;
}

interface Growing {
  readonly id: number;
  readonly number: number;
  readonly sealer: SegmentSealer;
  readonly file: GrowingFile;
  until: number;
  /** A frame of it found no room: none that came after would fit. */
  isCut: boolean;
}

export class RecordingWriter {
  readonly #ports: RecordingPorts;
  readonly #recording: DeskRecording;
  readonly #growing = new Map<Side, Growing>();
  readonly #next = new Map<Side, number>();
  #isOver = false;
  /** One thing after the other: chunks of a side follow each other in its file. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(ports: RecordingPorts, recording: DeskRecording) {
    this.#ports = ports;
    this.#recording = recording;
  }

  /** Begins one, under a fresh key. Who calls it has looked at the consents. */
  static begin(ports: RecordingPorts, of: Omit<NewRecording, 'key' | 'began'>): RecordingWriter {
    const { recordings } = ports.session.desk;
    recordings.begin({ ...of, key: ports.random(RECORDING_KEY_LENGTH), began: ports.clock.now() });
    const recording = recordings.find(of.recording);
    if (recording === null) throw new ConsiliumError('recording-unknown');
    return new RecordingWriter(ports, recording);
  }

  /**
   * Resolves when it is on the disk. Errors: `recording-not-running`, `recording-chunk-order`, `recording-too-long`,
   * `storage-full`.
   */
  async take(chunk: Chunk): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isOver) throw new ConsiliumError('recording-not-running');
      const growing = this.#growing.get(chunk.side) ?? (await this.#grow(chunk));
      if (growing.number !== chunk.segment || chunk.until < growing.until)
        throw new ConsiliumError('recording-chunk-order');
      growing.until = chunk.until;
      await this.#write(growing, chunk.bytes, chunk.isLast);
      if (chunk.isLast) await this.#end(chunk.side, growing, true);
    });
  }

  /**
   * Ends it: what still grows gets its last frame, and the manifest is signed. Once, whoever asks again. Errors: those of the
   * desk; the next unlock ends it then.
   */
  async finish(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isOver) return;
      this.#isOver = true;
      let isWhole = true;
      for (const [side, growing] of this.#growing) {
        const hasEnd = await this.#write(growing, new Uint8Array(0), true).then(
          () => true,
          () => false,
        );
        isWhole &&= hasEnd;
        await this.#end(side, growing, hasEnd);
      }
      closeRecording(this.#ports, this.#recording, isWhole ? 'whole' : 'broken');
    });
  }

  async #grow({ contentType, from, segment, side }: Chunk): Promise<Growing> {
    if (segment !== (this.#next.get(side) ?? 0)) throw new ConsiliumError('recording-chunk-order');
    if (segment >= MOST_SEGMENTS) throw new ConsiliumError('recording-too-long');
    const { random, session } = this.#ports;
    const of: NewSegment = { side, number: segment, contentType, from };
    const id = session.desk.recordings.grow(this.#recording.id, of);
    const name = { recording: toRecordingId(this.#recording.recording), side, index: segment };
    const growing: Growing = {
      id,
      number: segment,
      sealer: new SegmentSealer(name, this.#recording.key, random),
      file: await storing(session.files.grow(segmentPart(id))),
      until: 0,
      isCut: false,
    };
    this.#growing.set(side, growing);
    this.#next.set(side, segment + 1);
    return growing;
  }

  /** A frame that found no room is cut off again: what is before it is whole. */
  async #write(growing: Growing, bytes: Uint8Array, isLast: boolean): Promise<void> {
    const { file, id, sealer, until } = growing;
    if (growing.isCut) throw new ConsiliumError('storage-full');
    const before = file.size;
    try {
      await storing(file.append(sealer.seal(bytes, until, isLast)));
      await storing(file.sync());
    } catch (error) {
      growing.isCut = true;
      await this.#ports.session.files.cutPart(segmentPart(id), before).catch(() => undefined);
      throw error;
    }
  }

  /** In this order: a file that is named and not in its place yet is put there at the next unlock. */
  async #end(side: Side, { file, id, until }: Growing, ends: boolean): Promise<void> {
    this.#growing.delete(side);
    await file.close();
    const bytes = await partOf(this.#ports, id);
    if (bytes.length === 0) forgetSegment(this.#ports, id);
    else endSegment(this.#ports, { id, bytes, durationMs: until, ends });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
