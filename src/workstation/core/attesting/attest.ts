/**
 * The officer's side: an honest record that a revocation caught is sent with the officer in its author's place, and
 * marked. The author's signature stays in it, under a key that was in force when the record was anchored; the ledger
 * checks the same again. The officer sees all that is signed. What the record says is sealed to others, and stays so.
 */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { toInstitutionId, toStatementHash, toTxId } from '../../../crypto/ids.ts';
import { KIND, statementCodec, type Staff } from '../../../contracts/entities.ts';
import { readStaff, staffKey } from '../../../contracts/signers.ts';
import { read } from '../../../contracts/state.ts';
import { doctorSignatureHolds } from '../../../contracts/statement.ts';
import { encodeBody, signBody, transactionId } from '../../../contracts/transaction.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CaughtView } from '../../api/attesting.ts';
import type { CoreContext } from '../context.ts';
import { assertOfficer } from '../staff/officer.ts';
import { networkOf, staffName } from '../visits/ledgerReads.ts';
import { nodeSignerOf } from '../visits/recordEntry.ts';
import { settleOrThrow, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import { answerText } from './answer.ts';
import { decodeBundle, type ReadRecord } from './bundle.ts';

/** Errors: `role-officer-required`, those of {@link decodeBundle}, `attest-other-institution`, `attest-signature`. */
export function readCaught(
  context: CoreContext,
  { file }: ArgsOf<'attesting/read'>,
): ResultOf<'attesting/read'> {
  return { records: recordsIn(context, file).map((record) => viewOf(context, record)) };
}

/**
 * Errors: as {@link readCaught}; `attest-unknown` for a statement that is not in the file, `attest-impossible` for one
 * that was not caught, and the refusals of node and ledger.
 */
export async function attest(
  context: CoreContext,
  { file, statement }: ArgsOf<'attesting/attest'>,
): Promise<ResultOf<'attesting/attest'>> {
  const record = recordIn(context, file, statement);
  const { state } = viewOf(context, record);
  if (state === 'caught') await send(context, record);
  else if (state !== 'on-ledger') throw new ConsiliumError('attest-impossible');
  return answerText(context, { statement: record.hash, decision: 'attested', reason: '' });
}

/** Nothing is sent; the answer tells the author why. Errors: as {@link attest}. */
export async function decline(
  context: CoreContext,
  { file, statement, reason }: ArgsOf<'attesting/decline'>,
): Promise<ResultOf<'attesting/decline'>> {
  const record = recordIn(context, file, statement);
  return answerText(context, { statement: record.hash, decision: 'declined', reason });
}

async function send(context: CoreContext, record: ReadRecord): Promise<void> {
  const session = context.session();
  const { store } = context.ledger().replica;
  const { statement, keyVersion, doctorSignature, consentSignature, commitment } = record;
  const signers = [staffSigner(session), nodeSignerOf(store, session.identity.institution)];
  const term = termOf(context, TRANSACTION_LIFETIME_MS);
  const said = { statement, keyVersion, doctorSignature, consentSignature, commitment };
  const body = encodeBody({ kind: 'visit/record', ...term, signers, ...said });
  const entry = session.desk.outbox.add({
    kind: 'visit/record',
    statement: record.hash,
    visit: null,
    txId: toTxId(transactionId(body)),
    body,
    expires: millis(term.expires),
    signatures: [signBody({ network: networkOf(store), index: 0 }, body, session.keys.sign.secretKey)],
    signers: signers.length,
    envelope: record.envelope,
    blobs: record.waiting,
  });
  await settleOrThrow(context, entry.id);
}

function recordIn(context: CoreContext, file: Uint8Array, statement: string): ReadRecord {
  const asked = toStatementHash(fromHex(statement));
  const record = recordsIn(context, file).find(({ hash }) => bytesEqual(hash, asked));
  if (record === undefined) throw new ConsiliumError('attest-unknown');
  return record;
}

function recordsIn(context: CoreContext, file: Uint8Array): readonly ReadRecord[] {
  assertOfficer(context);
  const { store } = context.ledger().replica;
  const records = decodeBundle(file, networkOf(store));
  for (const record of records) assertSigned(context, record);
  return records;
}

function assertSigned(context: CoreContext, { hash, said, keyVersion, doctorSignature }: ReadRecord): void {
  const { institution } = context.session().identity;
  if (!bytesEqual(said.institution, institution)) throw new ConsiliumError('attest-other-institution');
  const key = staffKey(authorOf(context, said), keyVersion);
  if (key === null || !doctorSignatureHolds(hash, doctorSignature, key.sign))
    throw new ConsiliumError('attest-signature');
}

function authorOf(context: CoreContext, { doctor }: ReadRecord['said']): Staff {
  const { store } = context.ledger().replica;
  const author = readStaff(store, 'doctor', doctor) ?? readStaff(store, 'registrar', doctor);
  if (author === null) throw new ConsiliumError('attest-signature');
  return author;
}

function viewOf(context: CoreContext, record: ReadRecord): CaughtView {
  const { store } = context.ledger().replica;
  const { hash, said, keyVersion, consentSignature, waiting } = record;
  const author = authorOf(context, said);
  const revokedAt = staffKey(author, keyVersion)?.revoked ?? null;
  const { anchor } = said;
  return {
    statement: toHex(hash),
    state: stateOf(store, record, { author, revokedAt }),
    kind: said.kind,
    author: staffName(store, said.doctor),
    licence: author.licence,
    institution: toHex(toInstitutionId(said.institution)),
    signedAt: said.time,
    anchor: { height: anchor.height, time: store.lookups.block(anchor.height)?.time ?? 0 },
    keyVersion,
    revokedAt,
    status: author.status,
    reason: author.reason,
    consented: consentSignature !== null,
    dataHash: toHex(said.data),
    parts: waiting.length,
    bytes: waiting.reduce((sum, { blob }) => sum + blob.length, 0),
  };
}

/** As the contract decides it (contracts/visit/record.ts), so that nothing is attested in vain. */
function stateOf(
  store: LedgerStore,
  { hash, said }: ReadRecord,
  { author, revokedAt }: { readonly author: Staff; readonly revokedAt: number | null },
): CaughtView['state'] {
  if (read(store, statementCodec, hash) !== null) return 'on-ledger';
  if (store.get(KIND.visit, said.epoch) === undefined) return 'visit-unknown';
  if (author.status === 'suspended') return 'caught';
  if (revokedAt === null) return 'not-caught';
  return said.anchor.height < revokedAt ? 'caught' : 'too-late';
}
