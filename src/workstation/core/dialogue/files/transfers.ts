/**
 * Files that go between two doctors, over a direct connection or through the giver's node. What is under way stands in
 * the desk, how much of a file is here in the file itself: so whoever begins again goes on from there.
 *
 * - F2 nothing is written to the desk after `stop`
 * - F3 over a connection only files of its own dialogue go
 */
import { decodeBulkFrame, encodeBulkFrame, type BulkFrame } from '../../../../consult/bulkFrames.ts';
import { toHex } from '../../../../crypto/bytes.ts';
import { errorCode } from '../../../../errors.ts';
import type { UnderWay } from '../../../../replica/desk/dialogueGiven.ts';
import { sweepFiles } from '../../attachments/files.ts';
import type { DialoguePorts } from '../ports.ts';
import { GivingLine } from './givingLine.ts';
import { TakingLine } from './takingLine.ts';
import type { LineOf, TransferWork } from './transferWork.ts';

/** A node that did not give or take a file is asked again; ms. */
const AGAIN_MS = 20_000;
/** Screens hear of progress no more often; ms. */
const TELL_MS = 500;

/** In one round. */
const MOST_TAKEN_BACK = 1000;

interface Line {
  readonly giving: GivingLine;
  readonly taking: TakingLine;
  /** Words for the connection, before any piece. */
  readonly words: BulkFrame[];
  /** Has the page ask for what comes next; null without a connection. */
  order: (() => void) | null;
}

export class Transfers {
  readonly #ports: DialoguePorts;
  readonly #work: TransferWork;
  /** By the dialogue's request in hex. */
  readonly #lines = new Map<string, Line>();
  readonly #running = new Set<Promise<void>>();
  #isOn = true;
  #isCalling = false;
  #cancelAgain: (() => void) | null = null;
  #cancelMoved: (() => void) | null = null;

  /** `wake`: something was said that is to be sent. */
  constructor(ports: DialoguePorts, wake: () => void) {
    this.#ports = ports;
    this.#work = {
      ports,
      isOn: () => this.#isOn,
      run: (work) => this.#run(work),
      moved: () => this.#movedSoon(),
      said: () => {
        wake();
        ports.changed();
      },
      again: () => this.#againLater(),
      refresh: () => this.refresh(),
    };
  }

  /** Looks into the desk for what is under way: whatever changed there, this is told by it. */
  refresh(): void {
    if (!this.#isOn) return;
    const { desk } = this.#ports.session;
    const dialogues = new Map(desk.dialogues.list().map((dialogue) => [dialogue.id, dialogue]));
    const seen = new Set<string>();
    for (const given of desk.given.underWay()) {
      const dialogue = dialogues.get(given.dialogue);
      if (dialogue !== undefined) this.#note(this.#lineOf(dialogue), given, seen);
    }
    for (const { giving, taking } of this.#lines.values()) {
      giving.forget(seen);
      taking.forget(seen);
    }
  }

  /** A message with files was deleted: so are they. */
  sweep(): void {
    this.refresh();
    sweepFiles(this.#ports.session.desk, this.#ports.session.files);
  }

  /** What nobody will fetch from the own node any more is taken back there; a node that is away is asked in a later round. */
  async takeBack(): Promise<void> {
    const { ownBlobs, session, logger } = this.#ports;
    const { given } = session.desk;
    const blobs = given.away(MOST_TAKEN_BACK);
    if (blobs.length === 0) return;
    try {
      await ownBlobs.forgetBlobs(blobs);
      if (this.#isOn) given.clearAway(blobs);
    } catch (error) {
      logger.info('dialogue-file-waits', { code: errorCode(error) });
    }
  }

  /** A call has the line, or gives it back. */
  call(isOn: boolean): void {
    this.#isCalling = isOn;
    for (const { giving, taking } of this.#lines.values()) {
      giving.on({ is: 'call', isOn });
      taking.on({ is: 'call', isOn });
    }
  }

  /** There is a connection; `order` has the page ask for {@link next}. */
  opened(request: Uint8Array, order: () => void): void {
    const dialogue = this.#ports.session.desk.dialogues.find(request);
    if (dialogue === null) return;
    const line = this.#lineOf(dialogue);
    line.words.length = 0;
    line.order = order;
    line.giving.on({ is: 'direct', isThere: true });
    line.taking.on({ is: 'direct', isThere: true });
  }

  closed(request: Uint8Array): void {
    const line = this.#lines.get(toHex(request));
    if (line === undefined || line.order === null) return;
    line.order = null;
    line.words.length = 0;
    line.giving.on({ is: 'direct', isThere: false });
    line.taking.on({ is: 'direct', isThere: false });
  }

  /** Something came over the connection. False for what no honest other side sends. */
  heard(request: Uint8Array, bytes: Uint8Array): boolean {
    const frame = decodeBulkFrame(bytes);
    const line = this.#lines.get(toHex(request));
    if (frame === null) return false;
    if (line === undefined || !this.#isOn) return true;
    const blob = toHex(frame.blob);
    switch (frame.kind) {
      case 'ask':
        line.giving.on({ is: 'asked', blob, from: frame.from, upTo: frame.upTo });
        return true;
      case 'piece':
        line.taking.arrived(blob, frame.at, frame.bytes);
        return true;
      case 'stop':
        line.giving.on({ is: 'stopped', blob });
        return true;
      case 'cannot':
        line.taking.on({ is: 'withheld', blob });
        return true;
    }
  }

  /** What goes over the connection next, as a frame; null when there is nothing. */
  async next(request: Uint8Array): Promise<Uint8Array | null> {
    const line = this.#lines.get(toHex(request));
    if (line === undefined || line.order === null || !this.#isOn) return null;
    const word = line.words.shift();
    return word === undefined ? line.giving.next() : encodeBulkFrame(word);
  }

  /** Bytes of a file of the other side that are here, or of an own one that are over there. */
  moved(request: Uint8Array, blob: Uint8Array): number {
    const line = this.#lines.get(toHex(request));
    const name = toHex(blob);
    return line?.taking.have(name) ?? line?.giving.over(name) ?? 0;
  }

  /** Ends what is under way; all that came is on the disk when it resolves. */
  async stop(): Promise<void> {
    this.#isOn = false;
    this.#cancelAgain?.();
    this.#cancelMoved?.();
    const lines = [...this.#lines.values()];
    for (const { giving } of lines) giving.close();
    await Promise.all(lines.map(async ({ taking }) => taking.close()));
    await Promise.all(this.#running);
  }

  #lineOf(of: LineOf): Line {
    const name = toHex(of.request);
    const known = this.#lines.get(name);
    if (known !== undefined) return known;
    const words: BulkFrame[] = [];
    const order = (): void => this.#lines.get(name)?.order?.();
    const say = (frame: BulkFrame): void => {
      if (this.#lines.get(name)?.order === null) return;
      words.push(frame);
      order();
    };
    const giving = new GivingLine(this.#work, of, say, order);
    const taking = new TakingLine(this.#work, of, say);
    if (this.#isCalling) {
      giving.on({ is: 'call', isOn: true });
      taking.on({ is: 'call', isOn: true });
    }
    const line: Line = { giving, taking, words, order: null };
    this.#lines.set(name, line);
    return line;
  }

  #note({ giving, taking }: Line, given: UnderWay, seen: Set<string>): void {
    if (!given.mine && given.state !== 'wanted') return;
    const store = this.#ports.session.desk.given;
    const { coming, named } = store.tally(given.message);
    if (!given.mine && coming === 0 && named >= given.count) taking.whole(given);
    for (const row of store.files(given.message)) {
      if (row.state !== (given.mine ? 'here' : 'coming')) continue;
      seen.add(toHex(row.blob));
      (given.mine ? giving : taking).note(given, row);
    }
  }

  #run(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => this.#ports.logger.warn('dialogue-file', { code: errorCode(error) }))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  #movedSoon(): void {
    if (this.#cancelMoved !== null || !this.#isOn) return;
    this.#cancelMoved = this.#ports.timers.after(TELL_MS, () => {
      this.#cancelMoved = null;
      this.#ports.changed();
    });
  }

  #againLater(): void {
    if (this.#cancelAgain !== null || !this.#isOn) return;
    this.#cancelAgain = this.#ports.timers.after(AGAIN_MS, () => {
      this.#cancelAgain = null;
      for (const { giving, taking } of this.#lines.values()) {
        giving.on({ is: 'later' });
        taking.on({ is: 'later' });
      }
    });
  }
}
