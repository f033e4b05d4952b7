import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { openDatabase } from '../../src/replica/database.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { answered, cli, refused } from './support/cli.ts';
import {
  ledgerFolder,
  MACHINE_KEY,
  privateFile,
  privateFolder,
  writeMachineKey,
  type LedgerFolder,
} from './support/folders.ts';

interface Shown {
  readonly height: number;
  readonly next: number | null;
  readonly blocks: readonly {
    readonly height: number;
    readonly hash: string;
    readonly transactions: readonly {
      readonly id: string;
      readonly kind: string | null;
      readonly result: string;
      readonly signers: readonly { readonly role: string; readonly id: string; readonly name: unknown }[];
      readonly fields: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

async function show({ folder }: LedgerFolder, ...options: readonly string[]): Promise<Shown> {
  return (await answered(['ledger', 'show', '--data', folder, ...options])) as Shown;
}

function change({ folder }: LedgerFolder, sql: string): void {
  const database = openDatabase({ path: join(folder, 'replica.db'), key: MACHINE_KEY });
  database.execute(sql);
  database.close();
}

describe('ledger show', () => {
  it('prints every block with its hash, and who signed each transaction in which role', async () => {
    const at = ledgerFolder();
    const { blocks, height } = await show(at);
    expect(height).toBe(4);
    expect(blocks.map((block) => block.height)).toEqual([1, 2, 3, 4]);
    expect(blocks.map(({ hash }) => hash)).toEqual(
      [2, 3, 4, 5].map((next) => toHex(at.chain.before(next).blockId.hash)),
    );
    const { a, li, patient } = at.chain.world;
    const [opening] = blocks[1]?.transactions ?? [];
    expect(opening).toMatchObject({
      kind: 'visit/open',
      result: 'ok',
      signers: [
        { role: 'doctor', id: toHex(li.id), name: { zh: '李明', en: 'Li Ming' } },
        { role: 'view', id: toHex(patient.view(1).signer.entity), name: null },
      ],
    });
    const [record] = blocks[2]?.transactions ?? [];
    expect(record).toMatchObject({
      kind: 'visit/record',
      result: 'ok',
      signers: [{ role: 'doctor' }, { role: 'node', id: toHex(a.id), name: { en: 'Renhe Hospital' } }],
      fields: { statement: toHex(at.statement), statementKind: 'record', consented: true },
    });
  });

  it('shows a transaction that the ledger refused, with why', async () => {
    const at = ledgerFolder();
    const { chain, folder } = at;
    const opening = chain.block(2).txs[0] ?? new Uint8Array(0);
    const replica = openReplica({
      path: join(folder, 'replica.db'),
      key: MACHINE_KEY,
      genesis: null,
      clock: chain.clock,
    });
    chain.addBytes(opening, new Uint8Array([1, 2, 3]));
    chain.addBytes();
    replica.apply(chain.raw.slice(4));
    replica.close();
    const { blocks } = await show(at, '--from=5', '--to=5');
    expect(blocks[0]?.transactions).toMatchObject([
      { kind: 'visit/open', result: 'tx-duplicate' },
      { kind: null, result: 'tx-malformed', signers: [] },
    ]);
  });

  it('is narrowed by height, kind and id, and goes on where it stopped', async () => {
    const at = ledgerFolder();
    const heights = async (...options: readonly string[]): Promise<readonly number[]> =>
      (await show(at, ...options)).blocks.map(({ height }) => height);
    expect(await heights('--from=2', '--to=3')).toEqual([2, 3]);
    expect(await heights('--from=9')).toEqual([]);
    expect(await heights('--kind=visit/record')).toEqual([3]);
    expect(await heights('--id', toHex(at.statement).slice(0, 12))).toEqual([3]);
    expect(await heights('--id', toHex(at.chain.world.li.id))).toEqual([1, 2, 3]);
    const first = await show(at, '--limit=2');
    expect([first.blocks.length, first.next]).toEqual([2, 3]);
    expect((await show(at, '--from=3')).next).toBe(null);
  });

  it.each([['--from=x'], ['--limit=0'], ['--id=zz'], ['--from=-1']])(
    'refuses the value %s',
    async (option) => {
      const { folder } = ledgerFolder();
      expect(await refused(['ledger', 'show', '--data', folder, option])).toMatchObject({ exit: 2 });
    },
  );

  it('prints for people with --text', async () => {
    const at = ledgerFolder();
    const { out } = await cli(['ledger', 'show', '--data', at.folder, '--text']);
    expect(out).toContain('visit/record  ok  ');
    expect(out).toContain('signed by doctor Li Ming, node Renhe Hospital');
  });

  it('reads while another process writes, and sees what it wrote', async () => {
    const at = ledgerFolder();
    const { chain, folder } = at;
    const writer = openReplica({
      path: join(folder, 'replica.db'),
      key: MACHINE_KEY,
      genesis: null,
      clock: chain.clock,
    });
    try {
      chain.addBytes();
      writer.apply(chain.raw.slice(4));
      expect((await show(at)).height).toBe(5);
      expect(await answered(['replica', 'verify', '--data', folder])).toMatchObject({ height: 5 });
    } finally {
      writer.close();
    }
  });
});

describe('ledger statement', () => {
  it('prints a statement, and ends with 4 when its anchor is no block of this chain', async () => {
    const { folder, statement } = ledgerFolder();
    const run = await cli(['ledger', 'statement', toHex(statement), '--data', folder]);
    expect(run.exit).toBe(4);
    expect(JSON.parse(run.out)).toMatchObject({
      statement: toHex(statement),
      kind: 'record',
      state: 'consented',
      proof: {
        failure: 'anchor-mismatch',
        author: { en: 'Li Ming' },
        consent: 'patient',
        block: { height: 3 },
      },
    });
  });

  it('ends with 4 when a signature does not hold', async () => {
    const at = ledgerFolder();
    change(at, 'UPDATE statements SET consent_signature = zeroblob(64)');
    const run = await cli(['ledger', 'statement', toHex(at.statement), '--data', at.folder]);
    expect(run.exit).toBe(4);
    expect(JSON.parse(run.out)).toMatchObject({ proof: { verified: false, failure: 'consent-signature' } });
  });

  it('refuses a hash that no block holds, and what is no hash', async () => {
    const { folder } = ledgerFolder();
    const ask = (hash: string) => refused(['ledger', 'statement', hash, '--data', folder]);
    expect(await ask('00'.repeat(32))).toMatchObject({ exit: 1, code: 'statement-unknown' });
    expect(await ask('00')).toMatchObject({ exit: 2, code: 'usage-value' });
  });
});

describe('replica verify', () => {
  it('verifies everything again from genesis', async () => {
    const { chain, folder } = ledgerFolder();
    expect(await answered(['replica', 'verify', '--data', folder])).toEqual({
      verified: true,
      network: toHex(chain.genesis.network),
      chainId: chain.genesis.chainId,
      height: 4,
      hash: toHex(chain.head().blockId.hash),
      transactions: chain.raw.flatMap((_, index) => chain.block(index + 1).txs).length,
      appHash: toHex(chain.state.root()),
    });
  });

  it.each([
    ['UPDATE transactions SET code = 1 WHERE height = 2', 'replica-corrupt', 2],
    [
      'UPDATE blocks SET block = (SELECT block FROM blocks WHERE height = 3) WHERE height = 2',
      'block-height',
      2,
    ],
    ["UPDATE blocks SET block = x'00' WHERE height = 2", 'block-malformed', 2],
  ])('ends with 4, the check and its height, when the file was changed: %s', async (sql, code, height) => {
    const at = ledgerFolder();
    change(at, sql);
    expect(await refused(['replica', 'verify', '--data', at.folder])).toMatchObject({
      exit: 4,
      code,
      detail: { height },
    });
  });

  it('ends with 4 for a copy that halted, with what it halted for', async () => {
    const { chain, folder } = ledgerFolder();
    const file = { path: join(folder, 'replica.db'), key: MACHINE_KEY, genesis: null, clock: chain.clock };
    const replica = openReplica(file);
    replica.apply([chain.forgedNext({ appHash: new Uint8Array(32) })]);
    replica.close();
    expect(await refused(['replica', 'verify', '--data', folder])).toMatchObject({
      exit: 4,
      code: 'replica-halted',
      detail: { code: 'block-app-hash', height: 5 },
    });
  });
});

describe('the machine key', () => {
  it('may be named as a file in any of its forms', async () => {
    const { folder } = ledgerFolder();
    const elsewhere = privateFolder();
    const forms = [
      writeMachineKey(elsewhere),
      privateFile(elsewhere, 'raw', MACHINE_KEY),
      privateFile(elsewhere, 'hex', `${toHex(MACHINE_KEY)}\n`),
    ];
    writeMachineKey(folder, 'gnome_libsecret');
    for (const form of forms) {
      const argv = ['replica', 'verify', '--data', folder, '--machine-key-file', form];
      expect(await answered(argv)).toMatchObject({ verified: true });
    }
  });

  it('says what is wrong with it by name', async () => {
    const { folder } = ledgerFolder();
    const verify = (...more: readonly string[]) => refused(['replica', 'verify', '--data', folder, ...more]);
    writeMachineKey(folder, 'gnome_libsecret');
    expect(await verify()).toMatchObject({ exit: 3, code: 'machine-key-in-key-ring' });
    writeFileSync(join(folder, 'machine-key.json'), '{');
    expect(await verify()).toMatchObject({ exit: 3, code: 'machine-key-malformed' });
    const other = privateFile(privateFolder(), 'other', new Uint8Array(32));
    expect(await verify('--machine-key-file', other)).toMatchObject({ exit: 3, code: 'database-key-wrong' });
    expect(await verify('--machine-key-file', '/nowhere')).toMatchObject({
      exit: 3,
      code: 'file-unreadable',
    });
    expect(await refused(['replica', 'verify', '--data', privateFolder()])).toMatchObject({
      exit: 3,
      code: 'machine-key-missing',
    });
    expect(await refused(['replica', 'verify', '--data', '/nowhere'])).toMatchObject({
      exit: 3,
      code: 'data-folder-missing',
    });
    const empty = privateFolder();
    writeMachineKey(empty);
    expect(await refused(['ledger', 'show', '--data', empty])).toMatchObject({
      exit: 3,
      code: 'genesis-missing',
    });
  });
});
