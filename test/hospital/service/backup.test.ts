/** A node's folder in copies: what a backup holds, what it is refused for, and what a restored node is. */
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { blobId } from '../../../src/crypto/blob.ts';
import { toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { openNode } from '../../../src/hospital/node.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { manualClock, type ManualClock } from '../../support/manualClock.ts';
import {
  clientFor,
  logIn,
  nodeFolder,
  submitAll,
  testPorts,
  writeWorldFolder,
} from '../../support/nodeWorld.ts';
import { staffAdd, staffing } from '../../support/transactions.ts';
import { bytes32, makePerson, makeWorld, START, type World } from '../../support/world.ts';
import { answered, call, PASSPHRASE, refused } from './support.ts';

const printed = z.object({ height: z.number(), institution: z.string() });
const checked = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ severity: z.string(), code: z.string(), means: z.string() })),
});
const sealed = utf8('sealed as ever');
/** Large enough for a file of its own. */
const picture = new Uint8Array(100_000).fill(7);

/** Of the one node of this file: backed up while it ran, one block before its end. */
let backup: string;
let height: number;
let known: number;
let clock: ManualClock;
let world: World;
let folder: string;
let hash: Uint8Array | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consilium-backup-'));
  backup = join(folder, 'copy');
  world = makeWorld();
  clock = manualClock(START + 1000);
  writeWorldFolder(join(folder, 'node'), world, { name: 'A' });
  const a = await openNode(join(folder, 'node'), testPorts(clock));
  await submitAll(a, world, staffing(world, clock.now()));
  const client = a.client();
  await logIn(client, world.li);
  await client.storeBlob(blobId(sealed), sealed);
  await client.storeBlob(blobId(picture), picture);
  client.close();
  ({ height } = await answered(printed, ['backup', backup, '--data', join(folder, 'node')]));
  hash = a.store.head()?.headerHash;
  await submitAll(a, world, [staffAdd(newcomer('one'), world.a, clock.now())]);
  known = a.store.height();
  await a.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newcomer(name: string) {
  return makePerson(name, 'doctor', world.a.id, ['新', 'New']);
}

/** The backup in a folder that a test may change. */
function copyOfBackup(): string {
  const copy = nodeFolder('changed');
  cpSync(backup, copy, { recursive: true });
  return copy;
}

describe('a backup', () => {
  it('of a running node is restored to a node with the same ledger and the same blobs', async () => {
    const to = nodeFolder('restored');
    const argv = ['restore', backup, '--data', to, '--known-height', String(height)];
    expect(await answered(printed, argv)).toMatchObject({ height });
    const restored = await openNode(to, testPorts(clock));
    onTestFinished(() => restored.close());
    expect(restored.store.head()?.headerHash).toEqual(hash);
    const client = await clientFor(restored, world.li);
    expect(await client.blob(blobId(sealed))).toEqual(sealed);
    expect(await client.blob(blobId(picture))).toEqual(picture);
    await submitAll(restored, world, [staffAdd(newcomer('two'), world.a, clock.now())]);
    expect(restored.store.height()).toBeGreaterThan(height);
  });

  it('that is older than what was signed does not make a validator sign those heights again', async () => {
    const to = nodeFolder('restored');
    const argv = ['restore', backup, '--data', to];
    expect(await refused(argv)).toMatchObject({ code: 'known-height-missing', detail: { height } });
    await answered(printed, [...argv, '--known-height', String(known)]);
    const restored = await openNode(to, testPorts(clock));
    onTestFinished(() => restored.close());
    expect(restored.trouble()).toBe('ledger-rolled-back');
    const again = submitAll(restored, world, [staffAdd(newcomer('two'), world.a, clock.now())]);
    expect(await codeOfAsync(again)).toBe('ledger-rolled-back');
    expect(restored.store.height()).toBe(height);
  });

  it('is its owner’s alone, and holds no key in the clear', () => {
    const secrets = ['database A', 'node key A', 'card key A', 'validator'].map((name) =>
      Buffer.from(bytes32(name)),
    );
    for (const name of readdirSync(backup, { encoding: 'utf8', recursive: true })) {
      expect([name, statSync(join(backup, name)).mode & 0o077]).toEqual([name, 0]);
      if (statSync(join(backup, name)).isDirectory()) continue;
      const bytes = readFileSync(join(backup, name));
      expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
    }
  });

  it('is restored whole or not at all: not with a wrong passphrase, not when a file or its list was changed', async () => {
    const from = copyOfBackup();
    const to = nodeFolder('restored');
    const argv = ['restore', from, '--data', to, '--known-height', String(height)];
    const env = { CONSILIUM_NODE_PASSPHRASE: `${PASSPHRASE}s` };
    expect(await refused(argv, { env })).toMatchObject({ code: 'passphrase-wrong' });
    const manifest = join(from, 'backup.json');
    const before = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, before.replace(`"height": ${String(height)}`, `"height": ${String(height + 1)}`));
    expect(await refused(argv)).toMatchObject({ code: 'passphrase-wrong' });
    writeFileSync(manifest, '{}');
    expect(await refused(argv)).toMatchObject({ code: 'backup-malformed' });
    writeFileSync(manifest, before);
    const ledger = join(from, 'ledger.sqlite');
    const bytes = readFileSync(ledger);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(ledger, bytes);
    expect(await refused(argv)).toMatchObject({ code: 'backup-altered', detail: { file: 'ledger.sqlite' } });
    copyFileSync(join(backup, 'ledger.sqlite'), ledger);
    const name = toHex(blobId(picture));
    writeFileSync(join(from, 'blobs', name.slice(0, 2), name), 'other');
    expect(await refused(argv)).toMatchObject({ code: 'backup-altered', detail: { file: name } });
    expect(readdirSync(to)).toEqual([]);
  });

  it('goes into no folder with files, and over no node', async () => {
    const node = join(folder, 'node');
    expect(await refused(['backup', backup, '--data', node])).toMatchObject({ code: 'folder-not-empty' });
    expect(await refused(['restore', backup, '--data', node])).toMatchObject({ code: 'node-exists' });
    expect(await refused(['backup', nodeFolder('x'), '--data', nodeFolder('none')])).toMatchObject({
      exit: 3,
      code: 'node-missing',
    });
  });
});

describe('check', () => {
  const codes = async (folder: string, env: Readonly<Record<string, string>> = {}) => {
    const { exit, out } = await call(['check', '--data', folder], { env });
    const { findings, ok } = checked.parse(JSON.parse(out));
    expect(ok).toBe(exit === 0);
    expect(findings.every(({ means }) => means !== '')).toBe(true);
    return findings.map(({ code }) => code);
  };

  it('finds nothing wrong with a node that rests', async () => {
    expect(await codes(join(folder, 'node'))).toEqual([
      'config-ok',
      'folder-ok',
      'node-ok',
      'ledger-ok',
      'store-ok',
      'node-resting',
      'clock-unknown',
    ]);
  });

  it('names what is broken', async () => {
    const node = join(folder, 'node');
    expect(await codes(join(node, 'nowhere'))).toContain('folder-missing');
    expect(await codes(node, { CONSILIUM_NODE_LISTEN_PORT: 'x' })).toContain('config-malformed');
    const broken = nodeFolder('broken');
    cpSync(node, broken, { recursive: true });
    writeFileSync(join(broken, 'ledger.sqlite'), new Uint8Array(8192).fill(7));
    writeFileSync(join(broken, 'node.sqlite'), new Uint8Array(8192).fill(7));
    expect(await codes(broken)).toEqual(expect.arrayContaining(['ledger-broken', 'store-broken']));
    writeFileSync(join(broken, 'node.keys'), 'x');
    expect(await codes(broken)).toContain('node-broken');
  });
});
