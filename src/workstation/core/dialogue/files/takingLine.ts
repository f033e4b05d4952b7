/**
 * Files that the other side of one dialogue gave. Which way each comes is decided by src/consult/taking.ts; this does
 * what it orders.
 *
 * F1 a file has its name, and its row says so, only after all of it was compared with what was named
 */
import type { BulkFrame } from '../../../../consult/bulkFrames.ts';
import {
  evaluateTaking,
  NOTHING_TAKEN,
  type TakingAct,
  type TakingEvent,
} from '../../../../consult/taking.ts';
import { fromHex, toHex } from '../../../../crypto/bytes.ts';
import { toBlobId } from '../../../../crypto/ids.ts';
import { errorCode } from '../../../../errors.ts';
import type { DeskGivenFile, UnderWay } from '../../../../replica/desk/dialogueGiven.ts';
import { decodeAbout } from '../../attachments/draft.ts';
import { sweepFiles } from '../../attachments/files.ts';
import { bringsRecording, keepRecording, lookAtRecording } from '../../recordings/taken.ts';
import { fetchOnward } from './fetchOnward.ts';
import { sayOfGiven } from './sayOfGiven.ts';
import { isOfDisk, TakenFile } from './takenFile.ts';
import type { LineOf, TransferWork } from './transferWork.ts';

interface Coming {
  readonly row: DeskGivenFile;
  readonly file: TakenFile;
  /** It was thrown away once as not what it should be. */
  isSpoilt: boolean;
}

export class TakingLine {
  readonly #work: TransferWork;
  readonly #of: LineOf;
  readonly #say: (frame: BulkFrame) => void;
  #state = NOTHING_TAKEN;
  /** By the blob's id in hex. */
  readonly #coming = new Map<string, Coming>();
  #fetching: AbortController | null = null;
  /** Messages whose recording is being looked at. */
  readonly #looking = new Set<number>();

  constructor(work: TransferWork, of: LineOf, say: (frame: BulkFrame) => void) {
    this.#work = work;
    this.#of = of;
    this.#say = say;
  }

  /** A file of a message that is under way, as the desk has it now. */
  note({ isPaused, isStored }: UnderWay, row: DeskGivenFile): void {
    const blob = toHex(row.blob);
    if (this.#coming.has(blob)) {
      this.on({ is: 'paused', blob, isPaused });
      if (isStored) this.on({ is: 'stored', blob });
      return;
    }
    const file = new TakenFile(this.#work.ports.session.files, row, decodeAbout(row.about));
    // It had its name, and the program ended before its row said so.
    if (file.isNamed) {
      this.#settle(row, () => this.#given.setHere(row.id));
      return;
    }
    this.#coming.set(blob, { row, file, isSpoilt: false });
    this.on({ is: 'wanted', file: { blob, size: row.blobSize, have: file.size, isPaused, isStored } });
  }

  /** All files of a message are here and it is not settled: a recording, which is looked at as a whole. */
  whole({ isPaused, message }: Pick<UnderWay, 'isPaused' | 'message'>): void {
    if (isPaused || this.#looking.has(message)) return;
    this.#looking.add(message);
    this.#work.run(this.#lookAt(message).finally(() => this.#looking.delete(message)));
  }

  /** What is no longer under way: it was deleted. */
  forget(underWay: ReadonlySet<string>): void {
    for (const [blob, { file }] of this.#coming) {
      if (underWay.has(blob)) continue;
      this.#coming.delete(blob);
      this.on({ is: 'done', blob });
      this.#work.run(file.throwAway());
    }
  }

  /** Bytes that came over either way. */
  arrived(blob: string, at: number, bytes: Uint8Array): void {
    this.on({ is: 'arrived', blob, at, length: bytes.length }, bytes);
    this.#work.moved();
  }

  on(event: TakingEvent, bytes?: Uint8Array): void {
    const { acts, state } = evaluateTaking(this.#state, event);
    this.#state = state;
    for (const act of acts) this.#do(act, bytes);
    if (state.isNodeAway) this.#work.again();
  }

  /** Bytes that are here of a file that comes; null of any other. */
  have(blob: string): number | null {
    return this.#state.files.find((one) => one.blob === blob)?.have ?? null;
  }

  /** Ends what is fetched; all that came is on the disk when it resolves. */
  async close(): Promise<void> {
    this.#fetching?.abort();
    await Promise.all([...this.#coming.values()].map(async ({ file }) => file.close()));
  }

  get #given() {
    return this.#work.ports.session.desk.given;
  }

  #do(act: TakingAct, bytes: Uint8Array | undefined): void {
    const coming = this.#coming.get(act.blob);
    const blob = toBlobId(fromHex(act.blob));
    switch (act.act) {
      case 'ask':
        return this.#say({ kind: 'ask', blob, from: act.from, upTo: act.upTo });
      case 'stop':
        return this.#say({ kind: 'stop', blob });
      case 'append':
        if (coming === undefined || bytes === undefined) return;
        return this.#work.run(
          coming.file.append(bytes).catch((error: unknown) => this.#failed(act.blob, coming, error)),
        );
      case 'fetch':
        if (coming !== undefined) this.#fetch(act.blob, coming, act.from);
        return;
      case 'cut':
        this.#fetching?.abort();
        return;
      case 'look':
        if (coming !== undefined) this.#work.run(this.#look(act.blob, coming));
    }
  }

  #fetch(blob: string, { row }: Coming, from: number): void {
    const control = new AbortController();
    this.#fetching = control;
    this.#work.run(this.#fetched(blob, { row, from, signal: control.signal }));
  }

  async #fetched(
    blob: string,
    { row, ...rest }: { readonly row: DeskGivenFile; readonly from: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const { ports, isOn } = this.#work;
    let isWell = true;
    try {
      const holder = await ports.blobsAt(this.#of.institution);
      const name = { id: row.blob, size: row.blobSize };
      await fetchOnward(holder, name, rest, (at, bytes) => this.arrived(blob, at, bytes));
    } catch (error) {
      isWell = false;
      if (!rest.signal.aborted) ports.logger.info('dialogue-file-waits', { code: errorCode(error) });
    }
    if (isOn() && !rest.signal.aborted) this.on({ is: 'fetched', blob, isWell });
  }

  /** The disk did not take it: it waits until the doctor says so, and nothing is counted that is not on it. */
  #failed(blob: string, coming: Coming, error: unknown): void {
    const { ports, isOn, refresh, run, said } = this.#work;
    if (this.#coming.get(blob) !== coming || !isOn()) return;
    const code = errorCode(error);
    ports.logger.warn('dialogue-file', { code });
    this.#given.halt(coming.row.message, code);
    this.#coming.delete(blob);
    this.on({ is: 'done', blob });
    run(coming.file.close().then(refresh));
    said();
  }

  /** F1. */
  async #look(blob: string, coming: Coming): Promise<void> {
    const { file, row } = coming;
    const isCurrent = (): boolean => this.#work.isOn() && this.#coming.get(blob) === coming;
    try {
      await file.look();
      if (!isCurrent()) return;
      await file.keep();
    } catch (error) {
      if (!isCurrent()) return;
      if (isOfDisk(error)) this.#failed(blob, coming, error);
      else await this.#refuse(blob, coming, errorCode(error));
      return;
    }
    if (!isCurrent()) return;
    this.#coming.delete(blob);
    this.#settle(row, () => this.#given.setHere(row.id));
  }

  async #refuse(blob: string, coming: Coming, code: string): Promise<void> {
    const { ports, isOn } = this.#work;
    await coming.file.throwAway();
    if (!isOn()) return;
    ports.logger.warn('dialogue-file', { code });
    // A node may have given something else, or the disk: once more from the beginning.
    if (code === 'attachment-altered' && !coming.isSpoilt) {
      coming.isSpoilt = true;
      this.on({ is: 'spoilt', blob });
      return;
    }
    this.#coming.delete(blob);
    this.#settle(coming.row, () => this.#given.refuse(coming.row.id, code));
  }

  /** With the last file of a message the other side hears that all of it is here. */
  #settle(row: DeskGivenFile, write: () => void): void {
    const { desk } = this.#work.ports.session;
    const isOver = desk.atomically(() => {
      write();
      return this.#settleMessage(row.message);
    });
    this.on({ is: 'done', blob: toHex(row.blob) });
    // Of a study of hundreds each file is one of many.
    if (isOver) this.#work.said();
    else this.#work.moved();
  }

  #settleMessage(message: number): boolean {
    const given = this.#given.of(message);
    const { coming, named, refused } = this.#given.tally(message);
    if (given === null || named < given.count || coming > 0) return false;
    const isWhole = refused === 0;
    if (isWhole && bringsRecording(this.#given.files(message))) {
      this.whole(given);
      return false;
    }
    this.#given.setState(message, isWhole ? 'whole' : 'refused');
    if (isWhole) sayOfGiven(this.#work.ports, this.#of, message, 'received');
    return true;
  }

  async #lookAt(message: number): Promise<void> {
    const { isOn, ports, said } = this.#work;
    const { desk, files } = ports.session;
    try {
      const taken = await lookAtRecording(ports, this.#of, this.#given.files(message));
      if (!isOn() || this.#given.of(message)?.state !== 'wanted') return;
      desk.atomically(() => {
        keepRecording(ports, taken);
        this.#given.setState(message, 'whole');
        sayOfGiven(ports, this.#of, message, 'received');
      });
    } catch (error) {
      if (!isOn()) return;
      const code = errorCode(error);
      ports.logger.warn('dialogue-recording', { code });
      if (isOfDisk(error)) this.#given.halt(message, code);
      else this.#given.refuseAll(message, code);
      sweepFiles(desk, files);
    }
    said();
  }
}
