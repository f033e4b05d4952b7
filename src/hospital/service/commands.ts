/** The table of the service's commands: parsing, help and dispatch are all made of it. */
import { NO_OPERANDS, type Command, type CommandOption } from '../../node/commandLine/command.ts';

const PASSPHRASE: CommandOption = {
  name: 'passphrase-file',
  value: 'FILE',
  summary: 'the passphrase, else CONSILIUM_NODE_PASSPHRASE',
};

/** Of a command in which officers act. */
const OFFICERS: readonly CommandOption[] = [
  {
    name: 'keystore-file',
    value: 'FILE[,FILE]',
    summary: 'key stores of as many officers as the institution asks for',
  },
  { ...PASSPHRASE, summary: 'their passphrases, one a line, else CONSILIUM_NODE_PASSPHRASE' },
];

/** Of a command that makes an institution. */
const FOUNDING: readonly CommandOption[] = [
  { name: 'name-zh', value: 'NAME', summary: 'the institution’s name in Chinese' },
  { name: 'name-en', value: 'NAME', summary: 'the institution’s name in English' },
  { name: 'officer-zh', value: 'NAME', summary: 'the first officer’s name in Chinese' },
  { name: 'officer-en', value: 'NAME', summary: 'the first officer’s name in English' },
  { name: 'out', value: 'DIR', summary: 'a new folder for the officer’s key store and the offline keys' },
  { name: 'address', value: 'wss://HOST:PORT', summary: 'where other machines reach the node' },
  PASSPHRASE,
];

const OFFICER_CODES = ['passphrase-wrong', 'role-officer-required', 'node-away'];

function staffChange(name: 'staff suspend' | 'staff reinstate', summary: string): Command {
  return {
    name,
    summary,
    detail: ['It counts from the block that has it on; sessions of a suspended person end with that block.'],
    operands: { usage: 'ID', least: 1, most: 1 },
    options: [
      { name: 'role', value: 'WORD', summary: 'doctor (unless given), registrar, officer' },
      { name: 'reason', value: 'TEXT', summary: 'what the ledger says of it; no patient data' },
      ...OFFICERS,
    ],
    prints: '{transaction, id, role}',
    codes: OFFICER_CODES,
    load: async () => {
      const { staffReinstate, staffSuspend } = await import('./commands/staff.ts');
      return name === 'staff suspend' ? staffSuspend : staffReinstate;
    },
  };
}

export const NODE_COMMANDS: readonly Command[] = [
  {
    name: 'init',
    summary: 'Founds a ledger with one institution, and its node, which makes the blocks.',
    detail: [
      'The officer’s key store and the offline keys go into --out: take them off this machine. The recovery words are',
      'printed once: write them down.',
    ],
    operands: NO_OPERANDS,
    options: [
      ...FOUNDING,
      { name: 'chain-id', value: 'NAME', summary: 'of the ledger’s first segment; consilium-1 unless given' },
    ],
    prints:
      '{folder, institution, network, genesisHash, nodeKey, address, officer: {id, keyStore, offlineKeys, recoveryWords}}',
    codes: ['node-exists', 'folder-not-empty', 'passphrase-weak', 'address-malformed'],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'start',
    summary: 'Runs the node until it is told to end (SIGTERM, SIGINT).',
    detail: ['NODE.md documents the configuration; /health and /metrics are on the metrics port.'],
    operands: NO_OPERANDS,
    options: [
      {
        name: 'date-confirmed',
        value: null,
        summary: 'a person has looked at this machine’s date: see clock-off',
      },
    ],
    prints: '{ended, socket, height}',
    codes: ['node-missing', 'config-malformed', 'data-folder-in-use', 'listen-failed', 'ledger-rolled-back'],
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'status',
    summary: 'Asks the running node what it is, how far it is, and for the validator’s signed word.',
    detail: [],
    operands: NO_OPERANDS,
    options: [],
    prints: '{institution, network, chainId, nodeKey, height, head: {height, hash, time}}',
    codes: ['node-missing', 'node-away'],
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'staff add',
    summary: 'Enters a doctor, registrar or officer from their enrolment text (CN1:…).',
    detail: [
      'Without the right --fingerprint it answers with the one to compare, by voice or on paper, with the person.',
    ],
    operands: { usage: 'FILE', least: 1, most: 1 },
    options: [
      { name: 'fingerprint', value: 'HEX', summary: 'as the person reads it to the officer' },
      ...OFFICERS,
    ],
    prints: '{transaction, id, role, nameZh, nameEn, fingerprint}',
    codes: [
      'fingerprint-unconfirmed',
      'enrolment-malformed',
      'enrolment-altered',
      'enrolment-foreign',
      ...OFFICER_CODES,
    ],
    load: async () => (await import('./commands/staff.ts')).staffAdd,
  },
  staffChange('staff suspend', 'Suspends a member of staff: they sign and read nothing from then on.'),
  staffChange('staff reinstate', 'Reinstates a suspended member of staff.'),
];
