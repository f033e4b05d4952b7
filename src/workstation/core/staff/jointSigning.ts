/**
 * What officers of several institutions decide together. The one who begins lays down who signs; the text goes from one
 * workstation to the next, by file or QR code, each of which shows what it is from the very bytes that are signed;
 * whoever has all signatures hands it in at their own node. No officer needs to log in at another institution's node.
 *
 * text = "CO1:" ‖ Base45(CBOR {suite, network, body, signatures: [[index, signature], …]}).
 */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { cardBytes, cardText } from '../../../crypto/cardText.ts';
import {
  asArray,
  asBytes,
  asMap,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
} from '../../../crypto/cbor.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { toInstitutionId, toTxId } from '../../../crypto/ids.ts';
import { verifyTransactionSignature } from '../../../crypto/signature.ts';
import { SUITE } from '../../../crypto/suite.ts';
import { officerCodec } from '../../../contracts/entities.ts';
import { institutionIds, type NewInstitution } from '../../../contracts/registry/institution.ts';
import { currentStaffKey, readInstitution, readStaff, signerKey } from '../../../contracts/signers.ts';
import {
  decodeBody,
  encodeBody,
  signBody,
  signingMessage,
  transactionId,
} from '../../../contracts/transaction.ts';
import type { BodyOf, Signer } from '../../../contracts/transactionKinds.ts';
import { ConsiliumError } from '../../../errors.ts';
import { decodeApplication } from '../../../hospital/service/application.ts';
import { millis } from '../../../ports.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { institutionName, networkOf, presentTime, staffName } from '../visits/ledgerReads.ts';
import { settleOrThrow, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import { assertOfficer } from './officer.ts';

type JointChannel = 'joint/begin' | 'joint/read' | 'joint/sign' | 'joint/submit';
type View = ResultOf<'joint/read'>;
type Handed = ResultOf<'joint/sign'>;

/** What lies before an officer: the bytes, what they mean, and who has signed so far. */
interface Joint {
  readonly bodyBytes: Uint8Array;
  readonly body: BodyOf<'registry/institution-add'>;
  readonly signatures: ReadonlyMap<number, Uint8Array>;
}

const PREFIX = 'CO1:';
const FIELDS = ['suite', 'network', 'body', 'signatures'] as const;
/** A code that is longer is too fine for a camera; the file carries it. */
const LONGEST_CODE = 1_800;
const FINGERPRINT_BYTES = 10;

export function jointHandlers(context: CoreContext): HandlersOf<JointChannel> {
  return {
    'joint/begin': ({ application }) => begin(context, application),
    'joint/read': async ({ text }) => viewOf(context, read(context, text)),
    'joint/sign': ({ text }) => sign(context, text),
    'joint/submit': ({ text }) => submit(context, text),
  };
}

/** Errors: `role-officer-required`, `joint-application`, `institution-exists`, `officers-missing`. */
async function begin(context: CoreContext, application: Uint8Array): Promise<Handed> {
  assertOfficer(context);
  const { store } = context.ledger().replica;
  const founded = applicationOf(application);
  if (readInstitution(store, founded.id) !== null) throw new ConsiliumError('institution-exists');
  const signers = deciding(context);
  const term = termOf(context, TRANSACTION_LIFETIME_MS);
  const body = { kind: 'registry/institution-add', ...founded, ...term, signers } as const;
  return signed(context, { body, bodyBytes: encodeBody(body), signatures: new Map() });
}

function applicationOf(bytes: Uint8Array): NewInstitution {
  try {
    return decodeApplication(bytes);
  } catch (cause) {
    throw new ConsiliumError('joint-application', {}, { cause });
  }
}

/** Errors: those of {@link read}, `joint-not-asked`, `signer-key-revoked` for a key that was replaced meanwhile. */
async function sign(context: CoreContext, text: string): Promise<Handed> {
  return signed(context, read(context, text));
}

/** Errors: those of {@link read}, `joint-incomplete` {missing}, `node-away`, and the ledger's refusals. */
async function submit(context: CoreContext, text: string): Promise<Record<string, never>> {
  const joint = read(context, text);
  const signatures = joint.body.signers.flatMap((_, index) => joint.signatures.get(index) ?? []);
  const missing = joint.body.signers.length - signatures.length;
  if (missing > 0) throw new ConsiliumError('joint-incomplete', { missing });
  const { outbox } = context.session().desk;
  const entry = outbox.add({
    kind: joint.body.kind,
    statement: null,
    visit: null,
    txId: toTxId(transactionId(joint.bodyBytes)),
    body: joint.bodyBytes,
    expires: millis(joint.body.expires),
    signatures,
    signers: signatures.length,
    envelope: null,
    blobs: [],
  });
  await settleOrThrow(context, entry.id);
  return {};
}

/** The own institution first, then others as the registry has them, until they are more than half. */
function deciding(context: CoreContext): readonly Signer[] {
  const { store } = context.ledger().replica;
  const own = staffSigner(context.session());
  const { institution } = context.session().identity;
  const active = institutionIds(store).filter((id) => readInstitution(store, id)?.status === 'active');
  const others = active.filter((id) => !bytesEqual(id, institution));
  const asked = [institution, ...others].slice(0, Math.floor(active.length / 2) + 1);
  return asked.flatMap((id) => {
    const threshold = readInstitution(store, id)?.threshold ?? 1;
    const known = officersOf(store, id).filter((signer) => !bytesEqual(signer.entity, own.entity));
    const all = bytesEqual(id, institution) ? [own, ...known] : known;
    if (all.length < threshold) throw new ConsiliumError('officers-missing');
    return all.slice(0, threshold);
  });
}

function officersOf(store: LedgerStore, institution: Uint8Array): readonly Signer[] {
  return store.state.ofKind(officerCodec.kind).flatMap(({ id, value }) => {
    const officer = officerCodec.decode(value);
    const key = currentStaffKey(officer);
    const isAsked = officer.status === 'active' && bytesEqual(officer.institution, institution);
    return isAsked && key !== null ? [{ role: 'officer', entity: id, version: key.version } as const] : [];
  });
}

async function signed(context: CoreContext, joint: Joint): Promise<Handed> {
  const session = context.session();
  const index = placeOf(context, joint);
  const network = networkOf(context.ledger().replica.store);
  if (index < 0) throw new ConsiliumError('joint-not-asked');
  if (joint.body.signers[index]?.version !== session.keyVersion)
    throw new ConsiliumError('signer-key-revoked');
  const signature = signBody({ network, index }, joint.bodyBytes, session.keys.sign.secretKey);
  const next = { ...joint, signatures: new Map([...joint.signatures, [index, signature]]) };
  const text = textOf(network, next);
  return { text, qrPng: text.length > LONGEST_CODE ? null : await qrPng(text), ...viewOf(context, next) };
}

/** Where the officer who is logged in stands among the signers; -1 where they are not asked. */
function placeOf(context: CoreContext, { body }: Joint): number {
  const { entity } = context.session().identity;
  return body.signers.findIndex((signer) => bytesEqual(signer.entity, entity));
}

function textOf(network: Uint8Array, { bodyBytes, signatures }: Joint): string {
  const given = [...signatures].toSorted(([left], [right]) => left - right);
  const fields = { suite: SUITE, network, body: bodyBytes, signatures: given.map((pair) => [...pair]) };
  return cardText(PREFIX, encodeCanonical(fields));
}

/**
 * Errors: `role-officer-required`, `joint-malformed`, `joint-foreign` of another ledger, `joint-signature` when a
 * signature in it does not hold under the ledger's key, `joint-expired`.
 */
function read(context: CoreContext, text: string): Joint {
  assertOfficer(context);
  const { store } = context.ledger().replica;
  const { network, ...joint } = decoded(text);
  if (!bytesEqual(network, networkOf(store))) throw new ConsiliumError('joint-foreign');
  for (const [index, signature] of joint.signatures) {
    const signer = joint.body.signers[index];
    const message = signingMessage(network, index, joint.bodyBytes);
    const holds =
      signer !== undefined && verifyTransactionSignature(message, signature, signerKey(signer, store));
    if (!holds) throw new ConsiliumError('joint-signature');
  }
  if (presentTime(context.ports.clock, store) > joint.body.expires) throw new ConsiliumError('joint-expired');
  return joint;
}

function decoded(text: string): Joint & { readonly network: Uint8Array } {
  // Files that came over other systems may begin with a mark of their encoding.
  const bytes = cardBytes(PREFIX, text.replace(/^\uFEFF/u, ''), 'joint-malformed');
  try {
    const map = asMap(decodeCanonical(bytes), FIELDS, 'joint');
    if (asUint(map.suite, 'joint.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
    const bodyBytes = asBytes(map.body, null, 'joint.body');
    const body = decodeBody(bodyBytes);
    if (body.kind !== 'registry/institution-add')
      throw new ConsiliumError('field-malformed', { what: 'kind' });
    const signatures = asArray(map.signatures, 'joint.signatures').map((item) => {
      const [index, signature] = asTuple(item, 2, 'joint.signature');
      return [asUint(index, 'joint.index'), asBytes(signature, 64, 'joint.signature')] as const;
    });
    const network = asBytes(map.network, 32, 'joint.network');
    return { network, bodyBytes, body, signatures: new Map(signatures) };
  } catch (cause) {
    throw new ConsiliumError('joint-malformed', {}, { cause });
  }
}

function viewOf(context: CoreContext, joint: Joint): View {
  const { store } = context.ledger().replica;
  const { body, bodyBytes, signatures } = joint;
  const { nameZh, nameEn, address, threshold, officers, expires, signers } = body;
  const place = placeOf(context, joint);
  const hex = toHex(sha256(bodyBytes).slice(0, FINGERPRINT_BYTES));
  return {
    institution: { zh: nameZh, en: nameEn },
    address,
    threshold,
    officers: officers.map((officer) => ({ zh: officer.nameZh, en: officer.nameEn })),
    fingerprint: (hex.match(/.{4}/gu) ?? []).join(' '),
    expires,
    signers: signers.map(({ entity }, index) => ({
      name: staffName(store, entity),
      institution: institutionName(
        store,
        toInstitutionId(readStaff(store, 'officer', entity)?.institution ?? new Uint8Array(16)),
      ),
      signed: signatures.has(index),
    })),
    mine: place < 0 ? 'not-asked' : signatures.has(place) ? 'signed' : 'to-sign',
  };
}
