/**
 * The certificate of a node's TLS: self-signed, over a P-256 key made for it, with the node's registered key and
 * that key's signature in a name of kind URI, `consilium-node:1:NODE KEY:SIGNATURE` in hex (as SPIFFE does it). Who
 * reads it trusts no authority and no host name: only a node key that the registry names.
 *
 * P-256 and not Ed25519, since BoringSSL, on which Electron stands, offers no Ed25519 in TLS by default.
 */
import type { X509Certificate } from 'node:crypto';
import type { Network, SigningKey } from '../crypto/ids.ts';
import { toSignature, toSigningKey, type Signature } from '../crypto/ids.ts';
import { bytesEqual, fromHex } from '../crypto/bytes.ts';
import { transportHolds } from '../crypto/transport.ts';
import { ConsiliumError } from '../errors.ts';
import type { Clock } from '../ports.ts';

/** Of the name; a certificate of a later form is told to whoever cannot read it. */
export const CERTIFICATE_FORM = 1;
const NAME = /^URI:consilium-node:(?<form>\d{1,6})(?::(?<key>[0-9a-f]{64}):(?<signature>[0-9a-f]{128}))?/u;
/** How long a certificate holds. The service makes a new one long before. */
export const CERTIFICATE_MS = 90 * 24 * 60 * 60 * 1000;

/** What a certificate must be to be believed. */
export interface NodePin {
  readonly network: Network;
  /** Keys of the node as the registry has them now, or as a join code named it. */
  readonly keys: () => readonly SigningKey[];
  readonly clock: Clock;
}

/**
 * The node key behind a certificate, once its signature and its term were checked.
 *
 * @throws ConsiliumError `node-key-mismatch` for another node's certificate or any other, `node-certificate-expired`
 *   {notAfter}, `update-workstation` for a form that is newer than this program
 */
export function checkCertificate(certificate: X509Certificate, pin: NodePin): SigningKey {
  const { nodeKey, signature } = nodeName(certificate);
  if (!pin.keys().some((key) => bytesEqual(key, nodeKey))) throw new ConsiliumError('node-key-mismatch');
  const publicKey = new Uint8Array(certificate.publicKey.export({ type: 'spki', format: 'der' }));
  const notAfter = certificate.validToDate.getTime() / 1000;
  const key = { network: pin.network, nodeKey, publicKey, notAfter };
  if (!transportHolds(key, signature)) throw new ConsiliumError('node-key-mismatch');
  // The beginning is not looked at: the node's clock may be a little ahead, and its word is not needed for it.
  if (pin.clock.now() > notAfter * 1000) {
    throw new ConsiliumError('node-certificate-expired', { notAfter: notAfter * 1000 });
  }
  return nodeKey;
}

function nodeName(certificate: X509Certificate): {
  readonly nodeKey: SigningKey;
  readonly signature: Signature;
} {
  const groups = NAME.exec(certificate.subjectAltName ?? '')?.groups;
  if (groups === undefined) throw new ConsiliumError('node-key-mismatch');
  if (Number(groups['form']) > CERTIFICATE_FORM) throw new ConsiliumError('update-workstation');
  const { key, signature } = groups;
  if (key === undefined || signature === undefined) throw new ConsiliumError('node-key-mismatch');
  return { nodeKey: toSigningKey(fromHex(key)), signature: toSignature(fromHex(signature)) };
}
