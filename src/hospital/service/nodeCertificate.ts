/** Makes the certificate of a node's TLS; what stands in it, and who believes it, is in ../transportCertificate.ts. */
import { createPrivateKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import * as asn from '@peculiar/asn1-x509';
import { toHex } from '../../crypto/bytes.ts';
import type { Network, Signature, SigningKey } from '../../crypto/ids.ts';
import type { TransportKey } from '../../crypto/transport.ts';
import { millis, type Millis, type RandomBytes } from '../../ports.ts';
import { CERTIFICATE_FORM, CERTIFICATE_MS } from '../transportCertificate.ts';

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';

export interface MadeCertificate {
  /** PEM. SECRET: lives in the process alone. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  readonly notAfter: Millis;
}

export interface CertificateOptions {
  readonly network: Network;
  readonly nodeKey: SigningKey;
  /** Signs with the node's key; see crypto/transport.ts. */
  readonly vouch: (key: TransportKey) => Signature;
  readonly random: RandomBytes;
  readonly now: Millis;
}

/** Makes a key and its certificate, good for {@link CERTIFICATE_MS} from `now`. */
export function makeCertificate(options: CertificateOptions): MadeCertificate {
  const { network, nodeKey, vouch, random, now } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const spki = new Uint8Array(publicKey);
  const notAfter = Math.floor((now + CERTIFICATE_MS) / 1000);
  const signature = vouch({ network, nodeKey, publicKey: spki, notAfter });
  const uri = `consilium-node:${String(CERTIFICATE_FORM)}:${toHex(nodeKey)}:${toHex(signature)}`;
  const validity = { notBefore: new Date(now), notAfter: new Date(notAfter * 1000) };
  const der = encodeCertificate({ spki, uri, validity, serial: random(16) }, privateKey);
  return {
    key: privateKey,
    certificate: new X509Certificate(der).toString(),
    notAfter: millis(notAfter * 1000),
  };
}

interface CertificateContent {
  readonly spki: Uint8Array;
  readonly uri: string;
  readonly validity: { readonly notBefore: Date; readonly notAfter: Date };
  readonly serial: Uint8Array;
}

/** X.509 v3 (RFC 5280), DER. */
function encodeCertificate(content: CertificateContent, privateKey: string): Uint8Array {
  const algorithm = new asn.AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const value = new asn.AttributeValue({ utf8String: 'consilium-node' });
  const name = new asn.Name([
    new asn.RelativeDistinguishedName([new asn.AttributeTypeAndValue({ type: COMMON_NAME, value })]),
  ]);
  const uri = new asn.GeneralName({ uniformResourceIdentifier: content.uri });
  const names = new OctetString(AsnConvert.serialize(new asn.SubjectAlternativeName([uri])));
  const tbsCertificate = new asn.TBSCertificate({
    version: asn.Version.v3,
    serialNumber: positive(content.serial),
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new asn.Validity(content.validity),
    subjectPublicKeyInfo: AsnConvert.parse(content.spki, asn.SubjectPublicKeyInfo),
    extensions: new asn.Extensions([
      new asn.Extension({ extnID: asn.id_ce_subjectAltName, extnValue: names }),
    ]),
  });
  const toSign = new Uint8Array(AsnConvert.serialize(tbsCertificate));
  const signature = sign('sha256', toSign, createPrivateKey(privateKey));
  const signatureValue = new Uint8Array(signature).buffer;
  const signed = new asn.Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue });
  return new Uint8Array(AsnConvert.serialize(signed));
}

/** A serial number is positive and not zero. */
function positive(serial: Uint8Array): ArrayBuffer {
  const bytes = new Uint8Array(serial);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.buffer;
}
