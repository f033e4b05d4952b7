/**
 * The patient's keys: a chain of view keys that can be walked towards the past only (key regression: Fu,
 * Kamara, Kohno 2006), and from each view key the keys of one epoch.
 *
 * Who holds VK_e derives SPK, BPK and BK of every epoch up to e and of none after it. The root P and the
 * consent keys CPK_i come from the seed alone, so that a card that shows can never consent.
 */
import { ConsiliumError } from '../errors.ts';
import { u32be, utf8 } from './bytes.ts';
import { blake2b256 } from './hash.ts';
import {
  toBinder,
  toBinderKey,
  toConsentKey,
  toConsentSeed,
  toEpochKey,
  toPatientSeed,
  toRootKey,
  toViewKey,
} from './ids.ts';
import type {
  Binder,
  BinderKey,
  ConsentKey,
  ConsentSeed,
  EpochKey,
  PatientSeed,
  RootKey,
  ViewKey,
} from './ids.ts';
import type { RandomBytes } from '../ports.ts';
import { sealingKeyPair } from './sealing.ts';
import type { SealingKeyPair } from './sealing.ts';
import { keyPairFromSeed } from './signature.ts';

/** N: number of steps of the view chain, hence the number of the last epoch. */
export const VIEW_CHAIN_LENGTH = 4096;
/** The last epoch that has a card: its certificate names the sealing key of the epoch after it. */
export const LAST_CARD_EPOCH = VIEW_CHAIN_LENGTH - 1;

const CHAIN_LABEL = utf8('consilium/view/v1');
const EPOCH_LABEL = utf8('consilium/epoch/v1');
const SEALING_LABEL = utf8('consilium/sealing/v1');
const BINDER_LABEL = utf8('consilium/binder/v1');

/** An Ed25519 key pair whose public key has a name of its own. */
export interface NamedKeyPair<Name extends Uint8Array> {
  readonly publicKey: Name;
  /** SECRET, 64 bytes as libsodium keeps it (seed ‖ public key). */
  readonly secretKey: Uint8Array;
}

/** What one view key gives for its own epoch. */
export interface EpochKeys {
  readonly epoch: number;
  /** SPK_i with its secret: signs the opening of visit i. */
  readonly signing: NamedKeyPair<EpochKey>;
  /** BPK_i with its secret: opens what was sealed in visit i − 1. */
  readonly sealing: SealingKeyPair;
  /** BK_i: shows a gate that SPK_i belongs to P. */
  readonly binderKey: BinderKey;
}

/** A new patient's seed. */
export function newPatientSeed(random: RandomBytes): PatientSeed {
  return toPatientSeed(random(32));
}

/** P: Ed25519 from seed K("root", 0). */
export function rootKeyPair(seed: PatientSeed): NamedKeyPair<RootKey> {
  return named(seedKey(seed, 'root', 0), toRootKey);
}

/** The Ed25519 seed of CPK_i: K("consent", i). It is what a visit slip holds. Throws `epoch-out-of-range`. */
export function consentSeed(seed: PatientSeed, epoch: number): ConsentSeed {
  return toConsentSeed(seedKey(seed, 'consent', checkEpoch(epoch)));
}

/** CPK_i from the patient's seed. Throws `epoch-out-of-range`. */
export function consentKeyPair(seed: PatientSeed, epoch: number): NamedKeyPair<ConsentKey> {
  return consentKeyPairFromSlip(consentSeed(seed, epoch));
}

/** CPK_i from the 32 bytes of its slip. */
export function consentKeyPairFromSlip(slipSeed: ConsentSeed): NamedKeyPair<ConsentKey> {
  return named(slipSeed, toConsentKey);
}

/** VK_i from the seed, i from 0 to {@link VIEW_CHAIN_LENGTH}. Throws `epoch-out-of-range`. */
export function viewKey(seed: PatientSeed, epoch: number): ViewKey {
  checkEpoch(epoch);
  return walkDown(toViewKey(seedKey(seed, 'view', 0)), VIEW_CHAIN_LENGTH - epoch);
}

/**
 * VK_to from VK_from. Throws `epoch-out-of-range` if `to` lies after `from`: the chain has no way forward.
 */
export function earlierViewKey(key: ViewKey, from: number, to: number): ViewKey {
  checkEpoch(from);
  if (checkEpoch(to) > from) throw new ConsiliumError('epoch-out-of-range', { epoch: to, last: from });
  return walkDown(key, from - to);
}

/** VK_0 … VK_epoch in one pass; the index is the epoch. Throws `epoch-out-of-range`. */
export function viewKeysDownTo(key: ViewKey, epoch: number): readonly ViewKey[] {
  checkEpoch(epoch);
  const downwards = [key];
  for (let current = key; downwards.length <= epoch; downwards.push(current)) current = step(current);
  return downwards.reverse();
}

/** The keys of epoch i from VK_i. Throws `epoch-out-of-range`. */
export function epochKeys(key: ViewKey, epoch: number): EpochKeys {
  checkEpoch(epoch);
  return {
    epoch,
    signing: named(blake2b256(key, EPOCH_LABEL), toEpochKey),
    sealing: sealingKeyPair(blake2b256(key, SEALING_LABEL)),
    binderKey: toBinderKey(blake2b256(key, BINDER_LABEL)),
  };
}

/** All epochs 0 … e that a card of epoch e opens; the index is the epoch. */
export function historyKeys(card: {
  readonly epoch: number;
  readonly viewKey: ViewKey;
}): readonly EpochKeys[] {
  return viewKeysDownTo(card.viewKey, card.epoch).map((key, epoch) => epochKeys(key, epoch));
}

/** binder_i = BLAKE2b-256(key = BK_i, u32 i ‖ P). Throws `epoch-out-of-range`. */
export function binder(key: BinderKey, epoch: number, root: RootKey): Binder {
  return toBinder(blake2b256(key, u32be(checkEpoch(epoch)), root));
}

function seedKey(seed: PatientSeed, label: string, index: number): Uint8Array {
  return blake2b256(seed, utf8(`consilium/${label}/v1`), u32be(index));
}

function step(key: ViewKey): ViewKey {
  return toViewKey(blake2b256(key, CHAIN_LABEL));
}

function walkDown(key: ViewKey, steps: number): ViewKey {
  let current = key;
  for (let taken = 0; taken < steps; taken += 1) current = step(current);
  return current;
}

function named<Name extends Uint8Array>(
  seed: Uint8Array,
  name: (bytes: Uint8Array) => Name,
): NamedKeyPair<Name> {
  const pair = keyPairFromSeed(seed);
  return { publicKey: name(pair.publicKey), secretKey: pair.secretKey };
}

function checkEpoch(epoch: number): number {
  if (!Number.isInteger(epoch) || epoch < 0 || epoch > VIEW_CHAIN_LENGTH) {
    throw new ConsiliumError('epoch-out-of-range', { epoch, last: VIEW_CHAIN_LENGTH });
  }
  return epoch;
}
