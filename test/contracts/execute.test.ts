import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromUtf8, toHex, utf8 } from '../../src/crypto/bytes.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { appliedCodec, KIND } from '../../src/contracts/entities.ts';
import { checkTransaction, executeBlock } from '../../src/contracts/execute.ts';
import type { StateReader } from '../../src/contracts/state.ts';
import { decodeTransaction } from '../../src/contracts/transaction.ts';
import { MemoryState } from '../../src/replica/ledgerState.ts';
import type { CborValue } from '../../src/crypto/cbor.ts';
import { signStatementAsDoctor, statementHash } from '../../src/contracts/statement.ts';
import type { Draft } from '../support/transactions.ts';
import { codeOf } from '../support/codeOf.ts';
import { DAY } from '../support/world.ts';
import { alteredBody } from './support/altered.ts';
import { everyKind, KINDS } from './support/everyKind.ts';
import { Scene } from './support/scene.ts';

/** A scene in which one transaction of every kind would be taken, and their signed bytes. */
function everyTransaction() {
  const scene = new Scene();
  const drafts = everyKind(scene);
  return { scene, txs: KINDS.map((kind) => scene.ledger.sign(drafts[kind])) };
}

const context = { network: new Uint8Array(32), height: 1, time: 0 };

describe('a block', () => {
  it.each(KINDS)('takes %s, which changes the state, once', (kind) => {
    const { scene, txs } = everyTransaction();
    const tx = txs[KINDS.indexOf(kind)] ?? new Uint8Array(0);
    const before = toHex(scene.ledger.state.root());
    expect(scene.ledger.runBytes(tx, tx).map(({ code }) => code)).toEqual(['ok', 'tx-duplicate']);
    expect(toHex(scene.ledger.state.root())).not.toBe(before);
  });

  it('gives the same result and state on every machine, in one block or over another state', () => {
    const runs = [everyTransaction(), everyTransaction()].map(({ scene, txs }) => {
      const results = scene.ledger.runBytes(...txs);
      return { codes: results.map(({ code }) => code), root: toHex(scene.ledger.state.root()) };
    });
    expect(runs[0]).toEqual(runs[1]);
  });

  it('has a state that depends on what stands in it alone, not on the order in which it was written', () => {
    const { scene, txs } = everyTransaction();
    const { changes } = executeBlock(txs, scene.ledger.state, {
      network: scene.world.network,
      height: scene.ledger.height + 1,
      time: scene.time,
    });
    const root = (order: typeof changes): string => {
      const state = new MemoryState();
      state.write(order);
      return toHex(state.root());
    };
    fc.assert(
      fc.property(fc.shuffledSubarray([...changes], { minLength: changes.length }), (shuffled) => {
        expect(root(shuffled)).toBe(root(changes));
      }),
      { numRuns: 20 },
    );
  });

  it('takes independent transactions in any order to the same state, but for what counts', () => {
    const draftsOf = (scene: Scene) => [
      scene.open(1),
      scene.open(2),
      scene.grant(3),
      scene.suspend(scene.world.wang),
    ];
    const roots = [
      [0, 1, 2, 3],
      [1, 0, 2, 3],
      [2, 1, 0, 3],
    ].map((order) => {
      const scene = new Scene();
      const drafts = draftsOf(scene);
      scene.ledger.take(...order.flatMap((index) => drafts[index] ?? []));
      return toHex(scene.ledger.state.root());
    });
    expect(new Set(roots).size).toBe(1);
  });

  it('is atomic for each transaction: what a refused one had already written is not there', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    // Its third officer is refused after institution, keys and two officers were written.
    const { officers } = a.founded;
    const founded = { ...a.founded, id: new Uint8Array(16).fill(9), nodeKey: new Uint8Array(32).fill(1) };
    const fresh = { ...founded, cardKey: new Uint8Array(32).fill(2), officers };
    const before = toHex(scene.ledger.state.root());
    const draft = scene.draft({ kind: 'registry/institution-add', ...fresh }, [...a.board(), ...b.board()]);
    expect(scene.ledger.run(draft)).toEqual(['staff-exists']);
    expect(toHex(scene.ledger.state.root())).toBe(before);
  });

  it('forgets the ids of transactions once they have expired, and only then', () => {
    const scene = new Scene();
    const tx = scene.ledger.sign(scene.open());
    const { id, body } = decodeTransaction(tx);
    scene.ledger.runBytes(tx);
    expect(scene.ledger.state.get(KIND.applied, id)).toEqual(appliedCodec.encode({ expires: body.expires }));
    scene.ledger.time = body.expires;
    expect(scene.ledger.runBytes(tx)[0]?.code).toBe('tx-duplicate');
    expect(scene.ledger.runBytes(tx)[0]?.code).toBe('tx-expired');
    expect(scene.ledger.state.get(KIND.applied, id)).toBeUndefined();
  });

  it('without transactions changes nothing, so that a quiet ledger stays quiet', () => {
    const scene = new Scene();
    scene.ledger.time += 30 * DAY;
    const { changes } = executeBlock([], scene.ledger.state, { ...context, time: scene.time });
    expect(changes).toEqual([]);
  });
});

describe('what is no fault of a transaction stops the block instead of refusing it', () => {
  it('a database that cannot be read', () => {
    const { scene, txs } = everyTransaction();
    const broken: StateReader = {
      get: () => {
        throw new ConsiliumError('database-io');
      },
      expiredApplied: () => [],
    };
    const at = { network: scene.world.network, height: 9, time: scene.time };
    for (const tx of txs) {
      expect(codeOf(() => executeBlock([tx], broken, at))).toBe('database-io');
      expect(codeOf(() => checkTransaction(tx, broken, at))).toBe('database-io');
    }
  });

  it('an entity that the state machine cannot have written', () => {
    const { scene, txs } = everyTransaction();
    const { id } = scene.world.li;
    scene.ledger.state.write([{ kind: KIND.doctor, id, value: utf8('damaged') }]);
    const open = txs[KINDS.indexOf('visit/open')] ?? new Uint8Array(0);
    expect(codeOf(() => scene.ledger.runBytes(open))).toBe('state-corrupt');
  });
});

describe('hostile transactions', () => {
  const { scene, txs } = everyTransaction();

  it('of whatever bytes are refused, change nothing, and never stop the block', () => {
    const root = toHex(scene.ledger.state.root());
    const change = fc.record({
      tx: fc.constantFrom(...txs),
      at: fc.nat(),
      cut: fc.nat({ max: 40 }),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(change, ({ tx, at, cut, bytes }) => {
        const place = at % tx.length;
        const hostile = new Uint8Array([...tx.slice(0, place), ...bytes, ...tx.slice(place + cut)]);
        const isSame = toHex(hostile) === toHex(tx);
        expect(scene.ledger.checkBytes(hostile) === 'ok').toBe(isSame);
        expect(toHex(scene.ledger.state.root())).toBe(root);
      }),
      { numRuns: 500 },
    );
  });

  it('of an insider, who signs whatever they like, are taken or refused, and never stop the block', () => {
    const other = fc.oneof(
      fc.constantFrom<CborValue>(null, 0, -1, 2 ** 40, '', '\u0000', [], {}, true, 18446744073709551615n),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(16, 32, 64, 190).map((length) => new Uint8Array(length)),
      fc.nat(),
      fc.string(),
    );
    const insider = fc.record({ kind: fc.constantFrom(...KINDS), field: fc.nat(), value: other });
    const inside = new Scene();
    const drafts = everyKind(inside);
    fc.assert(
      fc.property(insider, ({ kind, field, value }) => {
        const tx = alteredBody(inside, drafts[kind], (map) => {
          const names = Object.keys(map);
          return { ...map, [names[field % names.length] ?? '']: value };
        });
        expect(typeof inside.ledger.checkBytes(tx)).toBe('string');
      }),
      { numRuns: 1500 },
    );
  });

  it('of an author, whose statement says whatever they like, never stop the block either', () => {
    const inside = new Scene();
    const draft = everyKind(inside)['visit/record'];
    const { action } = draft;
    const statement = action.kind === 'visit/record' ? action.statement : new Uint8Array(0);
    const change = fc.record({
      at: fc.nat(),
      bytes: fc.uint8Array({ maxLength: 9 }),
      cut: fc.nat({ max: 9 }),
    });
    fc.assert(
      fc.property(change, ({ at, bytes, cut }) => {
        const place = at % statement.length;
        const said = new Uint8Array([
          ...statement.slice(0, place),
          ...bytes,
          ...statement.slice(place + cut),
        ]);
        const { li } = inside.world;
        const doctorSignature = signStatementAsDoctor(statementHash(said), li.sign().secretKey);
        const changed = {
          ...draft,
          action: { ...action, statement: said, doctorSignature, consentSignature: null },
        };
        expect(typeof inside.ledger.check(changed as Draft)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  it('that are well formed but say anything at all are refused without harm', () => {
    const anything = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(scene.ledger.checkBytes(bytes)).not.toBe('ok');
      }),
      { numRuns: 300 },
    );
  });
});

describe('any sequence of transactions', () => {
  it('leaves the state as the taken ones made it: the refused ones might as well not have been sent', () => {
    const choices = fc.array(fc.nat({ max: KINDS.length * 2 - 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(choices, (picked) => {
        const [all, taken] = [everyTransaction(), everyTransaction()];
        // The second half of the numbers means the same transactions with their first signature damaged.
        const block = picked.map((index) => damagedIf(index >= KINDS.length, all.txs[index % KINDS.length]));
        const results = all.scene.ledger.runBytes(...block);
        taken.scene.ledger.runBytes(...block.filter((_tx, at) => results[at]?.code === 'ok'));
        expect(toHex(taken.scene.ledger.state.root())).toBe(toHex(all.scene.ledger.state.root()));
      }),
      { numRuns: 15 },
    );
  });
});

function damagedIf(damage: boolean, tx: Uint8Array = new Uint8Array(0)): Uint8Array {
  return damage ? tx.map((byte, index) => (index === tx.length - 1 ? byte ^ 1 : byte)) : tx;
}

describe('the state machine knows no machine', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  });

  it('runs without clock, randomness and locale, and comes to the same state', () => {
    const plain = everyTransaction();
    plain.scene.ledger.runBytes(...plain.txs);
    const { scene, txs } = everyTransaction();
    vi.stubEnv('TZ', 'Pacific/Kiritimati');
    vi.stubEnv('LANG', 'tr_TR.UTF-8');
    for (const name of ['Date', 'Intl', 'performance']) vi.stubGlobal(name, undefined);
    vi.stubGlobal('Math', { ...mathWithoutRandom() });
    scene.ledger.runBytes(...txs);
    expect(toHex(scene.ledger.state.root())).toBe(toHex(plain.scene.ledger.state.root()));
  });

  it('does not even name them', () => {
    const folder = fileURLToPath(new URL('../../src/contracts', import.meta.url));
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const forbidden =
      /\bDate\b|Math\.random|\bIntl\b|toLocale|localeCompare|performance\.|setTimeout|process\./u;
    const found = names.filter((name) => forbidden.test(fromUtf8(readFileSync(join(folder, name)))));
    expect(names.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });
});

function mathWithoutRandom(): object {
  const names = Object.getOwnPropertyNames(Math).filter((name) => name !== 'random');
  return Object.fromEntries(names.map((name) => [name, Reflect.get(Math, name)]));
}
