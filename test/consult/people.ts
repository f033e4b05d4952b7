/** Two doctors of two institutions, and what each needs to ask the other. */
import { toInstitutionId, toNetwork, toStaffId } from '../../src/crypto/ids.ts';
import { sealingKeyPair, type SealingKeyPair } from '../../src/crypto/sealing.ts';
import { keyPairFromSeed, type SignKeyPair } from '../../src/crypto/signature.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { concatBytes, u32be, utf8 } from '../../src/crypto/bytes.ts';
import { bundleOf, newBundleSecret, type BundleSecret, type KeyBundle } from '../../src/consult/bundle.ts';
import {
  openRequest,
  sealRequest,
  type ConsultRequest,
  type OpenedRequest,
  type Party,
} from '../../src/consult/request.ts';
import type { KnownDoctor } from '../../src/consult/evaluateRequest.ts';
import { millis, type RandomBytes } from '../../src/ports.ts';

export const NETWORK = toNetwork(new Uint8Array(32).fill(7));
export const NOW = millis(1_780_000_000_000);
export const HOUR_MS = 3_600_000;

/** The same bytes in the same order for the same seed: a test that fails, fails again. */
export function seededRandom(seed: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const blocks: Uint8Array[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(sha256(utf8(seed), u32be(counter)));
      counter += 1;
    }
    return concatBytes(...blocks).slice(0, length);
  };
}

export interface Doctor {
  readonly party: Party;
  readonly signing: SignKeyPair;
  readonly sealing: SealingKeyPair;
  readonly known: KnownDoctor;
}

export function doctor(number: number): Doctor {
  const signing = keyPairFromSeed(new Uint8Array(32).fill(number));
  const institution = toInstitutionId(new Uint8Array(16).fill(number + 100));
  return {
    party: { doctor: toStaffId(new Uint8Array(16).fill(number)), institution },
    signing,
    sealing: sealingKeyPair(new Uint8Array(32).fill(number + 50)),
    known: { institution, status: 'active', signingKey: signing.publicKey },
  };
}

export interface Asked {
  readonly request: ConsultRequest;
  readonly bundle: BundleSecret;
  readonly sealed: Uint8Array;
  readonly opened: OpenedRequest & { readonly bundle: KeyBundle };
}

/** `from` asks `to`, who opens it. */
export function asked(from: Doctor, to: Doctor, change: Partial<ConsultRequest> = {}, seed = 'ask'): Asked {
  const random = seededRandom(seed);
  const bundle = newBundleSecret(random);
  const request: ConsultRequest = {
    network: NETWORK,
    from: from.party,
    to: to.party,
    kind: 'dialogue',
    video: null,
    subject: { kind: 'case', id: new Uint8Array(32).fill(9) },
    reason: '想请教这例患者的用药',
    issued: NOW,
    expires: millis(NOW + HOUR_MS),
    nonce: random(16),
    bundle: bundleOf(bundle),
    ...change,
  };
  const { sealed } = sealRequest(request, {
    secretKey: from.signing.secretKey,
    recipient: to.sealing.publicKey,
    random,
  });
  const opened = openRequest(sealed, to.sealing);
  return { request, bundle, sealed, opened: { ...opened, bundle: opened.bundle ?? bundleOf(bundle) } };
}
