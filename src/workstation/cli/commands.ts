/** The table of commands: parsing, help and dispatch are all made of it. */
import type { Command, CommandOption } from '../../node/commandLine/command.ts';
import { NO_OPERANDS } from '../../node/commandLine/command.ts';

const MACHINE_KEY: CommandOption = {
  name: 'machine-key-file',
  value: 'FILE',
  summary: 'a copy of the machine key, when the operating system’s key ring holds it',
};

/** Of a command that logs in. */
const ACCOUNT: readonly CommandOption[] = [
  { name: 'account', value: 'ID', summary: 'who acts: an id of "account list", or its beginning' },
  { name: 'passphrase-file', value: 'FILE', summary: 'passphrase of the account, else CONSILIUM_PASSPHRASE' },
  { name: 'verbose', value: null, summary: 'log events as JSON lines on standard error' },
  MACHINE_KEY,
];

const PIN: CommandOption = {
  name: 'pin-file',
  value: 'FILE',
  summary: 'the patient’s PIN, else CONSILIUM_PIN',
};

/** Of a command that works under a patient's visit. */
const CARD: readonly CommandOption[] = [
  { name: 'card-file', value: 'FILE', summary: 'the public card: its text, or a PNG picture of its QR code' },
  PIN,
  { name: 'open', value: null, summary: 'open the visit when none is open; this spends the card' },
  { name: 'purpose', value: 'WORD', summary: 'of the visit to open: treatment, emergency, inpatient' },
  { name: 'registration', value: 'NUMBER', summary: 'number of the waiting list, for the visit to open' },
];

const MASTER: readonly CommandOption[] = [
  { name: 'master-file', value: 'FILE', summary: 'the patient’s master card' },
  {
    name: 'master-passphrase-file',
    value: 'FILE',
    summary: 'its passphrase, else CONSILIUM_MASTER_PASSPHRASE',
  },
];

const LOGIN_CODES = [
  'account-missing',
  'passphrase-wrong',
  'passphrase-throttled',
  'data-folder-in-use',
  'node-away',
];

export const COMMANDS: readonly Command[] = [
  {
    name: 'account list',
    summary: 'Lists the accounts that can log in on this machine.',
    detail: [],
    operands: NO_OPERANDS,
    options: [],
    prints: '{accounts: [{id, role, entity, institution, name}]}',
    codes: [],
    load: async () => (await import('./commands/accountList.ts')).accountList,
  },
  {
    name: 'institution create',
    summary: 'Founds an institution on a machine that is not set up: its ledger, an officer, a first doctor.',
    detail: [
      'The file is JSON: {name: {zh, en}, officer: {name: {zh, en}}, doctor: {name, licence, specialty},',
      'registrar: {name}}; en may be left out, and so may the registrar. The recovery words stand on standard output,',
      'once: they are secrets. Its offline keys lie in the data folder, sealed to the officer.',
    ],
    operands: NO_OPERANDS,
    options: [
      { name: 'file', value: 'FILE', summary: 'names of the institution and its first people' },
      {
        name: 'officer-passphrase-file',
        value: 'FILE',
        summary: 'passphrase of the officer, else CONSILIUM_OFFICER_PASSPHRASE',
      },
      {
        name: 'doctor-passphrase-file',
        value: 'FILE',
        summary: 'passphrase of the doctor, else CONSILIUM_DOCTOR_PASSPHRASE',
      },
      {
        name: 'registrar-passphrase-file',
        value: 'FILE',
        summary: 'passphrase of the registrar, else CONSILIUM_REGISTRAR_PASSPHRASE',
      },
      { name: 'verbose', value: null, summary: 'log events as JSON lines on standard error' },
      MACHINE_KEY,
    ],
    prints: '{institution: {id, name}, dataFolder, accounts: [{id, role, recoveryWords}]}',
    codes: ['setup-done', 'institution-malformed', 'passphrase-weak', 'data-folder-in-use'],
    load: async () => (await import('./commands/institutionCreate.ts')).institutionCreate,
  },
  {
    name: 'patient register',
    summary: 'Registers a patient: master card, public cards and visit slips; imports what they bring along.',
    detail: [
      'FILE… are FHIR R4 Bundles (JSON); each encounter becomes a document under the registration.',
      'The person’s file is JSON: {name, sex: male|female|other|unknown, birthDate: YYYY-MM-DD, identifier, phone,',
      'address, emergency: true|false}. Without --out the cards stand on standard output: they are secrets.',
    ],
    operands: { usage: '[FILE…]', least: 0, most: 20 },
    options: [
      { name: 'person-file', value: 'FILE', summary: 'who the patient is' },
      PIN,
      { name: 'cards', value: 'N', summary: 'how many cards and slips are printed, 1 to 40; 5 unless given' },
      { name: 'out', value: 'DIR', summary: 'an empty or new folder for texts and QR pictures' },
      ...ACCOUNT,
    ],
    prints:
      '{imported, master: {text, passphrase}, cards: [{epoch, text}], slips: [{epoch, text}]}; paths with --out',
    codes: [
      'role-registrar-required',
      'person-malformed',
      'pin-malformed',
      'bundle-malformed',
      ...LOGIN_CODES,
    ],
    load: async () => (await import('./commands/patientRegister.ts')).patientRegister,
  },
  {
    name: 'visit register',
    summary: 'Registers a visit (挂号): somebody waits in a department. The ledger learns no name.',
    detail: [],
    operands: NO_OPERANDS,
    options: [{ name: 'department', value: 'NAME', summary: 'where the visit is' }, ...ACCOUNT],
    prints: '{department, number}',
    codes: ['role-registrar-required', ...LOGIN_CODES],
    load: async () => (await import('./commands/visitRegister.ts')).visitRegister,
  },
  {
    name: 'import',
    summary:
      'Imports files (FHIR R4, HL7 v2) under a patient’s visit, with the patient’s consent (slip and PIN).',
    detail: [
      'Each encounter becomes a document; all documents are one statement, consented to once.',
      'A file that is refused stops no other; a document that the chart holds already is not imported again.',
      'At registration use "patient register FILE…", which needs no visit.',
    ],
    operands: { usage: 'FILE…', least: 1, most: 200 },
    options: [
      {
        name: 'dry-run',
        value: null,
        summary: 'read and count the files; nothing is imported, nobody logs in',
      },
      {
        name: 'other-identity',
        value: null,
        summary: 'take files whose patient has another birth date or sex than the patient of the visit',
      },
      {
        name: 'slip-file',
        value: 'FILE',
        summary: 'the visit slip: its text, or a PNG picture of its QR code',
      },
      ...CARD,
      ...ACCOUNT,
    ],
    prints:
      '{imported, files: [{file, state, format, patients, documents, known, announced}], visit, statement, documents, state}',
    codes: [
      'visit-not-open',
      'card-spent',
      'pin-wrong',
      'bundle-malformed',
      'bundle-patients',
      ...LOGIN_CODES,
    ],
    load: async () => (await import('./commands/importFiles.ts')).importFiles,
  },
  {
    name: 'history',
    summary: 'Prints a patient’s record: as their doctor, or as the patient.',
    detail: [
      'A doctor needs --account and --card-file. The patient needs --slip-file and PIN, or --master-file and its',
      'passphrase, and no account; the patient also sees every opening. A record that could not be opened is listed',
      'as unavailable with why, "complete" is false then, and the exit code is 1.',
    ],
    operands: NO_OPERANDS,
    options: [
      { name: 'full', value: null, summary: 'every document whole, with its proof' },
      { name: 'slip-file', value: 'FILE', summary: 'the patient’s visit slip' },
      ...MASTER,
      {
        name: 'institution',
        value: 'ID',
        summary: 'whose node is asked by a patient; this machine’s home unless given',
      },
      ...CARD,
      ...ACCOUNT,
    ],
    prints: '{complete, visit, banner, openings, documents, unavailable}',
    codes: ['visit-not-open', 'card-spent', 'pin-wrong', 'slip-spent', ...LOGIN_CODES],
    load: async () => (await import('./commands/history.ts')).history,
  },
  {
    name: 'ledger show',
    summary: 'Prints blocks and transactions, read back from the verified copy on this machine.',
    detail: ['With --kind or --id only blocks with a match are printed, and only what matches in them.'],
    operands: NO_OPERANDS,
    options: [
      { name: 'from', value: 'HEIGHT', summary: 'the first block' },
      { name: 'to', value: 'HEIGHT', summary: 'the last block' },
      { name: 'kind', value: 'KIND', summary: 'transactions of this kind, as visit/record' },
      {
        name: 'id',
        value: 'HEX',
        summary:
          'transactions that name this id or its beginning: their own, a statement, visit, number or signer',
      },
      { name: 'limit', value: 'N', summary: 'blocks at most, 1000 unless given; "next" says where to go on' },
      MACHINE_KEY,
    ],
    prints:
      '{network, chainId, height, hash, appHash, halted, blocks: [{height, time, hash, transactions: [{height, position, time, id, hash, kind, result, signers: [{role, id, name, keyVersion}], fields}]}], next}',
    codes: ['genesis-missing', 'machine-key-in-key-ring', 'database-key-wrong', 'replica-corrupt'],
    load: async () => (await import('./commands/ledgerShow.ts')).ledgerShow,
  },
  {
    name: 'ledger statement',
    summary: 'Prints one statement and verifies its signatures again; exit code 4 when one does not hold.',
    detail: [],
    operands: { usage: 'HASH', least: 1, most: 1 },
    options: [MACHINE_KEY],
    prints:
      '{statement, kind, state, epoch, data, refers, signedAt, followUntil, committedAt, signatures, bytes, proof}',
    codes: ['statement-unknown', 'genesis-missing'],
    load: async () => (await import('./commands/ledgerStatement.ts')).ledgerStatement,
  },
  {
    name: 'ledger erasures',
    summary:
      'Prints the records that are erased, with every hospital’s receipt; exit code 1 while one is missing.',
    detail: [],
    operands: NO_OPERANDS,
    options: [MACHINE_KEY],
    prints:
      '{complete, erasures: [{statement, kind, author, institution, reason, askedAt, erasedAt, officer, archiveUntil, receipts: [{institution, receivedAt, archiveUntil}], missing}]}',
    codes: ['genesis-missing'],
    load: async () => (await import('./commands/ledgerErasures.ts')).ledgerErasures,
  },
  {
    name: 'erasure ask',
    summary: 'Asks the hospital that wrote a record to have it erased, with the patient’s master card.',
    detail: ['An officer of that hospital signs or declines; what was read cannot be unread.'],
    operands: { usage: 'HASH', least: 1, most: 1 },
    options: [
      { name: 'reason', value: 'WORD', summary: 'consent-withdrawn, purpose-reached, unlawful' },
      ...MASTER,
      MACHINE_KEY,
    ],
    prints: '{statement, reason, asked}',
    codes: ['document-unknown', 'statement-erased', 'node-away'],
    load: async () => (await import('./commands/erasure.ts')).erasureAsk,
  },
  {
    name: 'erasure list',
    summary: 'Prints what waits for an officer, and what is erased; exit code 1 while a receipt is missing.',
    detail: [],
    operands: NO_OPERANDS,
    options: ACCOUNT,
    prints:
      '{complete, wishes: [{statement, kind, author, institution, writtenAt, reason, askedAt, receivedAt, archiveUntil, followers}], erased}',
    codes: ['role-officer-required', ...LOGIN_CODES],
    load: async () => (await import('./commands/erasure.ts')).erasureList,
  },
  {
    name: 'erasure sign',
    summary: 'Signs, as an officer, that a record is erased. It cannot be taken back.',
    detail: [],
    operands: { usage: 'HASH', least: 1, most: 1 },
    options: ACCOUNT,
    prints: '{statement, erased}',
    codes: ['role-officer-required', 'erase-request-unknown', 'statement-erased', ...LOGIN_CODES],
    load: async () => (await import('./commands/erasure.ts')).erasureSign,
  },
  {
    name: 'erasure decline',
    summary: 'Declines, as an officer, to have a record erased; the patient is told the reason.',
    detail: [],
    operands: { usage: 'HASH', least: 1, most: 1 },
    options: [{ name: 'reason', value: 'TEXT', summary: 'what the patient is told' }, ...ACCOUNT],
    prints: '{statement, declined}',
    codes: ['role-officer-required', 'erase-request-unknown', ...LOGIN_CODES],
    load: async () => (await import('./commands/erasure.ts')).erasureDecline,
  },
  {
    name: 'proof verify',
    summary:
      'Checks a proof file, as a patient takes it along, without any node; exit code 4 when it does not hold.',
    detail: [
      'FILE is a proof file, or the PDF of a visit or a case’s certificate, which has one attached; or the proof of a recorded consult.',
      'Compare the genesis hash with the one that the network publishes: everything else follows from it.',
    ],
    operands: { usage: 'FILE', least: 1, most: 1 },
    options: [
      { name: 'genesis', value: 'HEX', summary: 'the hash that the file’s genesis must have' },
      {
        name: 'expect',
        value: 'CODE',
        summary: 'the text of the QR code on the paper, or the SHA-256, that the file must have',
      },
    ],
    prints:
      '{verified, failure, sha256, statement, kind, consent, author, institution, signedAt, committedAt, height, dataHash, epoch, recordsOfVisit, refers, provedBy, chainId, network, genesisHash, record}; of a visit {verified, failure, sha256, complete, records: [the same]}; of a recording {verified, failure, sha256, kind, anchor, holder, other, beganAt, endedAt, hasPatient, segments, committedAt, withdrawnAt, height, provedBy, genesisHash}',
    codes: ['proof-malformed', 'proof-not-attached', 'file-unreadable'],
    load: async () => (await import('./commands/proofVerify.ts')).proofVerify,
  },
  {
    name: 'replica verify',
    summary: 'Verifies and executes every block again from genesis, and compares all that is looked up.',
    detail: ['Exit code 4 when anything does not hold, with the check and its height.'],
    operands: NO_OPERANDS,
    options: [MACHINE_KEY],
    prints: '{verified, network, chainId, height, hash, transactions, appHash}',
    codes: ['replica-halted', 'replica-corrupt', 'genesis-missing'],
    load: async () => (await import('./commands/replicaVerify.ts')).replicaVerify,
  },
  {
    name: 'dicom show',
    summary: 'Prints every data element of a DICOM file that can be read, and what is wrong with the file.',
    detail: [
      'Text is read in the declared character set; where it does not fit, in UTF-8 or GB18030, and that is told.',
      'It names the patient where the file does.',
    ],
    operands: { usage: 'FILE', least: 1, most: 1 },
    options: [],
    prints: '{syntax, problems: [{code, detail, means}], elements: [{depth, tag, vr, keyword, value}]}',
    codes: ['dicom-unrecognised', 'dicom-too-large', 'file-unreadable'],
    load: async () => (await import('./commands/dicomShow.ts')).dicomShow,
  },
  {
    name: 'dicom decode',
    summary:
      'Writes the decoded pixels of a DICOM file: the stored values of all frames, one after the other.',
    detail: [
      'What is written is what pydicom’s pixel_array holds: values little endian in as many bytes as the file allocates',
      '(a byte for single bits), samples of a pixel side by side, unused bits cut off, YBR_FULL and YBR_FULL_422 as RGB.',
      'Neither a palette nor rescaling nor a window is applied. OUT is there whole or not at all.',
    ],
    operands: { usage: 'FILE', least: 1, most: 1 },
    options: [{ name: 'raw', value: 'OUT', summary: 'the file to write' }],
    prints:
      '{out, bytes, sha256, photometric, frames, framesDeclared, rows, columns, samples, bitsAllocated, bitsStored, type, syntax, problems}',
    codes: [
      'dicom-unrecognised',
      'pixels-missing',
      'pixels-attributes',
      'pixels-too-large',
      'pixels-truncated',
      'pixels-damaged',
      'pixels-mismatch',
      'pixels-syntax-unsupported',
    ],
    load: async () => (await import('./commands/dicomDecode.ts')).dicomDecode,
  },
  {
    name: 'search',
    summary:
      'Finds the best fifty documents for each query: the search engine over shared cases, over any texts.',
    detail: [
      'DOCS holds a line {"id","text"} a document ("title" may be added), QUERIES a line {"id","query"} a query. An id is a',
      'string or a number and is printed as it was given; 7 and "7" are two. Chinese and English are searched alike, and',
      'medical names in one language find the other. A line that is none of these is refused with its number.',
    ],
    operands: NO_OPERANDS,
    options: [
      { name: 'docs', value: 'DOCS', summary: 'JSON lines: what is searched' },
      { name: 'queries', value: 'QUERIES', summary: 'JSON lines: what is asked' },
    ],
    prints: 'a line {"id","ids"} a query, in the order of the queries, the best document first',
    codes: ['line-malformed', 'file-unreadable'],
    load: async () => (await import('./commands/search.ts')).search,
  },
  {
    name: 'deid',
    summary: 'Finds what identifies somebody in texts, and writes the texts without it.',
    detail: [
      'JSON lines {"id", "text"} on standard input, an answer for each as it comes. start and end count',
      'UTF-16 units. A line that cannot be read is told on standard error with its number, the others are answered, and',
      'the exit code is 1. In "redacted" dates are days from the first date of the text, and a province stays.',
      '--known names a JSON file {"identifiers": [{"type", "value"}]}: names and numbers of the chart that are found',
      'however they are written. Nothing is stored, and nothing leaves the machine.',
      'FILE… are FHIR R4 Bundles (JSON): each is printed without what identifies its patient, one after the other. What is',
      'not known to be harmless is removed, ids are new, and all dates of one call are shifted by the same days. FILE… may',
      'be DICOM files too: each is written into --out, named by its number. One whose pixels may have words in them is not',
      'written until --pixels-reviewed says that a doctor has looked at it; the exit code is 1 then.',
    ],
    operands: { usage: '[FILE…]', least: 0, most: 200 },
    options: [
      { name: 'lang', value: 'zh|en', summary: 'what the texts are mainly written in; zh unless given' },
      { name: 'known', value: 'FILE', summary: 'identifiers that are known' },
      {
        name: 'neural',
        value: null,
        summary: 'also names in Chinese that no rule knows, by a network: see README',
      },
      { name: 'out', value: 'DIR', summary: 'where DICOM files are written' },
      { name: 'pixels-reviewed', value: null, summary: 'nobody is named in the pixels: a doctor has looked' },
      {
        name: 'mask',
        value: 'LEFT,TOP,WIDTH,HEIGHT',
        summary:
          'pixels that a doctor has covered, in every frame of every file; several with ";" between them',
      },
      {
        name: 'case-key-file',
        value: 'FILE',
        summary: 'secret of the case, any 16 bytes or more: the same one shifts dates by the same days',
      },
    ],
    prints:
      'a JSON line for each text: {id, spans: [{start, end, type, confidence}], redacted}; for each file: {file, bundle, removed} or {file, pixels, out}',
    codes: [
      'deid-line-malformed',
      'deid-known-malformed',
      'deid-model-missing',
      'deid-model-malformed',
      'deid-case-key-short',
      'deid-mask-compressed',
      'bundle-malformed',
      'usage-option',
      'file-unreadable',
    ],
    load: async () => (await import('./commands/deid.ts')).deid,
  },
  {
    name: 'check',
    summary: 'Explains what is wrong with this installation; exit code 3 when something is.',
    detail: [
      'Looks at Node, the native module, the data folder and its permissions, the lock, the set-up, keys and accounts,',
      'the copy of the ledger, the hospital nodes of this machine, and the clock against a validator’s signed word.',
    ],
    operands: NO_OPERANDS,
    options: [MACHINE_KEY],
    prints: '{ok, dataFolder, findings: [{severity, code, detail, means, action}]}',
    codes: [],
    load: async () => (await import('./commands/check.ts')).check,
  },
];
