/** The node as a service, from founding to the end: its commands, its log, its health and its numbers. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeGenesis } from '../../../src/chain/genesis.ts';
import { decodeAppState } from '../../../src/contracts/genesis.ts';
import { fromHex, toHex } from '../../../src/crypto/bytes.ts';
import { enrolmentText } from '../../../src/crypto/enrolment.ts';
import { joinCodeText, readJoinCode } from '../../../src/crypto/joinCode.ts';
import { toInstitutionId, toNetwork, toSigningKey, toStaffId } from '../../../src/crypto/ids.ts';
import { changePassphrase } from '../../../src/crypto/keyStore.ts';
import { signLogin } from '../../../src/crypto/login.ts';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { newStaffRootSecret, staffKeys } from '../../../src/crypto/staffKeys.ts';
import { connectNode } from '../../../src/hospital/client.ts';
import { GENESIS_FILE } from '../../../src/hospital/folder.ts';
import { SERVICE_CONFIG_FILE } from '../../../src/hospital/service/config.ts';
import { NODE_COMMANDS } from '../../../src/hospital/service/commands.ts';
import { NODE_TEXTS } from '../../../src/hospital/service/texts.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { testPorts, until } from '../../support/nodeWorld.ts';
import { hasCoturn, SECRET, startCoturn, type Coturn } from '../relay/coturn.ts';
import { allocate } from '../relay/turnClient.ts';
import { answered, call, PASSPHRASE, refused, startProcess, type RunningService } from './support.ts';

const RELAY_PORT = 3478;
const NOBODY = { username: '', password: '' };

const madeShape = z.object({
  institution: z.string(),
  network: z.string(),
  nodeKey: z.string(),
  officer: z.object({ keyStore: z.string(), offlineKeys: z.string(), recoveryWords: z.array(z.string()) }),
});

let folder: string;
let made: z.infer<typeof madeShape>;
let service: RunningService;
/** A join code of the node's officer. */
let code: string;
/** The relay that the node's configuration names; null where no coturn is. */
let coturn: Coturn | null = null;

const names = [
  '--name-zh',
  '海河医院',
  '--name-en',
  'Haihe Hospital',
  '--officer-zh',
  '赵敏',
  '--officer-en',
  'Zhao Min',
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'consilium-service-'));
  const argv = ['init', '--data', join(folder, 'node'), '--out', join(folder, 'officer'), ...names];
  made = await answered(madeShape, argv);
  cheapen(made.officer.keyStore);
  if (hasCoturn) coturn = await startCoturn(folder);
  nameRelay(coturn?.port ?? RELAY_PORT);
  service = await startProcess(join(folder, 'node'));
  ({ code } = await answered(z.object({ code: z.string() }), ['enrol', ...acting()]));
});

afterAll(async () => {
  service.child.kill('SIGKILL');
  coturn?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The relay in the node's configuration, and its secret in a file of its own. */
function nameRelay(port: number): void {
  const secretFile = join(folder, 'relay-secret');
  writeFileSync(secretFile, SECRET, { mode: 0o600 });
  const relay = { urls: [relayUrl(port)], secretFile };
  writeFileSync(join(folder, 'node', SERVICE_CONFIG_FILE), JSON.stringify({ relay }));
}

function relayUrl(port: number): string {
  return `turn:127.0.0.1:${String(port)}?transport=udp`;
}

/** The same key store under limits that cost no time: it is opened many times here. */
function cheapen(file: string): void {
  const change = { current: PASSPHRASE, next: PASSPHRASE, limits: MINIMUM_LIMITS };
  writeFileSync(file, changePassphrase(new Uint8Array(readFileSync(file)), change, systemRandom), {
    mode: 0o600,
  });
}

const data = (): readonly string[] => ['--data', join(folder, 'node')];
const acting = (): readonly string[] => [...data(), '--keystore-file', made.officer.keyStore];

/** A doctor's enrolment, as their workstation makes it. */
function newcomer(institution = made.institution) {
  const keys = staffKeys(newStaffRootSecret(systemRandom), 1);
  const person = {
    network: toNetwork(fromHex(made.network)),
    institution: toInstitutionId(fromHex(institution)),
    role: 'doctor',
    id: toStaffId(systemRandom(16)),
    nameZh: '李明',
    nameEn: 'Li Ming',
    licence: '110120000012345',
    specialty: '呼吸内科',
    sign: keys.sign.publicKey,
    seal: keys.seal.publicKey,
  } as const;
  const { text, fingerprint } = enrolmentText(person, keys.sign.secretKey);
  const file = join(folder, `${toHex(person.id)}.txt`);
  writeFileSync(file, text);
  const login = {
    role: 'doctor',
    entity: person.id,
    keyVersion: 1,
    sign: (challenge: Parameters<typeof signLogin>[0]) => signLogin(challenge, keys.sign.secretKey),
  } as const;
  return { person, file, enrolment: text, fingerprint, login };
}

/** A workstation elsewhere, which knows the node's key. */
function remote() {
  const ports = testPorts(systemClock);
  const network = toNetwork(fromHex(made.network));
  const pin = { network, keys: () => [toSigningKey(fromHex(made.nodeKey))], clock: systemClock };
  return connectNode(`wss://127.0.0.1:${String(service.port)}`, { ...ports, network, pin });
}

async function fetched(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`http://127.0.0.1:${String(service.metricsPort)}${path}`);
  return { status: response.status, text: await response.text() };
}

describe('init', () => {
  it('makes an officer’s key store and offline keys for their owner alone, and prints the words once', () => {
    for (const file of [made.officer.keyStore, made.officer.offlineKeys])
      expect(statSync(file).mode & 0o077).toBe(0);
    expect(made.officer.recoveryWords).toHaveLength(24);
  });

  it('founds a consortium whose consults have the second layer, unless it is told otherwise', async () => {
    const parameters = (node: string) =>
      decodeAppState(decodeGenesis(readFileSync(join(folder, node, GENESIS_FILE))).appState).parameters;
    expect(parameters('node')).toEqual({ followUpDays: 14 });
    const init = (...more: readonly string[]) => [
      'init',
      '--data',
      join(folder, 'single'),
      ...names,
      ...more,
    ];
    const out = ['--out', join(folder, 'single-officer')];
    const asked = init(...out, '--second-layer', 'perhaps');
    expect(await refused(asked)).toMatchObject({ code: 'usage-value' });
    await answered(madeShape, init(...out, '--second-layer', 'off'));
    expect(parameters('single')).toEqual({ followUpDays: 14, consultSecondLayer: 0 });
  });

  it('touches no node that is there, and no folder with files', async () => {
    const argv = ['init', ...data(), '--out', join(folder, 'other'), ...names];
    expect(await refused(argv)).toMatchObject({ exit: 1, code: 'node-exists' });
    const elsewhere = ['init', '--data', join(folder, 'node2'), '--out', join(folder, 'officer'), ...names];
    expect(await refused(elsewhere)).toMatchObject({ code: 'folder-not-empty' });
    const weak = ['init', '--data', join(folder, 'node3'), '--out', join(folder, 'other'), ...names];
    expect(await refused(weak, { env: { CONSILIUM_NODE_PASSPHRASE: 'abc' } })).toMatchObject({
      code: 'passphrase-weak',
    });
    const address = [
      'init',
      '--data',
      join(folder, 'node4'),
      '--address',
      'http://here',
      '--out',
      join(folder, 'x'),
      ...names,
    ];
    expect(await refused(address)).toMatchObject({ code: 'address-malformed' });
  });
});

describe('start', () => {
  it('serves over its socket, over TLS, and in numbers', async () => {
    const status = z.object({
      institution: z.string(),
      height: z.number(),
      head: z.object({ height: z.number() }),
    });
    expect(await answered(status, ['status', ...data()])).toMatchObject({ institution: made.institution });
    const client = remote();
    expect(toHex((await client.hello()).institution)).toBe(made.institution);
    client.close();
    expect(await fetched('/health/live')).toEqual({ status: 200, text: '{"live":true}' });
    expect(JSON.parse((await fetched('/health/ready')).text)).toMatchObject({ ready: true, trouble: null });
    const { text } = await fetched('/metrics');
    expect(text).toMatch(/^consilium_ready 1$/mu);
    expect(text).toMatch(/^consilium_requests_total\{method="hello",code="ok"\} \d+$/mu);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/mu);
  });

  it('is found in order by check, with its clock', async () => {
    const findings = z.object({ ok: z.boolean(), findings: z.array(z.object({ code: z.string() })) });
    const { ok, findings: found } = await answered(findings, ['check', ...data()]);
    expect(ok).toBe(true);
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['node-running', 'clock-ok', 'ledger-ok']),
    );
  });

  it('is refused a folder in which it runs already', async () => {
    expect(await refused(['start', ...data()], { env: { CONSILIUM_NODE_METRICS: 'null' } })).toMatchObject({
      exit: 5,
      code: 'data-folder-in-use',
      detail: { pid: service.child.pid },
    });
  });
});

describe('staff', () => {
  it('are entered after their fingerprint was compared, suspended with their sessions, and reinstated', async () => {
    const { file, fingerprint, login, person } = newcomer();
    expect(await refused(['staff add', file, ...acting()].flatMap((word) => word.split(' ')))).toMatchObject({
      exit: 1,
      code: 'fingerprint-unconfirmed',
      detail: { fingerprint, nameEn: 'Li Ming', licence: '110120000012345' },
    });
    const client = remote();
    expect(await codeOfAsync(client.login(login))).toBe('signer-unknown');
    const added = ['staff', 'add', file, '--fingerprint', fingerprint, ...acting()];
    await answered(z.object({ transaction: z.string() }), added);
    expect(await codeOfAsync(client.login(login))).toBe('taken');
    const id = toHex(person.id);
    await answered(z.object({}), ['staff', 'suspend', id, '--reason', 'left', ...acting()]);
    expect(await codeOfAsync(client.mine([]))).toBe('login-required');
    expect(await codeOfAsync(client.login(login))).toBe('signer-suspended');
    await answered(z.object({}), ['staff', 'reinstate', id, '--reason', 'back', ...acting()]);
    expect(await codeOfAsync(client.login(login))).toBe('taken');
    client.close();
  });

  it('of another institution, or of an altered text, are not entered', async () => {
    const foreign = newcomer('00'.repeat(16));
    const argv = ['staff', 'add', foreign.file, '--fingerprint', foreign.fingerprint, ...acting()];
    expect(await refused(argv)).toMatchObject({ code: 'enrolment-foreign' });
    const nonsense = join(folder, 'nonsense.txt');
    writeFileSync(nonsense, 'CN1:ABC');
    expect(await refused(['staff', 'add', nonsense, ...acting()])).toMatchObject({
      code: 'enrolment-malformed',
    });
  });

  it('are nobody’s to change without an officer’s passphrase', async () => {
    const argv = ['staff', 'suspend', '00'.repeat(16), '--reason', 'x', ...acting()];
    const env = { CONSILIUM_NODE_PASSPHRASE: `${PASSPHRASE}s` };
    expect(await refused(argv, { env })).toMatchObject({ code: 'passphrase-wrong' });
  });
});

describe('the relay of its configuration', () => {
  /** A doctor whom the officer entered, logged in over TLS. */
  async function doctor() {
    const { file, fingerprint, login } = newcomer();
    await answered(z.object({}), ['staff', 'add', file, '--fingerprint', fingerprint, ...acting()]);
    const client = remote();
    await client.login(login);
    return client;
  }

  it('is named to a doctor over TLS, with a password of its own, and to nobody who is not logged in', async () => {
    const stranger = remote();
    expect(await codeOfAsync(stranger.relay())).toBe('login-required');
    stranger.close();
    const client = await doctor();
    const given = await client.relay();
    client.close();
    expect(given?.urls).toEqual([relayUrl(coturn?.port ?? RELAY_PORT)]);
    expect(service.log.every((line) => !JSON.stringify(line).includes(given?.password ?? SECRET))).toBe(true);
  });

  it.skipIf(!hasCoturn)('allocates with that password, and with no other', async () => {
    const client = await doctor();
    const given = (await client.relay()) ?? NOBODY;
    client.close();
    const port = coturn?.port ?? RELAY_PORT;
    expect(await allocate(port, given)).toBe('allocated');
    expect(await allocate(port, { ...given, password: 'guessed' })).toBe(401);
  });
});

describe('a further institution', () => {
  it('joins by a code, is let in by the officers who are there, and follows', async () => {
    const codeFile = join(folder, 'code.txt');
    writeFileSync(codeFile, code);
    const jinnan = [
      '--name-zh',
      '津南医院',
      '--name-en',
      'Jinnan Hospital',
      '--officer-zh',
      '周涛',
      '--officer-en',
      'Zhou',
    ];
    const second = join(folder, 'second');
    const argv = [
      'join',
      '--data',
      second,
      '--code-file',
      codeFile,
      '--out',
      join(folder, 'second-officer'),
      ...jinnan,
    ];
    const joined = await answered(z.object({ application: z.string(), network: z.string() }), argv);
    expect(joined.network).toBe(made.network);
    await answered(z.object({}), ['institution', 'add', joined.application, ...acting()]);
    const height = z.object({ height: z.number() });
    const { height: there } = await answered(height, ['status', ...data()]);
    const follower = await startProcess(second);
    try {
      const here = async (): Promise<number> => (await answered(height, ['status', '--data', second])).height;
      await until(async () => (await here()) >= there);
    } finally {
      await follower.stop();
    }
  });

  it('joins no other ledger than the one of its code', async () => {
    const other = join(folder, 'bad-code.txt');
    writeFileSync(other, 'CJ1:ABC');
    const argv = [
      'join',
      '--data',
      join(folder, 'third'),
      '--code-file',
      other,
      '--out',
      join(folder, 'x'),
      ...names,
    ];
    expect(await refused(argv)).toMatchObject({ code: 'join-code-malformed' });
    const changed = { ...readJoinCode(code), genesis: new Uint8Array(32) };
    writeFileSync(other, joinCodeText(changed));
    expect(await refused(argv)).toMatchObject({ code: 'genesis-mismatch' });
    writeFileSync(other, joinCodeText({ ...readJoinCode(code), nodeKey: toSigningKey(new Uint8Array(32)) }));
    expect(await refused(argv)).toMatchObject({ code: 'node-key-mismatch' });
  });
});

describe('somebody new', () => {
  it('answers an invitation from their workstation, is listed with a fingerprint, and entered', async () => {
    const { token, nodeKey, network } = readJoinCode(code);
    expect([toHex(nodeKey), toHex(network)]).toEqual([made.nodeKey, made.network]);
    const { enrolment, fingerprint, login } = newcomer();
    const client = remote();
    await client.invitations.offer(token, enrolment);
    const offer = z.object({ fingerprint: z.string(), enrolment: z.string(), nameEn: z.string() });
    const list = await answered(z.object({ offers: z.array(offer) }), ['enrol', 'list', ...acting()]);
    expect(list.offers).toMatchObject([{ fingerprint, enrolment, nameEn: 'Li Ming' }]);
    const argv = ['staff', 'add', '-', '--fingerprint', fingerprint, ...acting()];
    await answered(z.object({}), argv, { stdin: enrolment });
    expect(await client.invitations.state(token)).toBe('entered');
    expect(await codeOfAsync(client.login(login))).toBe('taken');
    client.close();
  });
});

describe('the log', () => {
  it('is JSON lines with time, level and event, and names nobody', async () => {
    await until(() => service.log.some(({ event }) => event === 'login-ended'));
    expect(service.log.map(({ event }) => event)).toContain('login-refused');
    const text = JSON.stringify(service.log);
    for (const secret of ['李明', 'Li Ming', '110120000012345', PASSPHRASE])
      expect(text).not.toContain(secret);
  });
});

describe('the configuration', () => {
  it.each([
    ['{"listen":{"prot":1}}', 'listen.prot'],
    ['{"listen":{"port":70000}}', 'listen.port'],
    ['{"log":{"level":"debug"}}', 'log.level'],
    ['{"unknown":1}', 'unknown'],
    ['{', ''],
  ])('is checked before anything starts: %s', async (text, at) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    expect(await refused(['start', ...data(), '--config', file])).toMatchObject({
      exit: 3,
      code: 'config-malformed',
      detail: { file, at },
    });
  });

  it('that is named has to be there', async () => {
    const file = join(folder, 'nowhere.json');
    expect(await refused(['start', ...data(), '--config', file])).toMatchObject({
      exit: 3,
      code: 'config-missing',
    });
  });

  it('gives way to the environment, which is checked as well', async () => {
    const env = { CONSILIUM_NODE_LISTEN_PORT: '99999' };
    expect(await refused(['start', ...data()], { env })).toMatchObject({
      code: 'config-malformed',
      detail: { at: 'listen.port' },
    });
  });
});

describe('the command line', () => {
  it('has a command for everything that is promised, with a sentence for every code that it names', async () => {
    const { out } = await call(['--help']);
    for (const { name } of NODE_COMMANDS) expect(out).toContain(`\n  ${name} `);
    const named = new Set(NODE_COMMANDS.flatMap(({ codes }) => codes));
    expect([...named].filter((code) => NODE_TEXTS[code] === undefined)).toEqual([]);
  });

  it('takes no passphrase among its arguments', async () => {
    expect(await refused(['init', '--passphrase=abc'])).toMatchObject({
      exit: 2,
      code: 'secret-in-arguments',
    });
  });
});

describe('the end', () => {
  it('comes on SIGTERM, in order; then the node is away', async () => {
    expect(await service.stop()).toMatchObject({ ended: 'SIGTERM' });
    expect(service.child.exitCode).toBe(0);
    expect(await refused(['status', ...data()])).toMatchObject({ exit: 5, code: 'node-away' });
  });
});
