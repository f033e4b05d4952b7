import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openNode } from '../../../src/hospital/node.ts';
import { startSecureServer } from '../../../src/hospital/service/secureServer.ts';
import { NOTE, PERSON } from '../support/story.ts';
import { Machine, PASSPHRASE } from './support.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.demonstration();
});
afterAll(() => machine.close());

/** As on a machine that follows the same ledger and has never seen the account. */
async function forget(account: string): Promise<void> {
  await machine.core.close();
  for (const name of [`${account}.keystore.json`, `${account}.throttle`])
    rmSync(machine.file('accounts', name), { force: true });
  rmSync(machine.file('desks', `${account}.attachments`), { recursive: true, force: true });
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(machine.file('desks', `${account}.db${suffix}`), { force: true });
  await machine.start();
}

/** No camera wrote anything beside it: it is taken as it is. */
function jpeg(): Uint8Array<ArrayBuffer> {
  const scan = [0xff, 0xda, 0, 4, 1, 1, ...Array.from({ length: 90 }, (_, index) => index), 0xff, 0xd9];
  return Uint8Array.from([0xff, 0xd8, ...scan]);
}

async function openVisit(): Promise<string> {
  await machine.unlock('孙丽');
  const wishes = { pin: '246810', cards: 1, files: [], emergency: false };
  const { cards } = await machine.ask('registrar/register-patient', { ...PERSON, ...wishes });
  await machine.unlock('李明');
  const read = await machine.ask('card/read', { text: cards[0]?.text ?? '' });
  const handle = read.state === 'fresh' ? read.handle : '';
  const visit = await machine.ask('visit/open', { handle, registration: null, purpose: 'treatment' });
  return visit.id;
}

describe('a backup', () => {
  it('is one file under the passphrase, restored on another machine in one step, without open visits', async () => {
    const visit = await openVisit();
    const own = [{ key: 'ros', body: '无发热' }];
    await machine.ask('note/save-phrases', { own });
    await machine.ask('draft/save', { visit, note: NOTE });
    const picture = jpeg();
    const { added } = await machine.ask('attachment/add', { visit, name: '伤口.jpg', bytes: picture });
    expect(await machine.codeOf('account/backup', { passphrase: 'wrong horse battery' })).toBe(
      'passphrase-wrong',
    );
    const { bytes, name, visits } = await machine.ask('account/backup', { passphrase: PASSPHRASE });
    expect([name.endsWith('.backup'), visits]).toEqual([true, 1]);
    const text = new TextDecoder('iso-8859-1').decode(bytes);
    for (const secret of ['ros', '李明说', 'SQLite format']) expect(text).not.toContain(secret);
    // The desk that it was made of goes on.
    expect(await machine.ask('draft/load', { visit })).toMatchObject({ note: NOTE });
    expect(await machine.codeOf('account/restore', { bytes, passphrase: PASSPHRASE })).toBe('account-exists');

    const id = await machine.account('李明');
    await forget(id);
    expect((await machine.ask('account/list', {})).map((account) => account.id)).not.toContain(id);
    const restore = async (file: Uint8Array<ArrayBuffer>, passphrase = PASSPHRASE) =>
      machine.codeOf('account/restore', { bytes: file, passphrase });
    expect(await restore(bytes, 'wrong horse battery')).toBe('passphrase-wrong');
    const altered = bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte));
    expect(await restore(altered)).toBe('backup-altered');
    expect(await restore(bytes.slice(0, 5_000))).toBe('backup-malformed');
    expect((await machine.ask('account/list', {})).map((account) => account.id)).not.toContain(id);

    const restored = await machine.ask('account/restore', { bytes, passphrase: PASSPHRASE });
    expect(restored).toMatchObject({ account: { id }, node: { address: null, refusal: null } });
    await machine.unlock('李明');
    expect((await machine.ask('note/templates', {})).own).toEqual(own);
    // What lay sealed beside the desk, and at no node, came with it.
    const of = { kind: 'draft', visit } as const;
    const read = await machine.ask('attachment/read', { of, id: added.id });
    expect(read.bytes).toEqual(picture);
    // What the card opened was never in the file; what the doctor wrote was.
    expect(await machine.ask('visit/list', {})).toEqual([]);
    expect(await machine.codeOf('visit/chart', { visit })).toBe('visit-unknown');
    expect(await machine.ask('draft/load', { visit })).toMatchObject({ note: NOTE });
  });

  it('of another ledger is not taken', async () => {
    await machine.unlock('王芳');
    const { bytes } = await machine.ask('account/backup', { passphrase: PASSPHRASE });
    const other = await Machine.demonstration();
    try {
      expect(await other.codeOf('account/restore', { bytes, passphrase: PASSPHRASE })).toBe('backup-foreign');
    } finally {
      await other.close();
    }
  });

  it('says when it was last saved, which only whoever has written the file can know', async () => {
    await machine.unlock('李明');
    expect(await machine.ask('account/backup-state', {})).toEqual({ savedAt: null });
    await machine.ask('account/backup', { passphrase: PASSPHRASE });
    expect(await machine.ask('account/backup-state', {})).toEqual({ savedAt: null });
    const before = machine.clock.now();
    await machine.ask('account/backup-saved', {});
    const { savedAt } = await machine.ask('account/backup-state', {});
    expect(savedAt).toBeGreaterThanOrEqual(before);
    await machine.unlock('王芳');
    expect(await machine.ask('account/backup-state', {})).toEqual({ savedAt: null });
  });

  it('is made of an unlocked account alone', async () => {
    await machine.ask('account/lock', {});
    expect(await machine.codeOf('account/backup', { passphrase: PASSPHRASE })).toBe('session-locked');
  });
});

describe('a computer on which nothing was set up', () => {
  const own = [{ key: 'zz', body: '第二台电脑' }];
  let bytes: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    // Of the hospital that joined later: the genesis does not name it.
    await machine.unlock('王芳');
    await machine.ask('note/save-phrases', { own });
    bytes = (await machine.ask('account/backup', { passphrase: PASSPHRASE })).bytes;
    await machine.ask('account/lock', {});
  });

  it('takes a backup in one step, and its doctor works at the hospital node', async () => {
    const other = await Machine.fresh();
    try {
      expect(await other.codeOf('account/restore', { bytes, passphrase: 'wrong horse battery' })).toBe(
        'passphrase-wrong',
      );
      expect(await other.ask('setup/status', {})).toMatchObject({ state: 'empty', interrupted: false });

      const { account, node } = await other.ask('account/restore', { bytes, passphrase: PASSPHRASE });
      expect(node.refusal).toBeNull();
      expect(await other.ask('setup/status', {})).toMatchObject({ state: 'ready', demonstration: false });
      const { id } = account;
      const session = await other.ask('account/unlock', { id, passphrase: PASSPHRASE });
      expect(session).toMatchObject({
        status: 'active',
        node: 'connected',
        account: { name: { zh: '王芳' } },
      });
      expect((await other.ask('note/templates', {})).own).toEqual(own);
      // Nobody's word for it: every block was verified here.
      const { transactions } = await other.ask('ledger/verify', {});
      expect(transactions).toBeGreaterThan(4);
      await other.restart();
      expect(await other.ask('account/unlock', { id, passphrase: PASSPHRASE })).toMatchObject({
        status: 'active',
        node: 'connected',
      });
    } finally {
      await other.close();
    }
  });

  it('says that the hospital node cannot be reached; the desk opens, and the node is found once it is named', async () => {
    await machine.unlock('李明');
    const file = (await machine.ask('account/backup', { passphrase: PASSPHRASE })).bytes;
    const from = { bytes: file, passphrase: PASSPHRASE };
    const other = await Machine.fresh();
    try {
      const codeOfRestore = (nodeAddress: string) =>
        other.codeOf('account/restore', { ...from, nodeAddress });
      expect(await codeOfRestore('https://node')).toBe('address-malformed');
      const nodeAddress = 'wss://127.0.0.1:1';
      const { account, node } = await other.ask('account/restore', { ...from, nodeAddress });
      expect(node).toEqual({ address: nodeAddress, refusal: 'node-away' });
      const { id, institution } = account;
      const unlock = () => other.ask('account/unlock', { id, passphrase: PASSPHRASE });
      expect(await unlock()).toMatchObject({ node: 'away' });
      expect((await other.ask('note/templates', {})).own).toEqual([{ key: 'ros', body: '无发热' }]);

      const address = await servedOverTls(institution);
      const unknown = { institution: '00'.repeat(16), address };
      expect(await other.codeOf('account/node-address', unknown)).toBe('node-unknown');
      expect(await other.ask('account/node-address', { institution, address })).toEqual({
        address,
        refusal: null,
      });
      expect(await unlock()).toMatchObject({ status: 'active', node: 'connected' });
    } finally {
      await other.close();
    }
  });
});

/** The node of an institution of the demonstration, on the network: not the machine's own process any more. */
async function servedOverTls(institution: string): Promise<string> {
  const { host } = machine;
  const folder = machine.file('nodes', institution);
  host.nodesAway = true;
  await host.stopNode(folder);
  const node = await openNode(folder, host);
  const server = await startSecureServer({ node, ports: host, host: '127.0.0.1', port: 0, connections: 10 });
  onTestFinished(async () => {
    await server.close();
    await node.close();
    host.nodesAway = false;
  });
  return `wss://127.0.0.1:${String(server.port)}`;
}
