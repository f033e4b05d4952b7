/**
 * What stands in test/vectors/crypto/*.json: each format made once from fixed input, as hex or as its text.
 * Inputs are given beside the outputs, so another implementation can be checked against them.
 */
import { blobId, sealBlob } from '../../src/crypto/blob.ts';
import { toHex, utf8 } from '../../src/crypto/bytes.ts';
import { encodeCard, issueCard, writeCard } from '../../src/crypto/card.ts';
import type { CardTerms, PublicCard } from '../../src/crypto/card.ts';
import { signCertificateAsIssuer } from '../../src/crypto/certificate.ts';
import { encodeEnvelope, envelopeCommitment } from '../../src/crypto/envelope.ts';
import type { Envelope } from '../../src/crypto/envelope.ts';
import {
  toInstitutionId,
  toNetwork,
  toPartKey,
  toPatientSeed,
  toSigningKey,
  toStaffId,
  toStaffRootSecret,
  toStatementHash,
} from '../../src/crypto/ids.ts';
import { enrolmentText } from '../../src/crypto/enrolment.ts';
import { createKeyStore } from '../../src/crypto/keyStore.ts';
import {
  loginMessage,
  patientMessage,
  signLogin,
  signPatientRequest,
  signStatus,
  statusMessage,
} from '../../src/crypto/login.ts';
import { sealMasterCard } from '../../src/crypto/masterCard.ts';
import {
  binder,
  consentKeyPair,
  consentSeed,
  epochKeys,
  rootKeyPair,
  viewKey,
} from '../../src/crypto/patientKeys.ts';
import { makeRow } from '../../src/crypto/row.ts';
import { sealCard, sealSlip } from '../../src/crypto/sealedCard.ts';
import { sealingKeyPair } from '../../src/crypto/sealing.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { deskKey, recoveryPhrase, staffKeys } from '../../src/crypto/staffKeys.ts';
import { dataHash, importDataHash, partHash } from '../../src/crypto/statementData.ts';
import { millis } from '../../src/ports.ts';
import { deterministicRandom } from '../crypto/support/deterministicRandom.ts';

/** A value of a vector file: texts, numbers, and records and lists of them. Bytes stand as hex. */
export type VectorValue =
  | string
  | number
  | boolean
  | readonly VectorValue[]
  | { readonly [name: string]: VectorValue };

/** Bytes 00 01 02 …, starting at `first`: inputs one can retype. */
function counting(length: number, first = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (first + index) % 256);
}

const seed = toPatientSeed(counting(32));
const network = toNetwork(counting(32, 0x20));
const home = toInstitutionId(counting(16, 0x40));
const cardKeySeed = counting(32, 0x60);
const cardKeys = keyPairFromSeed(cardKeySeed);
const terms: CardTerms = {
  network,
  issuer: home,
  cardKeyVersion: 2,
  emergencyRow: true,
  notAfter: millis(1_830_000_000_000),
};
const statement = toStatementHash(counting(32, 0x80));

/** Every vector file by name, without its ending. */
export function cryptoVectors(): Readonly<Record<string, VectorValue>> {
  return {
    'patient-keys': patientKeyVectors(),
    card: cardVectors(),
    sealed: sealedVectors(),
    'master-card': masterCardVectors(),
    'statement-data': statementDataVectors(),
    blob: blobVectors(),
    envelope: envelopeVectors(),
    'staff-keys': staffKeyVectors(),
    'key-store': keyStoreVectors(),
    enrolment: enrolmentVectors(),
    login: loginVectors(),
  };
}

function patientKeyVectors(): VectorValue {
  const root = rootKeyPair(seed);
  const epochs = [0, 1, 2, 1000, 4095, 4096].map((epoch) => {
    const view = viewKey(seed, epoch);
    const keys = epochKeys(view, epoch);
    return {
      epoch,
      viewKey: toHex(view),
      epochKey: toHex(keys.signing.publicKey),
      sealingKey: toHex(keys.sealing.publicKey),
      sealingSecret: toHex(keys.sealing.secretKey),
      binderKey: toHex(keys.binderKey),
      binder: toHex(binder(keys.binderKey, epoch, root.publicKey)),
      consentSeed: toHex(consentSeed(seed, epoch)),
      consentKey: toHex(consentKeyPair(seed, epoch).publicKey),
    };
  });
  return { seed: toHex(seed), root: toHex(root.publicKey), epochs };
}

function cardOf(epoch: number): PublicCard {
  return issueCard(seed, epoch, terms, (bytes) => signCertificateAsIssuer(bytes, cardKeys.secretKey));
}

function cardVectors(): VectorValue {
  const cards = [0, 1, 4095].map((epoch) => {
    const card = cardOf(epoch);
    return {
      epoch,
      certificate: toHex(card.certificateBytes),
      issuerSignature: toHex(card.issuerSignature),
      rootSignature: toHex(card.rootSignature),
      card: toHex(encodeCard(card)),
      text: writeCard(card),
    };
  });
  return {
    seed: toHex(seed),
    network: toHex(network),
    issuer: toHex(home),
    cardKeyVersion: terms.cardKeyVersion,
    emergencyRow: terms.emergencyRow,
    notAfter: terms.notAfter,
    cardKeySeed: toHex(cardKeySeed),
    cardKey: toHex(cardKeys.publicKey),
    cards,
  };
}

function sealedVectors(): VectorValue {
  const random = deterministicRandom('consilium/vectors/sealed');
  const pin = '370125';
  const slip = { epoch: 1, consentSeed: consentSeed(seed, 1), nextCard: cardOf(2) };
  const items = [sealSlip(slip, { home, pin }, random), sealCard(cardOf(2), { home, pin }, random)].map(
    (item) => ({
      itemId: toHex(item.itemId),
      tag: toHex(item.tag),
      pepper: toHex(item.pepper),
      text: item.text,
    }),
  );
  return {
    pin,
    home: toHex(home),
    consentSeed: toHex(slip.consentSeed),
    nextCard: toHex(encodeCard(slip.nextCard)),
    items,
  };
}

function masterCardVectors(): VectorValue {
  const card = { seed, network, home };
  const cards = ['legal winner thank year wave sausage', '的一是在不了'].map((passphrase, index) => {
    const random = deterministicRandom(`consilium/vectors/master/${index}`);
    return { passphrase, text: sealMasterCard(card, passphrase, random) };
  });
  return { seed: toHex(seed), network: toHex(network), home: toHex(home), cards };
}

function statementDataVectors(): VectorValue {
  const identity = { salt: counting(32, 0x10), bytes: utf8('{"resourceType":"Patient"}') };
  const clinical = { salt: counting(32, 0x30), bytes: utf8('{"resourceType":"Bundle"}') };
  const document = dataHash(identity, clinical);
  return {
    identity: {
      salt: toHex(identity.salt),
      bytes: toHex(identity.bytes),
      hash: toHex(partHash('identity', identity)),
    },
    clinical: {
      salt: toHex(clinical.salt),
      bytes: toHex(clinical.bytes),
      hash: toHex(partHash('clinical', clinical)),
    },
    dataHash: toHex(document),
    importOfOne: toHex(importDataHash([document])),
    importOfThree: toHex(
      importDataHash([document, dataHash(identity, identity), dataHash(clinical, clinical)]),
    ),
  };
}

function blobVectors(): VectorValue {
  const key = toPartKey(counting(32, 0xa0));
  const nonce = counting(24, 0xc0);
  const salt = counting(32, 0x10);
  const bytes = counting(100);
  const blobs = (['identity', 'clinical'] as const).map((part) => {
    const blob = sealBlob(part, { salt, bytes }, { key, nonce });
    return { part, blob: toHex(blob), id: toHex(blobId(blob)), size: blob.length };
  });
  return { key: toHex(key), nonce: toHex(nonce), salt: toHex(salt), bytes: toHex(bytes), blobs };
}

function envelopeVectors(): VectorValue {
  const random = deterministicRandom('consilium/vectors/envelope');
  const patient = epochKeys(viewKey(seed, 2), 2).sealing;
  const doctor = sealingKeyPair(counting(32, 0xe0));
  const key = toPartKey(counting(32, 0xa0));
  const rowFor = (recipient: typeof patient, part: 'identity' | 'clinical') =>
    makeRow(recipient.publicKey, { statement, leaf: 0, part, key }, random);
  const named = (first: number) => ({ id: blobId(counting(32, first)), size: 1104 });
  const envelope: Envelope = {
    statement,
    leaves: [{ identity: named(1), clinical: named(2) }],
    salt: counting(32, 0x50),
    patientRows: [rowFor(patient, 'identity'), rowFor(patient, 'clinical')],
    rows: [
      {
        to: { kind: 'staff', entity: toStaffId(counting(16, 0x70)), version: 1 },
        leaf: 0,
        part: 'clinical',
        row: rowFor(doctor, 'clinical'),
      },
      {
        to: { kind: 'archive', entity: home, version: 1 },
        leaf: 0,
        part: 'identity',
        row: rowFor(doctor, 'identity'),
      },
    ],
  };
  return {
    patientSecret: toHex(patient.secretKey),
    staffSecret: toHex(doctor.secretKey),
    partKey: toHex(key),
    envelope: toHex(encodeEnvelope(envelope)),
    commitment: toHex(envelopeCommitment(envelope)),
  };
}

function staffKeyVectors(): VectorValue {
  const root = toStaffRootSecret(counting(32, 0x11));
  const versions = [1, 2].map((version) => {
    const keys = staffKeys(root, version);
    return { version, sign: toHex(keys.sign.publicKey), seal: toHex(keys.seal.publicKey) };
  });
  const phrases = { en: recoveryPhrase(root, 'en').join(' '), zh: recoveryPhrase(root, 'zh').join(' ') };
  return { rootSecret: toHex(root), versions, ...phrases };
}

function keyStoreVectors(): VectorValue {
  const rootSecret = toStaffRootSecret(counting(32, 0x11));
  const databaseKey = counting(32, 0x91);
  const passphrase = 'a clear morning over the river';
  const identity = {
    accountId: 'doctor-li',
    role: 'doctor' as const,
    entity: toStaffId(counting(16, 0x70)),
    institution: home,
    names: { zh: '李医生', en: 'Dr Li', institutionZh: '第一医院', institutionEn: 'First Hospital' },
  };
  const store = { identity, content: { rootSecret, secrets: { databaseKey } } };
  const file = createKeyStore(store, { passphrase }, deterministicRandom('consilium/vectors/key-store'));
  return { passphrase, rootSecret: toHex(rootSecret), databaseKey: toHex(databaseKey), file: toHex(file) };
}

function enrolmentVectors(): VectorValue {
  const root = toStaffRootSecret(counting(32, 0x11));
  const { sign, seal } = staffKeys(root, 1);
  const enrolment = {
    network,
    institution: home,
    role: 'doctor' as const,
    id: toStaffId(counting(16, 0x70)),
    nameZh: '李医生',
    nameEn: 'Dr Li',
    licence: '110120000012345',
    specialty: '呼吸内科',
    sign: sign.publicKey,
    seal: seal.publicKey,
  };
  const { text, fingerprint } = enrolmentText(enrolment, sign.secretKey);
  return { rootSecret: toHex(root), deskKey: toHex(deskKey(root)), text, fingerprint };
}

function loginVectors(): VectorValue {
  const node = keyPairFromSeed(counting(32, 0x33));
  const doctor = staffKeys(toStaffRootSecret(counting(32, 0x11)), 1);
  const challenge = { network, nodeKey: toSigningKey(node.publicKey), nonce: counting(32, 0x55) };
  const status = {
    network,
    chainId: 'consilium-1',
    height: 42,
    headerHash: counting(32, 0x77),
    time: 1_800_000_000_000,
    nonce: counting(32, 0x55),
  };
  return {
    network: toHex(network),
    nodeKeySeed: toHex(counting(32, 0x33)),
    nonce: toHex(challenge.nonce),
    login: {
      message: toHex(loginMessage(challenge)),
      signature: toHex(signLogin(challenge, doctor.sign.secretKey)),
    },
    patient: {
      message: toHex(patientMessage(challenge)),
      signature: toHex(signPatientRequest(challenge, rootKeyPair(seed).secretKey)),
    },
    status: { message: toHex(statusMessage(status)), signature: toHex(signStatus(status, node.secretKey)) },
  };
}
