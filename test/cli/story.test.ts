/** The command line over a whole installation: real nodes, real files, the cards of one patient used up in order. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socketAddress } from '../../src/hospital/transport.ts';
import { listens, NodeProcesses } from '../../src/workstation/cli/nodeProcesses.ts';
import { syntheticBundle } from '../support/syntheticBundle.ts';
import { until } from '../support/nodeWorld.ts';
import { answered, cli, refused, textLike, type CliInput } from './support/cli.ts';
import { privateFile, privateFolder } from './support/folders.ts';
import {
  accountOf,
  makeInstallation,
  nodeFolderOf,
  SECRETS,
  type Installation,
} from './support/installation.ts';
import { occupy } from './support/otherProcess.ts';

/** The patient of the synthetic bundle. */
const PERSON = {
  name: '王海燕',
  sex: 'female',
  birthDate: '1971-02-03',
  identifier: '120101197102031234',
  phone: '13900001111',
  address: '天津市和平区',
};

interface Sheet {
  readonly imported: number;
  readonly master: { readonly text: string; readonly picture: string; readonly passphrase: string };
  readonly cards: readonly { readonly epoch: number; readonly text: string; readonly picture: string }[];
  readonly slips: readonly { readonly epoch: number; readonly text: string; readonly picture: string }[];
}

interface History {
  readonly complete: boolean;
  readonly visit: string;
  readonly banner: { readonly name: string | null };
  readonly openings: readonly { readonly epoch: number; readonly by: { readonly en: string } }[];
  readonly documents: readonly {
    readonly statement: string;
    readonly kind: string;
    readonly verified: boolean;
  }[];
}

let installation: Installation;
let personFile: string;
/** Running meanwhile, so that not every call has to start them. */
const nodes = new NodeProcesses();

beforeAll(async () => {
  installation = await makeInstallation();
  const { folder, institutions } = installation;
  personFile = privateFile(folder, 'person.json', JSON.stringify(PERSON));
  await Promise.all(institutions.map(async (institution) => nodes.start(nodeFolderOf(folder, institution))));
});
afterAll(async () => {
  await nodes.stopAll();
  installation.remove();
});

function id(nameEn: string): string {
  return accountOf(installation, nameEn).id;
}

/** Arguments for a folder, with the secrets of the story in the environment. */
function at(folder: string, ...argv: readonly string[]): [readonly string[], CliInput] {
  return [[...argv, '--data', folder], { env: SECRETS }];
}

async function registerPatient(folder: string, ...more: readonly string[]): Promise<Sheet> {
  const argv = [
    'patient',
    'register',
    '--account',
    id('Sun Li'),
    '--person-file',
    personFile,
    '--cards',
    '2',
  ];
  const out = join(privateFolder(), 'sheet');
  return (await answered(...at(folder, ...argv, '--out', out, ...more))) as Sheet;
}

/** A Bundle of more than five megabytes, as large generated histories are. */
function largeBundle(): { readonly file: string; readonly encounters: number } {
  const encounters = 150;
  const text = JSON.stringify(syntheticBundle({ encounters, resourcesPerEncounter: 110 }));
  expect(text.length).toBeGreaterThan(5_000_000);
  return { file: privateFile(privateFolder(), 'bundle.json', text), encounters };
}

function smallBundle(): string {
  const bundle = syntheticBundle({ encounters: 3, resourcesPerEncounter: 4 });
  return privateFile(privateFolder(), 'bundle.json', JSON.stringify(bundle));
}

function itemOf(items: Sheet['cards'], epoch: number): { readonly text: string; readonly picture: string } {
  const found = items.find((item) => item.epoch === epoch);
  if (found === undefined) throw new Error(`no item ${String(epoch)}`);
  return found;
}

describe('patient register', () => {
  it('writes cards, slips and master card for their owner alone, imports what the patient brings, and has it erased', async () => {
    const { folder } = installation;
    const sheet = await registerPatient(folder, smallBundle());
    expect(sheet.imported).toBe(4);
    expect([sheet.cards.length, sheet.slips.length]).toEqual([2, 2]);
    const files = [
      sheet.master.text,
      sheet.master.picture,
      sheet.master.passphrase,
      itemOf(sheet.cards, 1).text,
    ];
    for (const file of files) expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(itemOf(sheet.cards, 1).text, 'utf8')).toMatch(/^CC1:/u);
    expect(readFileSync(itemOf(sheet.slips, 1).text, 'utf8')).toMatch(/^CS1:/u);
    const env = { CONSILIUM_MASTER_PASSPHRASE: readFileSync(sheet.master.passphrase, 'utf8').trim() };
    const argv = ['history', '--master-file', sheet.master.picture, '--data', folder];
    const history = (await answered(argv, { env })) as History;
    expect(history).toMatchObject({ complete: true, banner: { name: PERSON.name } });
    expect(history.documents).toHaveLength(5);
    await eraseFirst(history, { master: sheet.master.picture, env });
  });

  /** Asked with the master card, signed by an officer, confirmed by both hospitals. */
  async function eraseFirst(
    { documents: [document] }: History,
    by: { readonly master: string; readonly env: Record<string, string> },
  ): Promise<void> {
    const { folder } = installation;
    const statement = document?.statement ?? '';
    const asked = ['erasure', 'ask', statement, '--master-file', by.master, '--data', folder];
    expect(await answered(asked, { env: by.env })).toMatchObject({ asked: true });
    const asOfficer = (...argv: readonly string[]) => at(folder, ...argv, '--account', id('Zhao Min'));
    expect(await answered(...asOfficer('erasure', 'sign', statement))).toMatchObject({ erased: true });
    // Receipts come a moment later, and to this machine while a core follows its node.
    await until(async () => (await cli(...asOfficer('erasure', 'list'))).exit === 0);
    expect(await answered(['ledger', 'erasures', '--data', folder])).toMatchObject({
      complete: true,
      erasures: [{ statement, missing: [], receipts: [{}, {}] }],
    });
  }

  it('prints what it hands out when no folder is named, and takes the person from standard input', async () => {
    const { folder } = installation;
    const argv = ['patient', 'register', '--account', id('Sun Li'), '--person-file', '-', '--cards', '1'];
    const [args, input] = at(folder, ...argv);
    expect(await answered(args, { ...input, stdin: JSON.stringify(PERSON) })).toMatchObject({
      imported: 0,
      master: { text: textLike(/^CM1:/u) },
      cards: [{ epoch: 1, text: textLike(/^CC1:/u) }],
      slips: [{ epoch: 1, text: textLike(/^CS1:/u) }],
    });
  });

  it('is refused by name before anything is issued', async () => {
    const { folder } = installation;
    const argv = ['patient', 'register', '--account', id('Sun Li')];
    const ask = (...more: readonly string[]) => refused(...at(folder, ...argv, ...more));
    const bad = privateFile(
      privateFolder(),
      'person.json',
      JSON.stringify({ ...PERSON, birthDate: '3.2.1971' }),
    );
    expect(await ask()).toMatchObject({ exit: 2, code: 'usage-missing' });
    expect(await ask('--person-file', bad)).toMatchObject({
      exit: 1,
      code: 'person-malformed',
      detail: { field: 'birthDate' },
    });
    expect(await ask('--person-file', personFile, '--out', folder)).toMatchObject({
      code: 'folder-not-empty',
    });
    expect(await ask('--person-file', personFile, bad)).toMatchObject({ exit: 1, code: 'bundle-malformed' });
    const [args] = at(folder, ...argv, '--person-file', personFile);
    expect(await refused(args, { env: { CONSILIUM_PASSPHRASE: 'x' } })).toMatchObject({
      exit: 2,
      code: 'secret-missing',
      detail: { secret: 'pin' },
    });
  });
});

describe('whoever logs in', () => {
  it('is refused by name for a wrong passphrase, an unknown account, or the wrong role', async () => {
    const { folder } = installation;
    const argv = ['visit', 'register', '--department', '内科', '--data', folder];
    const ask = (account: string, passphrase: string) =>
      refused([...argv, '--account', account], { env: { CONSILIUM_PASSPHRASE: passphrase } });
    expect(await ask(id('Sun Li'), 'wrong horse battery staple')).toMatchObject({
      exit: 1,
      code: 'passphrase-wrong',
    });
    expect(await ask('doctor-nobody', 'any')).toMatchObject({ exit: 1, code: 'account-missing' });
    expect(await ask('doctor', 'any')).toMatchObject({ exit: 1, code: 'account-ambiguous' });
    expect(await ask(id('Li Ming'), SECRETS.CONSILIUM_PASSPHRASE)).toMatchObject({
      exit: 1,
      code: 'role-registrar-required',
    });
  });

  it('waits while another process has the data folder, with who has it', async () => {
    const { folder } = installation;
    const pid = await occupy(folder);
    const argv = ['visit', 'register', '--department', '内科', '--account', id('Sun Li')];
    expect(await refused(...at(folder, ...argv))).toMatchObject({
      exit: 5,
      code: 'data-folder-in-use',
      detail: { pid },
    });
  });
});

describe('import and history', () => {
  it('take a history of five megabytes whole, each encounter a document of one statement', async () => {
    const { folder } = installation;
    const sheet = await registerPatient(folder);
    const { encounters, file } = largeBundle();
    const { number } = (await answered(
      ...at(folder, 'visit', 'register', '--account', id('Sun Li'), '--department', '内科'),
    )) as { number: string };
    const card = ['--card-file', itemOf(sheet.cards, 1).picture, '--account', id('Li Ming')];
    const slip = ['--slip-file', itemOf(sheet.slips, 1).text];
    const asDoctor = (...argv: readonly string[]) => at(folder, ...argv, ...card);

    expect(await refused(...asDoctor('import', file, ...slip))).toMatchObject({
      exit: 1,
      code: 'visit-not-open',
    });
    const imported = (await answered(
      ...asDoctor('import', file, ...slip, '--open', '--registration', number),
    )) as {
      statement: string;
      documents: number;
      visit: string;
    };
    // One more for what belongs to no encounter.
    expect(imported).toMatchObject({ imported: true, documents: encounters + 1, state: 'committed' });

    const history = (await answered(...asDoctor('history'))) as History;
    expect(history).toMatchObject({ complete: true, visit: imported.visit });

    const proof = await answered(['ledger', 'statement', imported.statement, '--data', folder]);
    expect(proof).toMatchObject({
      kind: 'import',
      proof: { verified: true, failure: null, consent: 'patient' },
    });
    const records = await answered(['ledger', 'show', '--id', imported.statement, '--data', folder]);
    expect(records).toMatchObject({
      blocks: [{ transactions: [{ kind: 'visit/record', result: 'ok' }] }],
    });

    const bySlip = ['history', '--slip-file', itemOf(sheet.slips, 2).picture, '--full'];
    const patients = (await answered(...at(folder, ...bySlip))) as History;
    expect(patients.documents).toHaveLength(encounters + 2);
    expect(patients.openings.map(({ by, epoch }) => [epoch, by.en])).toEqual([
      [0, 'Sun Li'],
      [1, 'Li Ming'],
    ]);
    expect(await refused(...at(folder, 'history', ...slip))).toMatchObject({ exit: 1, code: 'slip-spent' });
    const byOther = [
      'history',
      '--account',
      id('Wang Fang'),
      '--card-file',
      itemOf(sheet.cards, 1).text,
      '--open',
    ];
    expect(await refused(...at(folder, ...byOther))).toMatchObject({
      exit: 1,
      code: 'card-spent',
      detail: { byEn: 'Li Ming' },
    });
    expect(await answered(['replica', 'verify', '--data', folder])).toMatchObject({ verified: true });
  }, 240_000);

  it('read files without importing them, and name what is wrong with them', async () => {
    const { folder } = installation;
    expect(await answered(['import', smallBundle(), '--dry-run', '--data', folder])).toMatchObject({
      imported: false,
      files: [{ documents: 4 }],
    });
    expect(await refused(['import', personFile, '--dry-run'])).toMatchObject({
      exit: 1,
      code: 'bundle-malformed',
    });
    expect(await refused(['import', '/nowhere', '--dry-run'])).toMatchObject({
      exit: 3,
      code: 'file-unreadable',
    });
    expect(await refused(['import'])).toMatchObject({ exit: 2, code: 'usage-operands' });
  });

  it('do not take the file of somebody else by oversight', async () => {
    const { folder } = installation;
    const other = privateFile(
      privateFolder(),
      'other.json',
      JSON.stringify({ ...PERSON, birthDate: '1980-01-01' }),
    );
    const sheet = await registerPatient(folder, '--person-file', other);
    const argv = ['import', smallBundle(), '--account', id('Li Ming'), '--open'];
    const card = ['--card-file', itemOf(sheet.cards, 1).text, '--slip-file', itemOf(sheet.slips, 1).text];
    expect(await refused(...at(folder, ...argv, ...card))).toMatchObject({
      exit: 1,
      code: 'import-other-patient',
      detail: { field: 'birthDate' },
    });
    expect(await answered(...at(folder, ...argv, ...card, '--other-identity'))).toMatchObject({
      documents: 4,
    });
  });

  it('read the patient’s record beside a running workstation', async () => {
    const { folder } = installation;
    const sheet = await registerPatient(folder, smallBundle());
    await occupy(folder);
    const argv = ['history', '--slip-file', itemOf(sheet.slips, 1).text];
    const history = (await answered(...at(folder, ...argv))) as History;
    expect(history).toMatchObject({ complete: true, copy: 'current', banner: { name: PERSON.name } });
    expect(history.documents).toHaveLength(5);
    const { out } = await cli(['check', '--data', folder]);
    const { findings } = JSON.parse(out) as { findings: readonly { readonly code: string }[] };
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['lock-held', 'node-reachable', 'copy-current', 'clock-ok']),
    );
  });

  it('want either a doctor’s account or a patient’s secret', async () => {
    const { folder } = installation;
    const both = ['history', '--account', id('Li Ming'), '--slip-file', personFile];
    expect(await refused(...at(folder, ...both))).toMatchObject({ exit: 2, code: 'usage-value' });
    expect(await refused(...at(folder, 'history'))).toMatchObject({ exit: 2, code: 'usage-missing' });
  });
});

describe('visit register', () => {
  it('puts somebody in the waiting list, and starts and ends the nodes that it needs', async () => {
    const { folder } = installation;
    await nodes.stopAll();
    const argv = ['visit', 'register', '--account', id('Sun Li'), '--department', '心内科'];
    const { number } = (await answered(...at(folder, ...argv))) as { number: string };
    for (const institution of installation.institutions)
      expect(await listens(socketAddress(nodeFolderOf(folder, institution)))).toBe(false);
    const { out } = await cli(['ledger', 'show', '--id', number, '--data', folder]);
    expect(JSON.parse(out)).toMatchObject({
      blocks: [
        {
          transactions: [{ kind: 'visit/register', result: 'ok', fields: { number, department: '心内科' } }],
        },
      ],
    });
  });
});
