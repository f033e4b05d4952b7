/** Records of one visit on a real chain, signed and sealed by the workstation's own code. */
import { toHex } from '../../src/crypto/bytes.ts';
import type { BlobId } from '../../src/crypto/ids.ts';
import { consentSeed } from '../../src/crypto/patientKeys.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import { encodeTransaction, signBody } from '../../src/contracts/transaction.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { encodeIdentityPart } from '../../src/records/identityPart.ts';
import { visitNoteDocument } from '../../src/records/visitNote.ts';
import type { Replica } from '../../src/replica/replica.ts';
import type { CoreContext, StaffSession } from '../../src/workstation/core/context.ts';
import { documentHash, sealDocument } from '../../src/workstation/core/visits/prepare.ts';
import { recordEntry } from '../../src/workstation/core/visits/recordEntry.ts';
import type { TestChain } from '../support/testChain.ts';
import { staffing, visitOpen } from '../support/transactions.ts';
import { NOTE, PERSON } from './workstation.ts';

const IN_ONE_BLOCK = 100;

/** What a node holds of them. */
export interface RecordStore {
  readonly envelopes: readonly Uint8Array[];
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  blob(id: BlobId): Promise<Uint8Array>;
}

interface Sealed {
  readonly transaction: Uint8Array;
  readonly envelope: Uint8Array;
  readonly blobs: readonly { readonly id: BlobId; readonly blob: Uint8Array }[];
}

/** Dr Li's visit of the patient with `count` consented records, committed and in the replica. */
export function addRecords(chain: TestChain, replica: Replica, count: number): RecordStore {
  const { li, patient } = chain.world;
  chain.add(...staffing(chain.world, chain.clock.now()));
  const opening = { opener: li.sign(), view: patient.view(1), card: patient.card(1) };
  chain.add(visitOpen(opening, chain.clock.now()));
  chain.addBytes();
  replica.apply(chain.raw);
  const made: Sealed[] = [];
  while (made.length < count) {
    const batch = Array.from({ length: Math.min(IN_ONE_BLOCK, count - made.length) }, (_, index) =>
      sealedRecord(chain, replica, made.length + index),
    );
    chain.addBytes(...batch.map(({ transaction }) => transaction));
    chain.addBytes();
    replica.apply(chain.raw.slice(replica.height()));
    made.push(...batch);
  }
  return storeOf(made);
}

function storeOf(made: readonly Sealed[]): RecordStore {
  const blobs = new Map(made.flatMap((record) => record.blobs.map(({ id, blob }) => [toHex(id), blob])));
  return {
    envelopes: made.map(({ envelope }) => envelope),
    blobs,
    blob: async (id) => {
      const blob = blobs.get(toHex(id));
      if (blob === undefined) throw new ConsiliumError('blob-unknown');
      return blob;
    },
  };
}

function sealedRecord(chain: TestChain, replica: Replica, number: number): Sealed {
  const { a, network, patient } = chain.world;
  const time = chain.clock.now();
  const document = sealDocument(partsOf(time, number), systemRandom);
  const { entry } = recordEntry(contextOf(chain, replica), {
    kind: 'record',
    visit: patient.card(1).certificate.epochKey,
    certificate: patient.card(1).certificate,
    refers: null,
    documents: [document],
    data: documentHash(document),
    time,
    followUntil: time + 24 * 60 * 60 * 1000,
    consent: { consentSeed: consentSeed(patient.seed, 1) },
  });
  const receipt = signBody({ network, index: 1 }, entry.body, a.nodeKey.secretKey);
  return {
    transaction: encodeTransaction(entry.body, [...entry.signatures, receipt]),
    envelope: entry.envelope ?? new Uint8Array(0),
    blobs: entry.blobs,
  };
}

function partsOf(
  time: number,
  number: number,
): { readonly identity: Uint8Array; readonly clinical: Uint8Array } {
  const patient = {
    resourceType: 'Patient',
    name: [{ text: PERSON.name }],
    gender: PERSON.sex,
    birthDate: PERSON.birthDate,
    identifier: [{ value: PERSON.identifier }],
  };
  const note = { ...NOTE, plan: `${NOTE.plan}（第${String(number + 1)}次）` };
  const clinical = visitNoteDocument(note, {
    documentId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    time: new Date(time).toISOString(),
    department: '呼吸内科',
    authorName: '李明',
    institutionName: '仁和医院',
    emergency: false,
  });
  return {
    identity: encodeIdentityPart({ patient, mentions: [PERSON.name] }),
    clinical: utf8(JSON.stringify(clinical)),
  };
}

/** What signing a record needs of a core. */
function contextOf({ clock, world }: TestChain, replica: Replica): CoreContext {
  const absent = (what: string) => () => {
    throw new ConsiliumError('internal', { absent: what });
  };
  const { id: entity, institution } = world.li;
  const session: Pick<StaffSession, 'identity' | 'keys' | 'keyVersion'> = {
    identity: { accountId: 'bench', role: 'doctor', entity, institution, names: null },
    keys: world.li.keys(1),
    keyVersion: 1,
  };
  const ledger = { replica, catchUp: () => Promise.resolve() };
  return {
    ports: { clock, random: systemRandom, timers: systemTimers, logger: silentLogger },
    // Signing asks neither node nor desk; whoever does finds out here.
    ledger: () => ledger as unknown as ReturnType<CoreContext['ledger']>,
    ledgerAt: absent('ledgerAt'),
    patients: { at: absent('patients'), made: absent('patients') },
    session: () => session as StaffSession,
    drainOutbox: absent('drainOutbox'),
    emit: () => undefined,
  };
}
