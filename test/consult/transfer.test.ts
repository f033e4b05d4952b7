import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BULK_PIECE,
  decodeBulkFrame,
  encodeBulkFrame,
  type BulkFrame,
} from '../../src/consult/bulkFrames.ts';
import { evaluateGiving, nextPiece, NOTHING_GIVEN, type GivingEvent } from '../../src/consult/giving.ts';
import {
  evaluateTaking,
  NOTHING_TAKEN,
  WINDOW,
  type TakingAct,
  type TakingEvent,
} from '../../src/consult/taking.ts';
import { toBlobId } from '../../src/crypto/ids.ts';

type Message =
  | { readonly to: 'giver'; readonly event: GivingEvent }
  | { readonly to: 'taker'; readonly event: TakingEvent };

function broken(isSo: boolean, invariant: string): void {
  if (isSo) throw new Error(`broken: ${invariant}`);
}

/** Two ends with a connection and a node between them; what is written down survives a restart, as in the program. */
class World {
  giving = NOTHING_GIVEN;
  taking = NOTHING_TAKEN;
  readonly sizes: ReadonlyMap<string, number>;
  /** Bytes on the taker's disk, what of them was looked at and found whole, and what lies at the node. */
  readonly here = new Map<string, number>();
  readonly whole = new Set<string>();
  readonly node = new Map<string, number>();
  readonly #toldStored = new Set<string>();
  isDirect = false;
  isCalling = false;
  readonly paused = new Set<string>();
  wire: Message[] = [];
  readonly acts: TakingAct[] = [];

  constructor(sizes: readonly number[]) {
    this.sizes = new Map(sizes.map((size, index) => [`f${String(index)}`, size]));
    this.restartGiver();
    this.restartTaker();
  }

  restartGiver(): void {
    this.giving = NOTHING_GIVEN;
    this.#drop();
    this.give({ is: 'call', isOn: this.isCalling });
    for (const [blob, size] of this.sizes)
      this.give({
        is: 'given',
        file: {
          blob,
          size,
          isPaused: false,
          isStored: this.#toldStored.has(blob),
          isReceived: this.whole.has(blob),
        },
      });
  }

  restartTaker(): void {
    this.taking = NOTHING_TAKEN;
    this.#drop();
    this.take({ is: 'call', isOn: this.isCalling });
    for (const [blob, size] of this.sizes) {
      if (this.whole.has(blob)) continue;
      const have = this.here.get(blob) ?? 0;
      const isStored = this.#toldStored.has(blob);
      this.take({ is: 'wanted', file: { blob, size, have, isStored, isPaused: this.paused.has(blob) } });
    }
  }

  connect(isThere: boolean): void {
    this.isDirect = isThere;
    this.wire = [];
    this.give({ is: 'direct', isThere });
    this.take({ is: 'direct', isThere });
  }

  call(isOn: boolean): void {
    this.isCalling = isOn;
    this.give({ is: 'call', isOn });
    this.take({ is: 'call', isOn });
  }

  pause(blob: string, isPaused: boolean): void {
    if (isPaused) this.paused.add(blob);
    else this.paused.delete(blob);
    this.take({ is: 'paused', blob, isPaused });
  }

  give(event: GivingEvent): void {
    const { acts, state } = evaluateGiving(this.giving, event);
    this.giving = state;
    for (const act of acts)
      if (act.act === 'cannot') this.#send({ to: 'taker', event: { is: 'withheld', blob: act.blob } });
  }

  take(event: TakingEvent): void {
    const before = this.taking;
    const { acts, state } = evaluateTaking(before, event);
    this.taking = state;
    for (const act of acts) this.#do(act, event);
  }

  /** One thing of those that can happen by themselves happens; false when nothing can. */
  step(choice: number): boolean {
    const due = this.#due();
    const next = due[choice % Math.max(1, due.length)];
    next?.();
    return next !== undefined;
  }

  #due(): (() => void)[] {
    const piece = nextPiece(this.giving);
    const { fetching } = this.taking;
    const { storing } = this.giving;
    return [
      ...(this.wire.length > 0 ? [() => this.#deliver()] : []),
      ...(piece !== null && this.isDirect ? [() => this.#sendPiece(piece)] : []),
      ...(fetching === null ? [] : [() => this.#fetchSome(fetching)]),
      ...(storing === null ? [] : [() => this.#storeSome(storing)]),
    ];
  }

  #do(act: TakingAct, event: TakingEvent): void {
    this.acts.push(act);
    switch (act.act) {
      case 'append': {
        if (event.is !== 'arrived') throw new Error('nothing to append');
        broken(event.at !== (this.here.get(act.blob) ?? 0), 'T1: it goes on where the file ends');
        this.here.set(act.blob, event.at + event.length);
        return;
      }
      case 'ask':
        return this.#send({
          to: 'giver',
          event: { is: 'asked', blob: act.blob, from: act.from, upTo: act.upTo },
        });
      case 'stop':
        return this.#send({ to: 'giver', event: { is: 'stopped', blob: act.blob } });
      case 'look':
        broken(this.here.get(act.blob) !== this.sizes.get(act.blob), 'T6: all of it is here');
        broken(this.whole.has(act.blob), 'T6: once');
        this.whole.add(act.blob);
        this.give({ is: 'received', blob: act.blob });
        return this.take({ is: 'done', blob: act.blob });
      case 'fetch':
        broken(this.isDirect, 'T3: one way at a time');
        broken(this.isCalling, 'T4: not in a call');
        broken(this.paused.has(act.blob), 'T5: not what is paused');
        return;
      case 'cut':
        return;
    }
  }

  #send(message: Message): void {
    if (this.isDirect) this.wire.push(message);
  }

  #deliver(): void {
    const message = this.wire.shift();
    if (message?.to === 'giver') this.give(message.event);
    else if (message !== undefined) this.take(message.event);
  }

  #sendPiece(piece: NonNullable<ReturnType<typeof nextPiece>>): void {
    this.#send({ to: 'taker', event: { is: 'arrived', ...piece } });
    this.give({ is: 'sent', ...piece });
  }

  #fetchSome(blob: string): void {
    const at = this.here.get(blob) ?? 0;
    const there = this.node.get(blob) ?? 0;
    const length = Math.min(BULK_PIECE, there - at);
    if (length > 0) this.take({ is: 'arrived', blob, at, length });
    if (this.taking.fetching === blob && (this.here.get(blob) ?? 0) >= there)
      this.take({ is: 'fetched', blob, isWell: there === this.sizes.get(blob) });
  }

  #storeSome(blob: string): void {
    const size = this.sizes.get(blob) ?? 0;
    const there = Math.min(size, (this.node.get(blob) ?? 0) + 3 * BULK_PIECE);
    this.node.set(blob, there);
    if (there < size) return;
    this.#toldStored.add(blob);
    this.give({ is: 'stored', blob, isWell: true });
    this.take({ is: 'stored', blob });
  }

  #drop(): void {
    if (this.isDirect) this.connect(false);
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 12 * BULK_PIECE }), { minLength: 1, maxLength: 5 });
const happening = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('step' as const), which: fc.nat(3) }) },
  fc.record({ do: fc.constantFrom('connect' as const, 'call' as const), isOn: fc.boolean() }),
  fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), which: fc.nat(4) }),
  fc.record({ do: fc.constantFrom('giver' as const, 'taker' as const) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

function happens(world: World, one: Happening): void {
  switch (one.do) {
    case 'step':
      world.step(one.which);
      return;
    case 'connect':
      return world.connect(one.isOn);
    case 'call':
      return world.call(one.isOn);
    case 'pause':
    case 'resume':
      return world.pause(`f${String(one.which % world.sizes.size)}`, one.do === 'pause');
    case 'giver':
      return world.restartGiver();
    case 'taker':
      return world.restartTaker();
  }
}

describe('files that are given in a dialogue', () => {
  it('arrive whole, in order and once, whatever is cut, called, paused or restarted in between', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.array(happening, { maxLength: 120 }),
        fc.boolean(),
        (of, happened, isDirectAtLast) => {
          const world = new World(of);
          for (const one of happened) happens(world, one);
          // Peace at last: no call, nothing paused, and one of the two ways.
          world.call(false);
          for (const blob of world.sizes.keys()) world.pause(blob, false);
          world.connect(isDirectAtLast);
          world.give({ is: 'later' });
          world.take({ is: 'later' });
          for (let turn = 0; world.step(turn % 3); turn += 1)
            if (turn > 10_000) throw new Error('it does not end');
          expect([...world.whole].toSorted()).toEqual([...world.sizes.keys()].toSorted());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('T2: no more than the window is on its way, of all files together', () => {
    const many = new World(Array<number>(12).fill(WINDOW));
    many.connect(true);
    const asked = many.acts.flatMap((act) => (act.act === 'ask' ? [act.upTo - act.from] : []));
    expect(asked.reduce((sum, one) => sum + one, 0)).toBe(WINDOW);
  });

  it('T3: goes over to a connection, and back to the node, from where the file is', () => {
    const world = new World([10 * BULK_PIECE]);
    for (let turn = 0; turn < 7; turn += 1) world.step(0);
    const atNode = world.here.get('f0') ?? 0;
    expect(atNode).toBeGreaterThan(0);
    world.connect(true);
    expect(world.acts.at(-1)).toMatchObject({ act: 'ask', from: atNode });
    for (let turn = 0; turn < 6; turn += 1) world.step(0);
    const direct = world.here.get('f0') ?? 0;
    expect(direct).toBeGreaterThan(atNode);
    world.connect(false);
    expect(world.acts.at(-1)).toEqual({ act: 'fetch', blob: 'f0', from: direct });
  });

  it('T4, V3: in a call nothing is asked for or given; afterwards it goes on', () => {
    const world = new World([10 * BULK_PIECE]);
    world.connect(true);
    for (let turn = 0; turn < 4; turn += 1) world.step(0);
    world.call(true);
    expect(nextPiece(world.giving)).toBeNull();
    for (let turn = 0; world.step(0); turn += 1) if (turn > 100) throw new Error('something still moves');
    const before = world.here.get('f0') ?? 0;
    expect(before).toBeLessThan(10 * BULK_PIECE);
    world.call(false);
    for (let turn = 0; world.step(turn); turn += 1) if (turn > 100) break;
    expect(world.whole).toEqual(new Set(['f0']));
  });

  it('T5: what is paused while a node gives it goes on from there, without a word of the fetch that was cut', () => {
    const file = { blob: 'f', size: 9, have: 0, isPaused: false, isStored: true };
    const wanted = evaluateTaking(NOTHING_TAKEN, { is: 'wanted', file });
    expect(wanted.acts).toEqual([{ act: 'fetch', blob: 'f', from: 0 }]);
    const some = evaluateTaking(wanted.state, { is: 'arrived', blob: 'f', at: 0, length: 4 });
    const paused = evaluateTaking(some.state, { is: 'paused', blob: 'f', isPaused: true });
    expect(paused.acts).toEqual([{ act: 'cut', blob: 'f' }]);
    const resumed = evaluateTaking(paused.state, { is: 'paused', blob: 'f', isPaused: false });
    expect(resumed.acts).toEqual([{ act: 'fetch', blob: 'f', from: 4 }]);
  });

  it('T5: what is paused is stopped, and goes on from where it is', () => {
    const world = new World([10 * BULK_PIECE]);
    world.connect(true);
    for (let turn = 0; turn < 4; turn += 1) world.step(0);
    world.pause('f0', true);
    for (let turn = 0; world.step(0); turn += 1) if (turn > 100) throw new Error('something still moves');
    const have = world.here.get('f0') ?? 0;
    world.pause('f0', false);
    expect(world.acts.at(-1)).toMatchObject({ act: 'ask', from: have });
  });

  it('T6: what is not what it should be is asked for again from its beginning', () => {
    let { state } = evaluateTaking(NOTHING_TAKEN, { is: 'direct', isThere: true });
    const file = { blob: 'a', size: 10, have: 0, isPaused: false, isStored: false };
    const on = (event: TakingEvent): readonly TakingAct[] => {
      const step = evaluateTaking(state, event);
      ({ state } = step);
      return step.acts;
    };
    on({ is: 'wanted', file });
    expect(on({ is: 'arrived', blob: 'a', at: 0, length: 10 })).toContainEqual({ act: 'look', blob: 'a' });
    expect(on({ is: 'spoilt', blob: 'a' })).toEqual([{ act: 'ask', blob: 'a', from: 0, upTo: 10 }]);
    expect(on({ is: 'arrived', blob: 'a', at: 4, length: 2 })).toEqual([]);
    expect(on({ is: 'arrived', blob: 'a', at: 0, length: 11 })).toEqual([]);
  });

  it('V1: what was not given is refused, and no byte beyond what was asked for goes', () => {
    const file = { blob: 'a', size: 10, isPaused: false, isStored: false, isReceived: false };
    let { state } = evaluateGiving(NOTHING_GIVEN, { is: 'given', file });
    ({ state } = evaluateGiving(state, { is: 'direct', isThere: true }));
    const other = evaluateGiving(state, { is: 'asked', blob: 'b', from: 0, upTo: 5 });
    expect(other.acts).toEqual([{ act: 'cannot', blob: 'b' }]);
    const beyond = evaluateGiving(state, { is: 'asked', blob: 'a', from: 0, upTo: 11 });
    expect(beyond.acts).toEqual([{ act: 'cannot', blob: 'a' }]);
    const right = evaluateGiving(state, { is: 'asked', blob: 'a', from: 2, upTo: 5 });
    expect(nextPiece(right.state)).toEqual({ blob: 'a', at: 2, length: 3 });
  });
});

describe('a frame of the bulk channel', () => {
  const blob = toBlobId(new Uint8Array(32).fill(7));
  it.each<[BulkFrame]>([
    [{ kind: 'ask', blob, from: 5, upTo: 4_000_000_000 }],
    [{ kind: 'piece', blob, at: 9, bytes: new Uint8Array([1, 2]) }],
    [{ kind: 'stop', blob }],
    [{ kind: 'cannot', blob }],
  ])('is read as it was written: %j', (frame) => {
    expect(decodeBulkFrame(encodeBulkFrame(frame))).toEqual(frame);
  });

  const name = Array<number>(32).fill(7);
  it.each([
    ['nothing', []],
    ['a name that is cut off', [3, 1, 2]],
    ['another kind', [9, ...name]],
    ['an end before the beginning', [...encodeBulkFrame({ kind: 'ask', blob, from: 5, upTo: 5 })]],
    ['a place that no file comes to', [2, ...name, 255, ...Array<number>(7).fill(255), 1]],
    ['a piece of nothing', [2, ...name, ...Array<number>(8).fill(0)]],
    ['a word that goes on', [3, ...name, 1]],
  ])('%s is none', (_, bytes) => {
    expect(decodeBulkFrame(new Uint8Array(bytes))).toBeNull();
  });

  it('carries no more than a piece', () => {
    const bytes = new Uint8Array(BULK_PIECE + 1);
    expect(decodeBulkFrame(encodeBulkFrame({ kind: 'piece', blob, at: 0, bytes }))).toBeNull();
  });
});
