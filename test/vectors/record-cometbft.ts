/**
 * Records blocks of real CometBFT networks over its own key-value example, as test/vectors/chain/cometbft-recorded.json:
 *
 *     go install github.com/cometbft/cometbft/cmd/cometbft@v0.38.25
 *     node test/vectors/record-cometbft.ts "$(go env GOPATH)/bin/cometbft"
 *
 * Two networks. `solo`: one validator; transactions, an empty block, a block of more than one part, a validator added
 * that never votes, and removed again. `four`: four validators of whom one is killed, so that votes are absent and
 * blocks are decided in later rounds.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const binary = process.argv[2];
if (binary === undefined) throw new Error('usage: node test/vectors/record-cometbft.ts <cometbft>');
const folder = mkdtempSync(join(tmpdir(), 'consilium-cometbft-'));
const nodes: ChildProcess[] = [];

const json = z.looseObject({});
const statusAnswer = z.object({ sync_info: z.object({ latest_block_height: z.coerce.number() }) });
const sentAnswer = z.object({ height: z.coerce.number() });
const blockAnswer = z.object({ block: json });
const commitAnswer = z.object({ signed_header: z.object({ commit: json }) });
const resultsAnswer = z.object({
  txs_results: z
    .array(
      z.object({
        code: z.number(),
        data: z.string().nullable(),
        gas_wanted: z.string(),
        gas_used: z.string(),
      }),
    )
    .nullable(),
});
const validatorsAnswer = z.object({
  validators: z.array(z.object({ pub_key: z.object({ value: z.string() }), voting_power: z.string() })),
});

/** A JSON-RPC call; throws what the node refuses. */
async function call<T>(url: string, question: readonly [string, object], answer: z.ZodType<T>): Promise<T> {
  const [method, params] = question;
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await fetch(url, { method: 'POST', body });
  const said = z.object({ result: z.unknown().optional(), error: z.unknown().optional() }).parse(await response.json());
  if (said.error !== undefined) throw new Error(JSON.stringify(said.error));
  return answer.parse(said.result);
}

/** Asks again until `done` holds: a node that starts, or a height that comes. */
async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const isDone = await done().catch(() => false);
    if (isDone) return;
    await wait(100);
  }
  throw new Error(`gave up waiting for ${what}`);
}

function start(home: string, flags: readonly string[]): ChildProcess {
  const child = spawn(binary ?? '', ['node', '--home', home, '--proxy_app', 'kvstore', ...flags], { stdio: 'ignore' });
  nodes.push(child);
  return child;
}

async function heightOf(url: string): Promise<number> {
  const status = await call(url, ['status', {}], statusAnswer);
  return status.sync_info.latest_block_height;
}

async function send(url: string, tx: Uint8Array | string): Promise<void> {
  const bytes = Buffer.from(typeof tx === 'string' ? Buffer.from(tx) : tx);
  const params = { tx: bytes.toString('base64') };
  const { height } = await call(url, ['broadcast_tx_commit', params], sentAnswer);
  // The block after carries its results.
  await until(`a block after ${String(height)}`, async () => (await heightOf(url)) > height);
}

/** What a verifier needs of one block, as the node's RPC says it. */
async function recordBlock(url: string, height: number) {
  const at = { height: String(height) };
  const { block } = await call(url, ['block', at], blockAnswer);
  const { signed_header: signed } = await call(url, ['commit', at], commitAnswer);
  const { txs_results: results } = await call(url, ['block_results', at], resultsAnswer);
  const { validators } = await call(url, ['validators', { ...at, per_page: '100' }], validatorsAnswer);
  return {
    block,
    commit: signed.commit,
    results: (results ?? []).map(({ code, data, gas_wanted, gas_used }) => ({
      code,
      data: data ?? '',
      gasWanted: gas_wanted,
      gasUsed: gas_used,
    })),
    validators: validators.map(({ pub_key, voting_power }) => ({ publicKey: pub_key.value, power: voting_power })),
  };
}

async function record(url: string, home: string) {
  const blocks = [];
  for (let height = 1; height <= (await heightOf(url)); height += 1) blocks.push(await recordBlock(url, height));
  const genesis: unknown = JSON.parse(readFileSync(join(home, 'config', 'genesis.json'), 'utf8'));
  return { genesis, blocks };
}

async function solo() {
  const home = join(folder, 'solo');
  const url = 'http://127.0.0.1:36657';
  execFileSync(binary ?? '', ['init', '--home', home], { stdio: 'ignore' });
  start(home, [
    '--rpc.laddr=tcp://127.0.0.1:36657',
    '--p2p.laddr=tcp://127.0.0.1:36656',
    '--consensus.create_empty_blocks=false',
  ]);
  await until('the solo node', async () => (await heightOf(url)) >= 1);
  await send(url, 'patient=none');
  await send(url, Buffer.concat([Buffer.from('large='), Buffer.alloc(70_000, 'x')]));
  const silent = Buffer.alloc(32, 7).toString('base64');
  await send(url, `val=ed25519!${silent}!4`);
  await send(url, 'one=absent');
  await send(url, `val=ed25519!${silent}!0`);
  await send(url, 'alone=again');
  return record(url, home);
}

async function four() {
  const base = join(folder, 'four');
  const url = 'http://127.0.0.1:36667';
  execFileSync(binary ?? '', ['testnet', '--v', '4', '--o', base, '--starting-ip-address', '127.0.0.1'], {
    stdio: 'ignore',
  });
  const running = [1, 2, 3, 4].map((number) => {
    const home = join(base, `node${String(number - 1)}`);
    const config = join(home, 'config', 'config.toml');
    const text = readFileSync(config, 'utf8');
    const quick = text
      .replace(/timeout_propose = .*/u, 'timeout_propose = "500ms"')
      .replace(/timeout_prevote = .*/u, 'timeout_prevote = "200ms"')
      .replace(/timeout_precommit = .*/u, 'timeout_precommit = "200ms"')
      .replace(/timeout_commit = .*/u, 'timeout_commit = "100ms"')
      .replace(/addr_book_strict = .*/u, 'addr_book_strict = false');
    writeFileSync(config, quick);
    return start(home, [
      `--rpc.laddr=tcp://127.0.0.${String(number)}:36667`,
      `--p2p.laddr=tcp://127.0.0.${String(number)}:26656`,
      '--consensus.create_empty_blocks=false',
    ]);
  });
  await until('four nodes', async () => (await heightOf(url)) >= 1);
  await send(url, 'all=here');
  running[3]?.kill('SIGKILL');
  for (const number of [1, 2, 3, 4]) await send(url, `three=${String(number)}`);
  return record(url, join(base, 'node0'));
}

try {
  const recorded = { version: 'v0.38.25', solo: await solo(), four: await four() };
  const path = new URL('./chain/cometbft-recorded.json', import.meta.url);
  writeFileSync(path, `${JSON.stringify(recorded, null, 1)}\n`);
} finally {
  for (const node of nodes) node.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
