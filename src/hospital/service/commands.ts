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
      {
        name: 'second-layer',
        value: 'on|off',
        summary: 'whether video consults seal each frame (SFrame) over DTLS-SRTP, for all; on unless given',
      },
    ],
    prints:
      '{folder, institution, network, genesisHash, nodeKey, address, officer: {id, keyStore, offlineKeys, recoveryWords}}',
    codes: ['node-exists', 'folder-not-empty', 'passphrase-weak', 'address-malformed'],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'join',
    summary:
      'Makes the node of an institution that joins a ledger, by a join code (CJ1:…) of an officer there.',
    detail: [
      'It writes application.json into --out, beside the officer’s key store: give it to the officers of the institutions',
      'that are there ("institution add"). The node follows from the block that lets its institution in.',
    ],
    operands: NO_OPERANDS,
    options: [{ name: 'code-file', value: 'FILE', summary: 'the join code' }, ...FOUNDING],
    prints: '{folder, institution, network, nodeKey, address, application, officer}',
    codes: ['node-exists', 'join-code-malformed', 'genesis-mismatch', 'node-key-mismatch', 'node-away'],
    load: async () => (await import('./commands/join.ts')).join,
  },
  {
    name: 'institution add',
    summary: 'Lets an institution in by its application.json.',
    detail: [
      'It takes officers of more than half of the institutions. Those of other institutions than this node’s log in at',
      'their own nodes: where they are needed, they enter it on their workstations.',
    ],
    operands: { usage: 'FILE', least: 1, most: 1 },
    options: OFFICERS,
    prints: '{transaction, institution, nameZh, nameEn}',
    codes: ['application-malformed', ...OFFICER_CODES],
    load: async () => (await import('./commands/join.ts')).institutionAdd,
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
    codes: [
      'node-missing',
      'config-malformed',
      'relay-secret',
      'data-folder-in-use',
      'listen-failed',
      'ledger-rolled-back',
    ],
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
    name: 'enrol',
    summary:
      'Invites somebody to this institution: a join code for their workstation, good once and for two days.',
    detail: ['Give it to them yourself, or so that nobody else can read it on the way.'],
    operands: NO_OPERANDS,
    options: OFFICERS,
    prints: '{code, token, expires, address}',
    codes: ['invitations-full', 'node-syncing', ...OFFICER_CODES],
    load: async () => (await import('./commands/enrol.ts')).enrol,
  },
  {
    name: 'enrol list',
    summary: 'Lists who answered an invitation and waits for "staff add", with their fingerprints.',
    detail: ['"staff add -" takes an enrolment text from standard input.'],
    operands: NO_OPERANDS,
    options: OFFICERS,
    prints: '{offers: [{token, answered, fingerprint, role, nameZh, nameEn, licence, enrolment}]}',
    codes: OFFICER_CODES,
    load: async () => (await import('./commands/enrol.ts')).enrolList,
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
  {
    name: 'backup',
    summary:
      'Copies the node’s folder, also of a node that runs, into a new folder; its keys under a passphrase.',
    detail: ['Keep the passphrase apart from the backup: together they are the node.'],
    operands: { usage: 'DIR', least: 1, most: 1 },
    options: [PASSPHRASE],
    prints: '{institution, network, height, time, backup}',
    codes: ['node-missing', 'folder-not-empty', 'passphrase-weak'],
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: 'Puts a backup into a folder that has no node, after everything in it was checked.',
    detail: [
      'A node that makes blocks signs nothing before it has all of them again: --known-height is the highest that',
      'any workstation or other node shows. Never run the old node and the restored one side by side.',
    ],
    operands: { usage: 'DIR', least: 1, most: 1 },
    options: [
      { name: 'known-height', value: 'HEIGHT', summary: 'the highest height that anybody has seen' },
      PASSPHRASE,
    ],
    prints: '{institution, network, height, time, folder}',
    codes: ['backup-malformed', 'backup-altered', 'known-height-missing', 'passphrase-wrong', 'node-exists'],
    load: async () => (await import('./commands/backup.ts')).restore,
  },
  {
    name: 'check',
    summary: 'Explains what is wrong with this node; exit code 3 when something is.',
    detail: [
      'Looks at the configuration, the folder and its permissions, keys, genesis and databases, at the running node, and',
      'at this machine’s clock against a validator’s signed word.',
    ],
    operands: NO_OPERANDS,
    options: [],
    prints: '{ok, folder, findings: [{severity, code, detail, means, action}]}',
    codes: [],
    load: async () => (await import('./commands/check.ts')).check,
  },
];
