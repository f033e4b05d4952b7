/** The institution's card key: it signs certificates for this ledger, this institution and this key version only. */
import { bytesEqual } from '../crypto/bytes.ts';
import { decodeCertificate, signCertificateAsIssuer, type Certificate } from '../crypto/certificate.ts';
import type { ConsentKey, InstitutionId, Signature } from '../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { readInstitution } from '../contracts/signers.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { NodeKeys } from './keyFile.ts';
import { ledgerTime } from './ledgerHost.ts';
import type { CertifiedCertificate } from './nodeClient.ts';
import type { NodeStore } from './store/nodeStore.ts';

/** Cards are good for three years at most. */
export const LONGEST_CARD_MS = 3 * 366 * 24 * 60 * 60 * 1000;

export interface CertifierOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly store: LedgerStore;
  readonly nodeStore: NodeStore;
  readonly clock: Clock;
}

export class Certifier {
  readonly #options: CertifierOptions;

  constructor(options: CertifierOptions) {
    this.#options = options;
  }

  /** All or none. Errors: `certificate-refused` {index, check}. */
  async sign(certificates: readonly Uint8Array[]): Promise<readonly Signature[]> {
    const { keys, nodeStore } = this.#options;
    const signed = certificates.map((certificate, index) => {
      const { consentKey } = this.#demandOurs(certificate, index);
      const issuerSignature = signCertificateAsIssuer(certificate, keys.card.secretKey);
      return { certificate, consentKey, issuerSignature };
    });
    await nodeStore.putCertificates(signed);
    return signed.map(({ issuerSignature }) => issuerSignature);
  }

  /** What was signed for a CPK_i. Errors: `certificate-unknown`. */
  find(key: ConsentKey): CertifiedCertificate {
    const found = this.#options.nodeStore.certificate(key);
    if (found === null) throw new ConsiliumError('certificate-unknown');
    return found;
  }

  #demandOurs(bytes: Uint8Array, index: number): Certificate {
    const certificate = decoded(bytes, index);
    const { institution, store, clock } = this.#options;
    const now = ledgerTime(store, clock);
    const checks: Readonly<Record<string, boolean>> = {
      network: bytesEqual(certificate.network, store.genesis.network),
      issuer: bytesEqual(certificate.issuer, institution),
      'card-key': certificate.cardKeyVersion === this.#cardKeyVersion(),
      'not-after': certificate.notAfter > now && certificate.notAfter <= now + LONGEST_CARD_MS,
    };
    const failed = Object.entries(checks).find(([, holds]) => !holds);
    if (failed !== undefined) throw new ConsiliumError('certificate-refused', { index, check: failed[0] });
    return certificate;
  }

  /** The version under which the ledger knows the key that lies here; null while it is revoked or unknown. */
  #cardKeyVersion(): number | null {
    const { institution, keys, store } = this.#options;
    const registered = readInstitution(store, institution)?.cardKeys ?? [];
    const own = registered.find(
      ({ key, revoked }) => revoked === null && bytesEqual(key, keys.card.publicKey),
    );
    return own?.version ?? null;
  }
}

function decoded(bytes: Uint8Array, index: number): Certificate {
  try {
    return decodeCertificate(bytes);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw new ConsiliumError('certificate-refused', { index, check: 'malformed' });
  }
}
