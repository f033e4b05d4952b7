/**
 * Files that this side gave in one dialogue. What goes which way is decided by src/consult/giving.ts; this does what it
 * orders.
 */
import { encodeBulkFrame, type BulkFrame } from '../../../../consult/bulkFrames.ts';
import { evaluateGiving, nextPiece, NOTHING_GIVEN, type GivingEvent } from '../../../../consult/giving.ts';
import { fromHex, toHex } from '../../../../crypto/bytes.ts';
import { toBlobId } from '../../../../crypto/ids.ts';
import { errorCode } from '../../../../errors.ts';
import { sendSource } from '../../../../hospital/blobs/send.ts';
import type { DeskGivenFile, UnderWay } from '../../../../replica/desk/dialogueGiven.ts';
import { sourceOf } from '../../attachments/files.ts';
import { sayOfGiven } from './sayOfGiven.ts';
import type { LineOf, TransferWork } from './transferWork.ts';

export class GivingLine {
  readonly #work: TransferWork;
  readonly #of: LineOf;
  readonly #say: (frame: BulkFrame) => void;
  /** Has the connection ask for what comes next. */
  readonly #order: () => void;
  #state = NOTHING_GIVEN;
  /** By the blob's id in hex. */
  readonly #going = new Map<string, DeskGivenFile>();
  /** Bytes that are over there, as far as was seen since the start. */
  readonly #over = new Map<string, number>();
  #storing: AbortController | null = null;

  constructor(work: TransferWork, of: LineOf, say: (frame: BulkFrame) => void, order: () => void) {
    this.#work = work;
    this.#of = of;
    this.#say = say;
    this.#order = order;
  }

  /** A file of a message that is under way, as the desk has it now. */
  note({ isPaused }: UnderWay, row: DeskGivenFile): void {
    const blob = toHex(row.blob);
    if (this.#going.has(blob)) {
      this.on({ is: 'paused', blob, isPaused });
      return;
    }
    this.#going.set(blob, row);
    if (row.isStored) this.#over.set(blob, row.blobSize);
    const { blobSize: size, isStored } = row;
    this.on({ is: 'given', file: { blob, size, isPaused, isStored, isReceived: false } });
  }

  /** What is no longer under way: the other side has it, or it was deleted. */
  forget(underWay: ReadonlySet<string>): void {
    for (const blob of this.#going.keys()) {
      if (underWay.has(blob)) continue;
      this.#going.delete(blob);
      this.#over.delete(blob);
      this.on({ is: 'taken-back', blob });
    }
  }

  on(event: GivingEvent): void {
    const { acts, state } = evaluateGiving(this.#state, event);
    this.#state = state;
    for (const act of acts) {
      switch (act.act) {
        case 'send':
          this.#order();
          break;
        case 'cannot':
          this.#say({ kind: 'cannot', blob: toBlobId(fromHex(act.blob)) });
          break;
        case 'cut':
          this.#storing?.abort();
          break;
        case 'store':
          this.#store(act.blob);
      }
    }
    if (state.isNodeAway) this.#work.again();
  }

  /** What goes over the connection next, as a frame; null when there is nothing. */
  async next(): Promise<Uint8Array | null> {
    const piece = nextPiece(this.#state);
    const row = piece === null ? undefined : this.#going.get(piece.blob);
    if (piece === null || row === undefined) return null;
    // Before it is read: whoever asks meanwhile gets the piece after it.
    this.on({ is: 'sent', blob: piece.blob, length: piece.length });
    const { files } = this.#work.ports.session;
    try {
      const bytes = await sourceOf(files, { id: row.blob, size: row.blobSize }).read(piece.at, piece.length);
      this.#isOver(piece.blob, piece.at + piece.length);
      return encodeBulkFrame({ kind: 'piece', blob: row.blob, at: piece.at, bytes });
    } catch (error) {
      this.#work.ports.logger.warn('dialogue-file', { code: errorCode(error) });
      this.on({ is: 'taken-back', blob: piece.blob });
      return encodeBulkFrame({ kind: 'cannot', blob: row.blob });
    }
  }

  /** Bytes of a file that are over there. */
  over(blob: string): number | null {
    return this.#over.get(blob) ?? null;
  }

  close(): void {
    this.#storing?.abort();
  }

  #store(blob: string): void {
    const row = this.#going.get(blob);
    if (row === undefined) return;
    const control = new AbortController();
    this.#storing = control;
    this.#work.run(this.#stored(blob, row, control.signal));
  }

  async #stored(blob: string, row: DeskGivenFile, signal: AbortSignal): Promise<void> {
    const { ports, isOn } = this.#work;
    const source = sourceOf(ports.session.files, { id: row.blob, size: row.blobSize });
    const progress = (bytes: number): void => this.#isOver(blob, bytes);
    let isWell = true;
    ports.session.desk.given.beginStoring(row.id);
    try {
      await sendSource(ports.ownBlobs, { ...source, id: row.blob }, { signal, progress });
    } catch (error) {
      isWell = false;
      if (!signal.aborted) ports.logger.info('dialogue-file-waits', { code: errorCode(error) });
    }
    // What was cut may have been through all the same; then it is found there the next time.
    if (!isOn() || signal.aborted) return;
    if (isWell) this.#noteStored(row);
    this.on({ is: 'stored', blob, isWell });
  }

  /** When all files of a message lie at the node the other side is told, as part of the dialogue. */
  #noteStored(row: DeskGivenFile): void {
    const { ports, said } = this.#work;
    const { desk } = ports.session;
    this.#isOver(toHex(row.blob), row.blobSize);
    const isAll = desk.atomically(() => {
      desk.given.setFileStored(row.id);
      const { named, stored } = desk.given.tally(row.message);
      if (stored < named || desk.given.of(row.message)?.isStored !== false) return false;
      desk.given.setStored(row.message);
      sayOfGiven(ports, this.#of, row.message, 'stored');
      return true;
    });
    if (isAll) said();
  }

  #isOver(blob: string, bytes: number): void {
    this.#over.set(blob, bytes);
    this.#work.moved();
  }
}
