/**
 * A small consortium for tests, the same in every run: institutions A (Dr Li, Dr Chen, the laboratory) and B
 * (Dr Wang), three officers each of whom two must agree, a registrar each, and a patient registered at A. Everything
 * is made of real keys; the builders below make real transactions of them.
 */
import { issueCard, type PublicCard } from '../../src/crypto/card.ts';
import { signCertificateAsIssuer } from '../../src/crypto/certificate.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import {
  toInstitutionId,
  toNetwork,
  toPatientSeed,
  toStaffId,
  toStaffRootSecret,
  type InstitutionId,
  type PatientSeed,
  type StaffId,
} from '../../src/crypto/ids.ts';
import { consentKeyPair, epochKeys, viewKey } from '../../src/crypto/patientKeys.ts';
import { sealingKeyPair } from '../../src/crypto/sealing.ts';
import { keyPairFromSeed, type SignKeyPair } from '../../src/crypto/signature.ts';
import { staffKeys, type StaffKeys } from '../../src/crypto/staffKeys.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { millis } from '../../src/ports.ts';
import { DEFAULT_CONSENSUS_PARAMS } from '../../src/chain/consensusParams.ts';
import { encodeGenesis, type Genesis } from '../../src/chain/genesis.ts';
import { timeFromMillis } from '../../src/chain/time.ts';
import { validatorSet } from '../../src/chain/validators.ts';
import type { StaffRole } from '../../src/contracts/entities.ts';
import { encodeAppState } from '../../src/contracts/genesis.ts';
import type { NewInstitution } from '../../src/contracts/registry/institution.ts';
import type { NewOfficer, Signer } from '../../src/contracts/transactionKinds.ts';

export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;
/** Genesis, and where tests' clocks start. */
export const START = Date.UTC(2026, 10, 23, 8);

/** Someone or something that can sign: how it stands among a body's signers, and its key. */
export interface Party {
  readonly signer: Signer;
  readonly secretKey: Uint8Array;
}

/** An officer, registrar or doctor with all versions of their keys. */
export interface Person {
  readonly id: StaffId;
  readonly role: StaffRole;
  readonly institution: InstitutionId;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly keys: (version: number) => StaffKeys;
  /** As a signer with the key of `version`, 1 unless given. */
  readonly sign: (version?: number) => Party;
}

/** An institution with what belongs to it. */
export interface House {
  readonly id: InstitutionId;
  readonly founded: NewInstitution;
  readonly officers: readonly Person[];
  readonly registrar: Person;
  readonly cardKey: SignKeyPair;
  readonly nodeKey: SignKeyPair;
  /** Its node as a signer, version 1 unless given. */
  readonly node: (version?: number) => Party;
  /** The first `count` officers as signers, 2 (the threshold) unless given. */
  readonly board: (count?: number) => readonly Party[];
}

export interface Patient {
  readonly seed: PatientSeed;
  /** Card `epoch`, issued by A unless another house or other terms are given. */
  readonly card: (epoch: number, terms?: CardChange) => PublicCard;
  /** SPK_e: what whoever saw the card can sign. */
  readonly view: (epoch: number) => Party;
  /** CPK_e: what only the slip (or the master card) can sign. */
  readonly consent: (epoch: number) => Party;
}

export interface CardChange {
  readonly issuer?: House;
  readonly cardKeyVersion?: number;
  readonly signedBy?: SignKeyPair;
  readonly network?: Uint8Array;
  readonly notAfter?: number;
}

export interface World {
  readonly network: Uint8Array;
  readonly validator: SignKeyPair;
  readonly genesis: Genesis;
  readonly genesisBytes: Uint8Array;
  readonly a: House;
  readonly b: House;
  /** Doctor at A. */
  readonly li: Person;
  /** Another doctor at A. */
  readonly chen: Person;
  /** Doctor at B. */
  readonly wang: Person;
  readonly patient: Patient;
  readonly otherPatient: Patient;
}

/** 32 bytes that follow from a name. */
export function bytes32(name: string): Uint8Array {
  return sha256(utf8(`consilium/test/world/${name}`));
}

/** 16 bytes that follow from a name. */
export function bytes16(name: string): Uint8Array {
  return bytes32(name).slice(0, 16);
}

/** The consortium; every call gives the same one. */
export function makeWorld(): World {
  made ??= newWorld();
  return made;
}

let made: World | null = null;

function newWorld(): World {
  const network = bytes32('network');
  const validator = keyPairFromSeed(bytes32('validator'));
  const [a, b] = [
    makeHouse('A', '仁和医院', 'Renhe Hospital'),
    makeHouse('B', '同济医院', 'Tongji Hospital'),
  ];
  const genesis: Genesis = {
    network,
    chainId: 'consilium-test',
    time: timeFromMillis(millis(START)),
    initialHeight: 1,
    validators: validatorSet([{ publicKey: validator.publicKey, power: 10n }]),
    params: DEFAULT_CONSENSUS_PARAMS,
    appState: encodeAppState({ institutions: [a.founded, b.founded], parameters: { followUpDays: 14 } }),
  };
  return {
    network,
    validator,
    genesis,
    genesisBytes: encodeGenesis(genesis),
    a,
    b,
    li: makePerson('li', 'doctor', a.id, ['李明', 'Li Ming']),
    chen: makePerson('chen', 'doctor', a.id, ['陈静', 'Chen Jing']),
    wang: makePerson('wang', 'doctor', b.id, ['王芳', 'Wang Fang']),
    patient: makePatient('patient', network, a),
    otherPatient: makePatient('other patient', network, a),
  };
}

export function makePerson(
  name: string,
  role: StaffRole,
  institution: InstitutionId,
  [nameZh, nameEn]: readonly [string, string],
): Person {
  const id = toStaffId(bytes16(`staff ${name}`));
  const root = toStaffRootSecret(bytes32(`root ${name}`));
  const keys = (version: number): StaffKeys => staffKeys(root, version);
  const sign = (version = 1): Party => ({
    signer: { role, entity: id, version },
    secretKey: keys(version).sign.secretKey,
  });
  return { id, role, institution, nameZh, nameEn, keys, sign };
}

export function makeHouse(name: string, nameZh: string, nameEn: string): House {
  const id = toInstitutionId(bytes16(`institution ${name}`));
  const cardKey = keyPairFromSeed(bytes32(`card key ${name}`));
  const nodeKey = keyPairFromSeed(bytes32(`node key ${name}`));
  const officers = ['一', '二', '三'].map((number, index) =>
    makePerson(`officer ${name}${String(index)}`, 'officer', id, [
      `干事${number}`,
      `Officer ${String(index + 1)}`,
    ]),
  );
  return {
    id,
    founded: {
      id,
      nameZh,
      nameEn,
      address: `unix:${name}`,
      threshold: 2,
      officers: officers.map(newOfficer),
      nodeKey: nodeKey.publicKey,
      cardKey: cardKey.publicKey,
      archiveKey: sealingKeyPair(bytes32(`archive ${name}`)).publicKey,
      emergencyKey: sealingKeyPair(bytes32(`emergency ${name}`)).publicKey,
    },
    officers,
    registrar: makePerson(`registrar ${name}`, 'registrar', id, ['挂号员', 'Registrar']),
    cardKey,
    nodeKey,
    node: (version = 1) => ({
      signer: { role: 'node', entity: id, version },
      secretKey: nodeSecret(name, version),
    }),
    board: (count = 2) => officers.slice(0, count).map((officer) => officer.sign()),
  };
}

/** The key of a house's node in a version; version 1 is the founding one. */
export function nodeKeyPair(name: string, version: number): SignKeyPair {
  return keyPairFromSeed(bytes32(version === 1 ? `node key ${name}` : `node key ${name} ${String(version)}`));
}

function nodeSecret(name: string, version: number): Uint8Array {
  return nodeKeyPair(name, version).secretKey;
}

function newOfficer(person: Person): NewOfficer {
  const { sign, seal } = person.keys(1);
  const { id, nameZh, nameEn } = person;
  return { id, nameZh, nameEn, sign: sign.publicKey, seal: seal.publicKey };
}

function makePatient(name: string, network: Uint8Array, home: House): Patient {
  const seed = toPatientSeed(bytes32(`seed ${name}`));
  return {
    seed,
    card: (epoch, change = {}) => cardOf({ seed, network, home }, epoch, change),
    view: (epoch) => {
      const { signing } = epochKeys(viewKey(seed, epoch), epoch);
      return {
        signer: { role: 'view', entity: signing.publicKey, version: 0 },
        secretKey: signing.secretKey,
      };
    },
    consent: (epoch) => {
      const { publicKey, secretKey } = consentKeyPair(seed, epoch);
      return { signer: { role: 'consent', entity: publicKey, version: 0 }, secretKey };
    },
  };
}

function cardOf(
  patient: { readonly seed: PatientSeed; readonly network: Uint8Array; readonly home: House },
  epoch: number,
  change: CardChange,
): PublicCard {
  const issuer = change.issuer ?? patient.home;
  const terms = {
    network: toNetwork(change.network ?? patient.network),
    issuer: issuer.id,
    cardKeyVersion: change.cardKeyVersion ?? 1,
    emergencyRow: false,
    notAfter: millis(change.notAfter ?? START + 365 * DAY),
  };
  const { secretKey } = change.signedBy ?? issuer.cardKey;
  return issueCard(patient.seed, epoch, terms, (certificate) =>
    signCertificateAsIssuer(certificate, secretKey),
  );
}
