/**
 * The node's process is killed under load of blobs, envelopes, transactions and messages, again and again over one folder.
 * Whatever it had acknowledged is there when it runs again, once, what a workstation had taken is not shown again, and no block that left it before is signed differently after. More seeds: `SOAK_SEEDS=1000`.
 */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesEqual, toHex } from '../../src/crypto/bytes.ts';
import { openReplica, type Replica } from '../../src/replica/replica.ts';
import { syncOnce } from '../../src/replica/sync.ts';
import { mailId, type StoredMail } from '../../src/hospital/mailbox/mail.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { systemClock } from '../../src/node/clock.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { nodeFolder } from '../support/nodeWorld.ts';
import { bytes32, type Person } from '../support/world.ts';
import { runLoad, sourceOf, type Acknowledged } from './support/load.ts';
import {
  beginVisit,
  foundNode,
  processClient,
  startProcess,
  type FoundedNode,
  type NodeProcess,
} from './support/nodeProcess.ts';

const SEEDS = Number(process.env['SOAK_SEEDS'] ?? '10');
/** A seed kills after 1 … this many acknowledgements. */
const LATEST_KILL = 60;

/** After which acknowledgement a seed kills; follows from the seed alone. */
function killAt(seed: number): number {
  return 1 + ((bytes32(`kill ${String(seed)}`)[0] ?? 0) % LATEST_KILL);
}

interface Round {
  readonly node: FoundedNode;
  readonly running: NodeProcess;
  readonly replica: Replica;
  readonly seed: number;
}

/** Puts the node under load until the seed's moment, and kills it with work under way. */
async function killUnderLoad({ node, running, replica, seed }: Round): Promise<Acknowledged> {
  const { world, folder } = node;
  const doctor = await processClient(folder, world.li);
  const registrar = await processClient(folder, world.a.registrar);
  const { height: anchor } = await doctor.status(bytes32('nonce'));
  const killing: { done: Promise<void> | null } = { done: null };
  const acknowledged = (count: number): void => {
    if (count === killAt(seed)) killing.done = running.kill();
    // What has left the node by now is remembered, to be compared with what it says later.
    else if (killing.done === null && count % 10 === 0) void syncOnce(replica, doctor).catch(() => undefined);
  };
  const done = await runLoad({ world, doctor, registrar, anchor, name: String(seed), acknowledged });
  await killing.done;
  doctor.close();
  registrar.close();
  return done;
}

/** What is not there of all that was acknowledged, by name. */
async function lostOf({ node, replica }: Round, done: Acknowledged): Promise<readonly string[]> {
  const client = await processClient(node.folder, node.world.li);
  const lost: string[] = [];
  for (const { id, blob } of done.blobs) {
    if (!bytesEqual(await client.blob(id), blob)) lost.push(`blob ${toHex(id)}`);
  }
  for (const { id, blob, offset } of done.uploads) {
    const kept = (await client.transfers.uploaded(id)) ?? 0;
    if (kept < offset) lost.push(`upload ${toHex(id)}: ${String(kept)} of ${String(offset)}`);
    await client.transfers.upload(sourceOf(id, blob));
    if (!bytesEqual(await client.blob(id), blob)) lost.push(`upload ${toHex(id)}`);
  }
  for (const { record, transaction } of done.records) {
    const code = await codeOfAsync(client.submit(transaction));
    const isThere = ['taken', 'tx-duplicate', 'statement-exists'].includes(code);
    const rows = await client.mine([record.hash]);
    if (!isThere || rows.length !== 2) lost.push(`record ${toHex(record.hash)} ${code}`);
  }
  lost.push(...(await misdelivered(client, node.world.li, done)));
  const { halted } = await syncOnce(replica, client);
  if (halted !== null) lost.push(`the chain, at ${String(halted.height)}: ${halted.code}`);
  for (const id of done.transactions) {
    if (replica.store.lookups.transaction(id)?.code !== 'ok') lost.push(`transaction ${toHex(id)}`);
  }
  client.close();
  return lost;
}

/**
 * What of the acknowledged mail is lost, or there twice, or shown again to a workstation that was told that the node
 * knows it has it; and what of a stream stands out of order. A message whose receipt was under way may be either.
 */
async function misdelivered(client: NodeClient, doctor: Person, done: Acknowledged): Promise<string[]> {
  const { mail, taking, taken } = done;
  const found: StoredMail[] = [];
  for (let more = await client.mailbox.fetch(0); more.length > 0;) {
    found.push(...more);
    more = await client.mailbox.fetch(more.at(-1)?.position ?? 0);
  }
  const names = found.map((one) => toHex(mailId(doctor.id, { ...one, to: doctor.id })));
  const wrong = mail
    .map((one) => toHex(mailId(doctor.id, one)))
    .filter((name) => {
      const shown = names.filter((other) => other === name).length;
      if (taken.has(name)) return shown !== 0;
      return taking.has(name) ? shown > 1 : shown !== 1;
    });
  const streams = Map.groupBy(found, ({ stream }) => toHex(stream));
  const unordered = [...streams].filter(([, all]) =>
    all.some(({ sequence }, index) => sequence <= (all[index - 1]?.sequence ?? 0)),
  );
  await client.mailbox.acknowledge(found.map((one) => mailId(doctor.id, { ...one, to: doctor.id })));
  return [...wrong.map((name) => `mail ${name}`), ...unordered.map(([name]) => `order of stream ${name}`)];
}

describe('a node that is killed under load', () => {
  it(
    `loses nothing that it acknowledged, and signs no height twice (${String(SEEDS)} seeds)`,
    { timeout: 60_000 + SEEDS * 20_000 },
    async () => {
      const node = foundNode();
      const path = join(nodeFolder('replica'), 'replica');
      const replica = openReplica({ path, key: bytes32('key'), genesis: node.genesis, clock: systemClock });
      onTestFinished(() => replica.close());
      let running = await startProcess(node.folder);
      await beginVisit(node);
      let messages = 0;
      let taken = 0;
      for (let seed = 0; seed < SEEDS; seed += 1) {
        const done = await killUnderLoad({ node, running, replica, seed });
        messages += done.mail.length;
        taken += done.taken.size;
        running = await startProcess(node.folder);
        expect(await lostOf({ node, running, replica, seed }, done)).toEqual([]);
      }
      expect(messages).toBeGreaterThan(SEEDS);
      expect(taken).toBeGreaterThan(SEEDS / 2);
    },
  );
});
