/**
 * The scheme, line by line: what carries each line out, and what proves it. `SCHEME.md` is made of this table and of
 * the last results of the tests; a test refuses names that no file has.
 */

/** A function or class by the file that exports it. */
export interface Place {
  readonly file: string;
  readonly name: string;
}

/** A test by its file and its full name (suites and test, as vitest joins them), or a whole suite by its name. */
export interface Proof {
  readonly file: string;
  readonly test: string;
}

export interface SchemeLine {
  readonly line: string;
  /** Empty for a line that is not there yet. */
  readonly places: readonly Place[];
  readonly proofs: readonly Proof[];
}

export interface SchemePart {
  readonly title: string;
  readonly lines: readonly SchemeLine[];
}

const CONTRACTS = 'test/contracts';
const VISITS = 'test/workstation/visits';

function place(file: string, name: string): Place {
  return { file, name };
}

function proof(file: string, test: string): Proof {
  return { file, test };
}

export const SCHEME: readonly SchemePart[] = [
  {
    title: 'Algorithm 1: the visit',
    lines: [
      {
        line: '1. While the patient is registered for a visit (挂号) …',
        places: [place('src/contracts/visit/visit.ts', 'registerVisit')],
        proofs: [
          proof(
            `${CONTRACTS}/visit.test.ts`,
            'a registration names no patient, waits, and is used up by one visit',
          ),
        ],
      },
      {
        line: '1. … the doctor is let in if the account status is normal …',
        places: [place('src/contracts/signers.ts', 'verifySigners')],
        proofs: [
          proof(
            `${CONTRACTS}/registry.test.ts`,
            'staff signs nothing while suspended, and signs again when reinstated',
          ),
          proof(
            'test/workstation/core/accounts.test.ts',
            'unlocking refuses a suspended account by name, and takes it again once it is reinstated',
          ),
        ],
      },
      {
        line: '1. … and the doctor’s secret key verifies; then permissions are granted',
        places: [place('src/crypto/login.ts', 'loginHolds')],
        proofs: [proof(`${CONTRACTS}/holes.test.ts`, 'nobody acts in the name of another')],
      },
      {
        line: '2. The patient’s public key is read in and verified; if it verifies, the doctor may view, and only view',
        places: [
          place('src/contracts/visit/visit.ts', 'openVisit'),
          place('src/workstation/core/visits/openVisit.ts', 'openVisit'),
        ],
        proofs: [
          proof(
            `${CONTRACTS}/consent.test.ts`,
            'with a doctor’s key and a public card, but no slip a record is taken as pending and as nothing else',
          ),
          proof('test/hospital/gate.test.ts', 'a doctor at the gate (invariant 1)'),
          proof(`${VISITS}/secrecy.test.ts`, 'with card e exactly the records of visits before e open'),
        ],
      },
      {
        line: '3. To add a record the patient’s secret key is read in and verified',
        places: [place('src/workstation/core/visits/sign.ts', 'commitRecord')],
        proofs: [
          proof(`${VISITS}/signing.test.ts`, 'signing with slip and PIN is consented, and closes the draft'),
          proof(
            `${VISITS}/signing.test.ts`,
            'signing is refused for a wrong PIN, with how many attempts are left, and nothing is lost',
          ),
        ],
      },
      {
        line: '3. new_record( doctor_ID || Sign( Hash(Data) || ID || Time ) || Time ) is added to the patient’s block and to the doctor’s block',
        places: [
          place('src/contracts/statement.ts', 'statementHash'),
          place('src/contracts/visit/record.ts', 'recordStatement'),
        ],
        proofs: [
          proof(
            `${CONTRACTS}/record.test.ts`,
            'a record with the patient’s consent stands as consented, in the visit’s list and in the doctor’s own',
          ),
        ],
      },
      {
        line: '3. If not, the consultation simply goes on (继续问诊)',
        places: [place('src/contracts/visit/record.ts', 'confirmStatement')],
        proofs: [
          proof(
            `${VISITS}/signing.test.ts`,
            'signing without a slip waits as pending, shown to nobody, until the slip confirms it',
          ),
        ],
      },
      {
        line: '4. When the visit ends, the patient’s public key is renewed: a key shown today fetches nothing tomorrow …',
        places: [
          place('src/contracts/visit/card.ts', 'demandFreshCard'),
          place('src/workstation/core/visits/endVisit.ts', 'endVisit'),
        ],
        proofs: [
          proof(
            `${VISITS}/endVisit.test.ts`,
            'the end of a visit gives the next card out of the slip, and takes the history from this machine',
          ),
          proof(
            `${CONTRACTS}/visit.test.ts`,
            'opening a visit is refused for a spent card by anyone, saying who spent it where and when',
          ),
          proof('test/e2e/endings.test.ts', 'a visit under way'),
          proof('test/workstation/core/nodeKilled.test.ts', 'a visit whose hospital node is killed'),
        ],
      },
      {
        line: '4. … and opens nothing written from this visit on',
        places: [place('src/crypto/patientKeys.ts', 'historyKeys')],
        proofs: [
          proof('test/crypto/patientKeys.test.ts', 'a card of epoch e derives no key of any epoch after e'),
        ],
      },
    ],
  },
  {
    title: 'Algorithm 2: doctor to doctor',
    lines: [
      {
        line: '1. Same login; then the right to browse shared cases',
        places: [
          place('src/crypto/login.ts', 'loginHolds'),
          place('src/workstation/core/cases/library/hub.ts', 'LibraryHub'),
        ],
        proofs: [
          proof(
            'test/workstation/core/accounts.test.ts',
            'unlocking refuses a suspended account by name, and takes it again once it is reinstated',
          ),
          proof(
            'test/workstation/cases/library.test.ts',
            'has every published case, found by words of either language and by facets, read here and told as read',
          ),
        ],
      },
      {
        line: '2. request( doctor_ID || Sign( Hash(request) || ID || Time ) || Time ), accepted: the dialogue is in force',
        places: [
          place('src/consult/evaluateRequest.ts', 'evaluateRequest'),
          place('src/consult/evaluateAnswer.ts', 'evaluateAnswer'),
        ],
        proofs: [
          proof('test/consult/request.test.ts', 'whether a request is taken'),
          proof('test/consult/answer.test.ts', 'an answer'),
          proof(
            'test/workstation/core/dialogue.test.ts',
            'a dialogue begins with the acceptance of whoever was asked, who may write at once',
          ),
        ],
      },
      {
        line: '3. One more request, accepted: video, with H.235-equivalent protection of the media',
        places: [
          place('src/consult/call/call.ts', 'evaluateCall'),
          place('src/consult/call/protection.ts', 'flawOf'),
          place('renderer/calls/media/protection.ts', 'MediaProtection'),
        ],
        proofs: [
          proof(
            'test/renderer/calls/call.test.ts',
            'a call between two pages, each with its core shows each the face of the other, directly, and carries what belongs to the shared view',
          ),
          proof(
            'test/renderer/calls/call.test.ts',
            'a call between two pages, each with its core shows each the face of the other through the relay of the hospital alone',
          ),
          proof(
            'test/e2e/story.test.ts',
            'the story of one record, between two hospitals shows each doctor the other one, as the time in the picture says, and ends at both sides',
          ),
        ],
      },
      {
        line: '4. After both agreed, records are exchanged',
        places: [
          place('src/contracts/sharing/exchange.ts', 'evaluate'),
          place('src/workstation/core/exchange/exchange.ts', 'propose'),
        ],
        proofs: [
          proof(
            `${CONTRACTS}/exchange.test.ts`,
            'an acceptance puts it in force, and gives nothing back (Invariants 3, 4)',
          ),
          proof('test/workstation/core/dialogue.test.ts', 'a dialogue in which records are exchanged'),
        ],
      },
      {
        line: '5. The holder of a recording may put it on the ledger',
        places: [
          place('src/contracts/consult/anchor.ts', 'evaluate'),
          place('src/workstation/core/recordings/ledger/anchor.ts', 'putOnLedger'),
        ],
        proofs: [
          proof(`${CONTRACTS}/anchor.test.ts`, 'a recording on the ledger'),
          proof(
            'test/workstation/recordings/ledger.test.ts',
            'a recording that its holder puts on the ledger',
          ),
          proof('test/workstation/recordings/ledger.test.ts', 'a recording on the ledger'),
        ],
      },
      {
        line: '6. A third party learns nothing',
        places: [
          place('src/consult/ratchet.ts', 'encrypt'),
          place('renderer/calls/media/protection.ts', 'MediaProtection'),
          place('src/deid/fhir/bundle.ts', 'deidentifiedBundle'),
        ],
        proofs: [
          proof('test/workstation/dialogue/hostilePost.test.ts', 'a node that keeps the mail of two doctors'),
          proof(
            'test/renderer/calls/media/wire.test.ts',
            'the line of a call shows neither words, nor names, nor pictures: only STUN, DTLS and SRTP, and noise in them',
          ),
          proof(
            'test/hospital/secrecy.test.ts',
            'after everything that a record goes through, nodes hold no text, name, message or unwrapped key in any file, table, backup or log',
          ),
          proof(
            'test/workstation/cases/draft.test.ts',
            'what is published of it holds nothing of what was taken out, in any of its bytes, and the draft is gone',
          ),
        ],
      },
    ],
  },
  {
    title: 'The visit, step by step',
    lines: [
      {
        line: 'All of it, in real windows, in both languages',
        places: [place('tools/demo/two/story.ts', 'twoStory')],
        proofs: [proof('test/e2e/story.test.ts', 'the story of one record, between two hospitals')],
      },
      {
        line: 'The registrar registers a patient: master card, public cards, slips; the history is imported',
        places: [place('src/workstation/core/registrar/registerPatient.ts', 'registerPatient')],
        proofs: [
          proof(
            'test/workstation/registrar/registerPatient.test.ts',
            'registering a patient hands out a master card, cards of which the first is open, and a slip for each',
          ),
        ],
      },
      {
        line: 'The doctor shows card 1 and reads the history, complete or named as missing',
        places: [place('src/workstation/core/visits/chart.ts', 'visitChart')],
        proofs: [
          proof(`${VISITS}/chart.test.ts`, 'the chart shows every statement of the ledger, opened or named'),
        ],
      },
      {
        line: 'The doctor writes a note; every draft is durable',
        places: [place('src/replica/desk/drafts.ts', 'draftsOf')],
        proofs: [
          proof(
            `${VISITS}/signing.test.ts`,
            'drafts are durable when they are answered, and come back after a restart',
          ),
        ],
      },
      {
        line: 'What is signed is what was shown',
        places: [place('src/workstation/core/visits/prepare.ts', 'previewRecord')],
        proofs: [
          proof(
            `${VISITS}/signing.test.ts`,
            'the preview has the hash that the ledger then carries, and no name in the clinical part',
          ),
        ],
      },
      {
        line: 'The replica believes no node',
        places: [place('src/replica/replica.ts', 'openReplica')],
        proofs: [
          proof('test/replica/lyingNode.test.ts', 'a node that changes what validators signed is refused'),
          proof(
            'test/replica/lyingNode.test.ts',
            'validators that lie together are found out by computing again',
          ),
        ],
      },
      {
        line: 'Once followUntil has passed, the doctor’s ledger shows the record without the patient’s name',
        places: [place('src/workstation/core/visits/myLedger.ts', 'listMine')],
        proofs: [
          proof(
            `${VISITS}/myLedger.test.ts`,
            "the doctor's ledger shows what the doctor signed, with the patient until the follow-up has passed, then without",
          ),
        ],
      },
      {
        line: 'The patient sees every opening',
        places: [place('src/workstation/core/patient/openings.ts', 'openingsOf')],
        proofs: [
          proof(
            'test/workstation/patient/view.test.ts',
            "the patient's own view opens with the slip, and lists every opening",
          ),
        ],
      },
      {
        line: 'The patient may add to the record at any time; the doctor with the next card reads it as the patient’s own',
        places: [
          place('src/contracts/visit/ownEntry.ts', 'recordOwnEntry'),
          place('src/workstation/core/patient/ownEntry.ts', 'writeOwnEntry'),
        ],
        proofs: [
          proof(
            'test/workstation/patient/ownEntry.test.ts',
            "a patient's own entry is shown to the doctor with the next card as the patient's, and as nobody else's finding",
          ),
        ],
      },
      {
        line: 'The patient permits a doctor to read, for a purpose and a term, and takes it back',
        places: [
          place('src/contracts/access/grant.ts', 'grantAccess'),
          place('src/workstation/core/patient/grants.ts', 'grantRecords'),
        ],
        proofs: [
          proof(
            'test/workstation/patient/grant.test.ts',
            'a grant is given with the slip; the doctor reads the records with who, until when and why',
          ),
          proof(
            'test/workstation/patient/grant.test.ts',
            'a revocation with the slip of that card takes the records from the doctor, open ones too',
          ),
        ],
      },
    ],
  },
];
