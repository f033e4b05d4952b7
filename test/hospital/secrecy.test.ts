/**
 * Sealed means sealed: what lies in the folders of the nodes, in their backup and in their logs after everything that a
 * patient's record goes through. Nothing of it says anything to whoever has it, the nodes' own keys included.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/crypto/bytes.ts';
import { readCard } from '../../src/crypto/card.ts';
import { enrolmentText } from '../../src/crypto/enrolment.ts';
import { toMailStream, toNetwork, toStatementHash } from '../../src/crypto/ids.ts';
import { openMasterCard } from '../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import type { Envelope } from '../../src/crypto/envelope.ts';
import {
  consentKeyPair,
  consentSeed,
  epochKeys,
  rootKeyPair,
  viewKey,
} from '../../src/crypto/patientKeys.ts';
import { openRow } from '../../src/crypto/row.ts';
import { sealTo } from '../../src/crypto/sealing.ts';
import { encodeEraseRequest, signEraseRequest } from '../../src/contracts/visit/eraseRequest.ts';
import { LEDGER_FILE } from '../../src/hospital/folder.ts';
import { makeBackup } from '../../src/hospital/service/backup.ts';
import { systemRandom } from '../../src/node/random.ts';
import { millis } from '../../src/ports.ts';
import { loginOf, until } from '../support/nodeWorld.ts';
import { staffAdd } from '../support/transactions.ts';
import { bytes16, makePerson, type Person } from '../support/world.ts';
import {
  item,
  NOTE,
  openWith,
  PERSON,
  PIN,
  Story,
  writeRecord,
  type Patient,
} from '../workstation/support/story.ts';
import type { TestCore } from '../workstation/support/testCore.ts';
import { laidBare } from './support/laidBare.ts';
import { found, keyForms, nameForms, textForms, type Forms, type Places } from './support/secretForms.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ENTRY = { kind: 'symptom', text: '今早头晕，休息后好转', date: '2026-11-20' } as const;
const MESSAGE = '张秀英的心电图请您看看';
const BACKUP_PASSPHRASE = 'seven herons by the quiet river';
const HISTORY = readFileSync(
  new URL('../../src/workstation/demonstration/zhang-xiuying.json', import.meta.url),
);

interface Played {
  readonly story: Story;
  readonly patient: Patient;
  readonly zhao: Person;
  /** H(S) of Dr Li's record, in hex. */
  readonly erasable: string;
  /** Keys of the parts of Dr Li's record, as Dr Li opens them. */
  readonly partKeys: readonly Uint8Array[];
}

/**
 * A patient comes to A with a history that is imported, a colleague joins the visit, B's doctor reads it with the next
 * card and writes as well, the patient adds an entry of their own and grants, a message goes to another doctor,
 * somebody new joins A, and A's node is backed up.
 */
async function everything(): Promise<Played> {
  const story = await Story.begin();
  const { hospitals, world } = story;
  const zhao = makePerson('zhao', 'doctor', world.a.id, ['赵敏', 'Zhao Min']);
  await hospitals.submit(staffAdd(zhao, world.a, hospitals.clock.now()));
  const files = [{ name: '张秀英.json', bytes: new Uint8Array(HISTORY) }];
  const patient = await story.registerPatient({ cards: 3, files });
  const { li, statement } = await visitAtA({ story, patient, zhao });
  const [partKey, otherKey] = await openedKeys(li, statement, world.li);
  await visitAtB({ story, patient });
  await patientAlone({ story, patient });
  await mailAcross(li, story);
  await newcomer(story);
  await backUp(story);
  return {
    story,
    patient,
    zhao,
    erasable: statement,
    partKeys: [partKey ?? new Uint8Array(), otherKey ?? new Uint8Array()],
  };
}

async function visitAtA({ story, patient, zhao }: Pick<Played, 'story' | 'patient' | 'zhao'>) {
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const { text } = await li['visit/invite']({ visit, colleague: toHex(zhao.id), role: 'colleague' });
  const colleague = await story.doctor(zhao);
  await colleague['visit/join']({ invitation: { kind: 'text', text } });
  await li.sync();
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  colleague.close();
  return { li, statement };
}

/** Both parts' keys of a record, by the author's own rows. */
async function openedKeys(core: TestCore, hex: string, { keys }: Person): Promise<readonly Uint8Array[]> {
  const statement = toStatementHash(new Uint8Array(Buffer.from(hex, 'hex')));
  const rows = await core.node.mine([statement]);
  return rows.map(({ row, leaf, part }) => openRow(row, keys(1).seal, { statement, leaf, part }));
}

async function visitAtB({ story, patient }: Pick<Played, 'story' | 'patient'>): Promise<void> {
  const wang = await story.doctor(story.world.wang, story.world.b);
  const sealed = await wang['card/read']({ text: item(patient.cards, 2) });
  const read = await wang['card/unseal']({
    handle: sealed.state === 'sealed' ? sealed.handle : '',
    pin: PIN,
  });
  if (read.state !== 'fresh') throw new Error(`the card is ${read.state}`);
  const { handle } = read;
  const { id: visit } = await wang['visit/open']({ handle, registration: null, purpose: 'treatment' });
  expect((await wang['visit/chart']({ visit })).unavailable).toEqual([]);
  await writeRecord(wang, visit, { slip: item(patient.slips, 2), pin: PIN });
  await wang['visit/end']({ visit });
  wang.close();
}

/** With the master card, on a machine on which nobody is logged in. */
async function patientAlone({ story, patient }: Pick<Played, 'story' | 'patient'>): Promise<void> {
  const kiosk = await story.open(story.world.chen, story.world.a, 'kiosk');
  kiosk.node.logout();
  const secret = { kind: 'master', text: patient.masterText, passphrase: patient.masterPassphrase } as const;
  const institution = toHex(story.world.a.id);
  const { handle } = await kiosk['patient/view']({ secret, institution });
  const { kind: _kind, ...master } = secret;
  await kiosk['patient/write-entry']({ handle, secret: master, entry: ENTRY });
  const grantee = toHex(story.world.wang.id);
  await kiosk['patient/grant']({ handle, secret, grantee, purpose: 'treatment', days: 7, records: 'all' });
  kiosk.close();
}

async function mailAcross({ node }: TestCore, { hospitals, world }: Story): Promise<void> {
  await node.mailbox.send({
    to: world.chen.id,
    stream: toMailStream(bytes16('stream')),
    base: 1,
    sequence: 1,
    expires: millis(hospitals.clock.now() + DAY_MS),
    sealed: sealTo(world.chen.keys(1).seal.publicKey, utf8(MESSAGE), systemRandom),
  });
}

/** Somebody answers an invitation of A's officer. */
async function newcomer({ hospitals, world }: Story): Promise<void> {
  const [officer] = world.a.officers;
  if (officer === undefined) throw new Error('no officer');
  const client = await hospitals.client(world.a);
  await client.login(loginOf(officer));
  const { token } = await client.invitations.make();
  const he = makePerson('he', 'doctor', world.a.id, ['何青', 'He Qing']);
  const { sign, seal } = he.keys(1);
  const { id, nameZh, nameEn } = he;
  const network = toNetwork(world.network);
  const person = { network, institution: world.a.id, role: 'doctor', id, nameZh, nameEn } as const;
  const keys = { licence: '110120000077777', specialty: '儿科', sign: sign.publicKey, seal: seal.publicKey };
  await client.invitations.offer(token, enrolmentText({ ...person, ...keys }, sign.secretKey).text);
  hospitals.forget(client);
}

/** Into A's folder, where everything is looked at. */
async function backUp({ hospitals }: Story): Promise<void> {
  const [folder = ''] = hospitals.folders();
  const { clock } = hospitals;
  const to = join(folder, 'backup');
  await makeBackup({ folder, to, passphrase: BACKUP_PASSPHRASE, clock, random: systemRandom });
}

/** Everything that only the patient, or who treats them, may know, in all its forms. */
function secretsOf({ story, patient, zhao, partKeys }: Played): Forms {
  const { seed } = openMasterCard(patient.masterText, patient.masterPassphrase, MINIMUM_LIMITS);
  const { name, ...person } = PERSON;
  const { cards, slips, masterText, masterPassphrase } = patient;
  const items = { masterText, masterPassphrase, card: item(cards, 1), slip: item(slips, 1) };
  const texts = { ...NOTE, ...person, ...items, pin: PIN, entry: ENTRY.text, message: MESSAGE };
  const imported = { 'imported complaint': '胸痛3小时', 'imported diagnosis': '不稳定型心绞痛' };
  const doctors = [story.world.li, story.world.wang, story.world.chen, zhao];
  const keys: [string, Uint8Array][] = [
    ['seed', seed],
    ['root', rootKeyPair(seed).secretKey.slice(0, 32)],
    ...[0, 1, 2, 3, 4].flatMap((epoch) => epochSecrets(seed, epoch)),
    ...partKeys.map((key, index): [string, Uint8Array] => [`key of part ${String(index + 1)}`, key]),
    ...doctors.flatMap(({ nameEn, keys: of }): [string, Uint8Array][] => [
      [`signing key of ${nameEn}`, of(1).sign.secretKey.slice(0, 32)],
      [`sealing key of ${nameEn}`, of(1).seal.secretKey],
    ]),
  ];
  return new Map([
    ...nameForms('name', name),
    ...Object.entries({ ...texts, ...imported }).flatMap(([key, text]) => [...textForms(key, text)]),
    ...textForms('passphrase of the backup', BACKUP_PASSPHRASE),
    ...keys.flatMap(([key, bytes]) => [...keyForms(key, bytes)]),
  ]);
}

function epochSecrets(seed: Parameters<typeof viewKey>[0], epoch: number): [string, Uint8Array][] {
  const view = viewKey(seed, epoch);
  const { sealing, signing } = epochKeys(view, epoch);
  return [
    [`view key ${String(epoch)}`, view],
    [`sealing key ${String(epoch)}`, sealing.secretKey],
    [`epoch key ${String(epoch)}`, signing.secretKey.slice(0, 32)],
    [`slip secret ${String(epoch)}`, consentSeed(seed, epoch)],
  ];
}

/** Every file as it lies there, every value of every table with the node's own key, every line of the logs. */
function held({ hospitals }: Story): Places {
  const files = hospitals.folders().flatMap(filesIn);
  return [
    ...files.map((file) => [file, readFileSync(file)] as const),
    ...hospitals.values(),
    ...hospitals.log.map((line) => ['log', utf8(line)] as const),
  ];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('after everything that a record goes through, nodes hold', () => {
  it('no text, name, message or unwrapped key in any file, table, backup or log', async () => {
    const played = await everything();
    const { story, patient } = played;
    const places = held(story);
    expect(places.length).toBeGreaterThan(500);
    expect(story.hospitals.log.length).toBeGreaterThan(0);
    expect(places.some(([place]) => place.endsWith('backup.json'))).toBe(true);
    const secrets = secretsOf(played);
    expect(secrets.size).toBeGreaterThan(200);
    expect(found(places, secrets)).toEqual([]);
    // On the chain not even the patient's public root.
    const root = new Map([['root', readCard(item(patient.cards, 1)).root]]);
    expect(found(story.hospitals.values([LEDGER_FILE]), root)).toEqual([]);
    expectSearchToFind(played, secrets);
    await expectErasedToGo(played);
  });
});

/**
 * Dr Li's record is erased: of its rows, salt and sealed parts nothing is left on any node's disk but what the law has
 * A keep, with both databases decrypted page by page, those pages included that no table uses any more.
 */
async function expectErasedToGo({ story, patient, erasable }: Played): Promise<void> {
  const { hospitals } = story;
  const envelope = hospitals.envelopes().get(erasable);
  if (envelope === undefined) throw new Error('no envelope');
  const forms = ofEnvelope(envelope);
  const [folderA = '', folderB = ''] = hospitals.folders();
  // A backup is as old as it is: what it opens is replayed when it is put back (erasure.test.ts).
  rmSync(join(folderA, 'backup'), { recursive: true });
  for (const folder of [folderA, folderB])
    expect(found(laidBare(folder), forms).length).toBeGreaterThanOrEqual(forms.size);
  await erase(story, patient, erasable);
  const both = new Set([folderA, folderB]);
  await until(async () => {
    for (const folder of both) if (found(laidBare(folder), forms).length === 0) both.delete(folder);
    return both.size === 0;
  });
}

async function erase({ hospitals, world }: Story, patient: Patient, statement: string): Promise<void> {
  const { seed } = openMasterCard(patient.masterText, patient.masterPassphrase, MINIMUM_LIMITS);
  const time = hospitals.clock.now();
  const asked = { network: world.network, reason: 'consent-withdrawn', time } as const;
  const request = encodeEraseRequest({ ...asked, statement: fromHex(statement) });
  const consentSignature = signEraseRequest(request, consentKeyPair(seed, 1).secretKey);
  const action = { kind: 'visit/erase', request, consentSignature } as const;
  await hospitals.submit({ action, parties: world.a.board().slice(0, 1), time });
}

/** Rows of everybody but the archive, and the salt. */
function ofEnvelope({ salt, patientRows, rows }: Envelope): Forms {
  const others = rows.filter(({ to }) => to.kind !== 'archive').map(({ row }) => row);
  return new Map(
    [salt, ...patientRows, ...others].map((secret, n) => [`secret ${String(n)} of the envelope`, secret]),
  );
}

/** The same search finds each of the secrets where somebody left it, and what the ledger does hold. */
function expectSearchToFind({ story }: Played, secrets: Forms): void {
  const { hospitals, world } = story;
  const [folder = ''] = hospitals.folders();
  const ledger = found(hospitals.values(), new Map([['id', world.li.id]]));
  expect(ledger.some((place) => place.startsWith('id in '))).toBe(true);
  writeFileSync(join(folder, 'planted'), Buffer.concat([...secrets.values()]));
  const hits = found(
    held(story).filter(([place]) => place.endsWith('planted')),
    secrets,
  );
  expect(hits).toHaveLength(secrets.size);
}
