import { describe, expect, it } from 'vitest';
import { ConsiliumError } from '../../src/errors.ts';
import type { Logger } from '../../src/ports.ts';
import { BLOCKS_PER_FETCH, SyncDriver, syncOnce } from '../../src/replica/sync.ts';
import type {
  ApplyOutcome,
  BlockSource,
  Halted,
  NodeStatus,
  RawBlock,
  SyncTarget,
} from '../../src/replica/sync.ts';

/** A chain of numbered blocks; `grow` adds some and tells the subscribers. */
class NumberedSource implements BlockSource {
  height = 0;
  away = false;
  readonly requests: string[] = [];
  readonly #listeners = new Set<() => void>();
  /** Runs while a request is under way. */
  during: () => void = () => undefined;

  grow(count: number): void {
    this.height += count;
    for (const listener of this.#listeners) listener();
  }

  subscribers(): number {
    return this.#listeners.size;
  }

  async genesis(): Promise<Uint8Array> {
    return new Uint8Array();
  }

  async status(): Promise<NodeStatus> {
    throw new ConsiliumError('node-away');
  }

  async blocks(from: number, count: number): Promise<readonly RawBlock[]> {
    if (this.away) throw new ConsiliumError('node-away');
    const length = Math.max(0, Math.min(count, this.height - from + 1));
    this.requests.push(`${String(from)}+${String(length)}`);
    const during = this.during;
    this.during = () => undefined;
    during();
    const block = { block: new Uint8Array(), commit: new Uint8Array() };
    return Array.from({ length }, () => block);
  }

  async subscribe(listener: () => void): Promise<() => void> {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Counts what it is given; halts before `badHeight`. */
class CountingTarget implements SyncTarget {
  #height = 0;
  #halted: Halted | null = null;
  readonly #badHeight: number;

  constructor(badHeight = Number.POSITIVE_INFINITY) {
    this.#badHeight = badHeight;
  }

  height(): number {
    return this.#height;
  }

  halted(): Halted | null {
    return this.#halted;
  }

  apply(blocks: readonly RawBlock[]): ApplyOutcome {
    const good = Math.min(blocks.length, this.#badHeight - 1 - this.#height);
    this.#height += good;
    if (good < blocks.length) this.#halted = { code: 'commit-signature', height: this.#badHeight };
    return { applied: good, halted: this.#halted };
  }
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

function driven(source: NumberedSource, target: SyncTarget) {
  const events: string[] = [];
  const driver = new SyncDriver({
    target,
    source,
    logger: silent,
    applied: ({ height, halted }) =>
      events.push(halted === null ? `at ${String(height)}` : `halted ${halted.code}`),
    away: (code) => events.push(code),
  });
  return { driver, events };
}

describe('syncOnce', () => {
  it('fetches ranges of 200 until there are no more', async () => {
    const source = new NumberedSource();
    source.height = 450;
    expect(await syncOnce(new CountingTarget(), source)).toEqual({ applied: 450, height: 450, halted: null });
    expect(source.requests).toEqual(['1+200', '201+200', '401+50', '451+0']);
  });

  it('stops at the first bad block and asks for nothing more', async () => {
    const source = new NumberedSource();
    source.height = 450;
    const target = new CountingTarget(250);
    const halted = { code: 'commit-signature', height: 250 };
    expect(await syncOnce(target, source)).toEqual({ applied: 249, height: 249, halted });
    expect(await syncOnce(target, source)).toEqual({ applied: 0, height: 249, halted });
    expect(source.requests).toEqual(['1+200', '201+200']);
  });

  it('takes no more than it asked for', async () => {
    const source = new NumberedSource();
    source.height = 500;
    const generous: BlockSource = {
      genesis: () => source.genesis(),
      status: () => source.status(),
      subscribe: (listener) => source.subscribe(listener),
      blocks: (from) => source.blocks(from, 500),
    };
    const sizes: number[] = [];
    await syncOnce(new CountingTarget(), generous, ({ applied }) => sizes.push(applied));
    expect(sizes).toEqual([BLOCKS_PER_FETCH, 2 * BLOCKS_PER_FETCH, 500]);
  });
});

describe('the sync driver', () => {
  it('catches up at the start and follows announcements', async () => {
    const source = new NumberedSource();
    source.height = 3;
    const { driver, events } = driven(source, new CountingTarget());
    await driver.start();
    source.grow(1);
    await driver.wake();
    expect(events).toEqual(['at 3', 'at 4']);
    await driver.stop();
    expect(source.subscribers()).toBe(0);
  });

  it('does not miss a block announced while it fetches', async () => {
    const source = new NumberedSource();
    const { driver, events } = driven(source, new CountingTarget());
    await driver.start();
    source.during = () => source.grow(1);
    await driver.wake();
    expect(events).toEqual(['at 1']);
  });

  it('reports a node that is away and goes on when it is woken', async () => {
    const source = new NumberedSource();
    source.height = 2;
    source.away = true;
    const { driver, events } = driven(source, new CountingTarget());
    await driver.wake();
    source.away = false;
    await driver.wake();
    expect(events).toEqual(['node-away', 'at 2']);
  });

  it('says that the replica halted', async () => {
    const source = new NumberedSource();
    source.height = 5;
    const { driver, events } = driven(source, new CountingTarget(1));
    await driver.start();
    expect(events).toEqual(['halted commit-signature']);
  });

  it('subscribes once however often it is started, and does nothing after it was stopped', async () => {
    const source = new NumberedSource();
    const { driver, events } = driven(source, new CountingTarget());
    await driver.start();
    await driver.start();
    expect(source.subscribers()).toBe(1);
    await driver.stop();
    source.grow(1);
    await driver.wake();
    expect(events).toEqual([]);
  });
});
