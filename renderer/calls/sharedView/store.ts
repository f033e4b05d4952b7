/** The shared view of a call as this page has it: what both sides said, and the ways by which they say it. */
import {
  hearPointer,
  pointsAt,
  POINTER_AGAIN_MS,
  type HeardPointer,
} from '../../../src/consult/sharedView/pointer.ts';
import {
  hear,
  leader,
  newSharedView,
  say,
  sayAll,
  type Act,
  type SharedView,
} from '../../../src/consult/sharedView/sharedView.ts';
import { isBeside, type Item, type View } from '../../../src/consult/sharedView/view.ts';
import {
  decodePointer,
  decodeWord,
  encodePointer,
  encodeWord,
  type PointerWord,
} from '../../../src/consult/sharedView/words.ts';
import { millis, type Millis } from '../../../src/ports.ts';
import type { SharedWays } from '../../peer/linkWays.ts';

export interface Snapshot {
  readonly view: SharedView;
  /** Where the other doctor points. */
  readonly pointer: PointerWord['at'];
}

/** Ids of the two doctors, in hex. */
export interface Doctors {
  readonly me: string;
  readonly other: string;
}

/** What a gesture does is said so often, ms: as often as a hand can be followed. */
const VIEW_MS = 40;
const POINTER_MS = 33;
/** How often a pointer that nobody repeats is looked for, ms. */
const LOOK_MS = 500;

export class SharedViewStore {
  readonly #ways: SharedWays;
  readonly #doctors: Doctors;
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Map<'view' | 'pointer', number>();
  #users = 0;
  #stop: () => void = () => undefined;
  #snapshot: Snapshot;
  #heard: HeardPointer | null = null;
  #pointed = 0;
  #pointing: PointerWord['at'] = null;
  #waiting: View | null = null;

  constructor(ways: SharedWays, doctors: Doctors) {
    const { me, other } = doctors;
    this.#ways = ways;
    this.#doctors = doctors;
    this.#snapshot = { view: newSharedView(me, other), pointer: null };
  }

  isOf({ me, other }: Doctors): boolean {
    return this.#doctors.me === me && this.#doctors.other === other;
  }

  /** Hears and speaks until whoever opened it has called what this answers. */
  open(): () => void {
    this.#users += 1;
    if (this.#users === 1) this.#stop = this.#begin();
    return () => {
      this.#users -= 1;
      if (this.#users === 0) this.#stop();
    };
  }

  #begin(): () => void {
    const ways = this.#ways;
    const look = window.setInterval(() => this.#look(), LOOK_MS);
    const again = window.setInterval(() => this.#pointAgain(), POINTER_AGAIN_MS);
    const stops = [
      ways.onState((bytes) => this.#onState(bytes)),
      ways.onPointer((bytes) => this.#onPointer(bytes)),
      ways.onOpen(() => this.#tellAll()),
      () => window.clearInterval(look),
      () => window.clearInterval(again),
    ];
    this.#tellAll();
    return () => {
      for (const stop of stops) stop();
      for (const timer of this.#timers.values()) window.clearTimeout(timer);
      this.#timers.clear();
    };
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** On a connection that is new the other end may have heard nothing of it. */
  #tellAll(): void {
    this.#send(encodeWord(sayAll(this.#snapshot.view, true)));
  }

  /** False where there are too many marks. */
  act(act: Act): boolean {
    const spoken = say(this.#snapshot.view, act);
    if (spoken === null) return false;
    this.#send(encodeWord(spoken.word));
    this.#set({ ...this.#snapshot, view: spoken.view });
    return true;
  }

  /** Puts something on the table, and has the other see it as it is seen here. */
  show(item: Item | null): void {
    this.act({ say: 'table', item });
    if (item !== null) this.act({ say: 'lead', leads: true });
  }

  /** What is seen here after a gesture: whoever makes one while the other leads takes the lead. */
  see(view: View): void {
    if (leader(this.#snapshot.view) === 'theirs') {
      this.#waiting = null;
      this.act({ say: 'view', view });
      this.act({ say: 'lead', leads: true });
      return;
    }
    this.#waiting = view;
    this.#once('view', VIEW_MS, () => this.#sayView());
  }

  /** Where this doctor points; null when they point at nothing any more. */
  point(at: PointerWord['at']): void {
    if (at === null && this.#pointing === null) return;
    this.#pointing = at;
    this.#once('pointer', POINTER_MS, () => this.#sayPointer());
  }

  #onState(bytes: Uint8Array): void {
    const word = decodeWord(bytes);
    if (word === null) return;
    this.#set({ ...this.#snapshot, view: hear(this.#snapshot.view, word) });
    if (word.say !== 'all' || !word.asks) return;
    // Whoever asks begins: a page that was opened anew counts its pointers from one again.
    this.#heard = null;
    this.#send(encodeWord(sayAll(this.#snapshot.view, false)));
  }

  #onPointer(bytes: Uint8Array): void {
    const word = decodePointer(bytes);
    if (word === null) return;
    this.#heard = hearPointer(this.#heard, word, now());
    this.#look();
  }

  #look(): void {
    const pointer = pointsAt(this.#heard, now());
    if (!isSamePlace(pointer, this.#snapshot.pointer)) this.#set({ ...this.#snapshot, pointer });
  }

  #sayView(): void {
    const view = this.#waiting;
    this.#waiting = null;
    // It may have been overtaken by the other's taking the lead.
    if (view !== null && leader(this.#snapshot.view) !== 'theirs') this.act({ say: 'view', view });
  }

  #sayPointer(): void {
    this.#pointed += 1;
    this.#ways.sendPointer(encodePointer({ number: this.#pointed, at: this.#pointing }));
  }

  #pointAgain(): void {
    if (this.#pointing !== null) this.#sayPointer();
  }

  #once(name: 'view' | 'pointer', ms: number, run: () => void): void {
    if (this.#timers.has(name)) return;
    const timer = window.setTimeout(() => {
      this.#timers.delete(name);
      run();
    }, ms);
    this.#timers.set(name, timer);
  }

  #send(bytes: Uint8Array): void {
    this.#ways.sendState(bytes);
  }

  #set(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}

function isSamePlace(a: PointerWord['at'], b: PointerWord['at']): boolean {
  if (a === null || b === null) return a === b;
  return a.spot.x === b.spot.x && a.spot.y === b.spot.y && isBeside(a.spot, b.spot);
}

/** By a clock that nobody sets. */
function now(): Millis {
  return millis(Math.round(performance.now()));
}
