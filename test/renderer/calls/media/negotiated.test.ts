import { describe, expect, it } from 'vitest';
import { protectionOf } from '../../../../renderer/calls/media/negotiated.ts';

const transport = {
  type: 'transport',
  dtlsState: 'connected',
  srtpCipher: 'SRTP_AES128_CM_HMAC_SHA1_80',
  tlsVersion: 'FEFC',
  dtlsCipher: 'TLS_AES_128_GCM_SHA256',
};
const { srtpCipher, tlsVersion, dtlsCipher } = transport;

describe('what protects a connection', () => {
  it('is read from what the browser counts', () => {
    expect(protectionOf([{ type: 'codec' }, null, transport])).toStrictEqual({
      srtpCipher,
      tlsVersion,
      dtlsCipher,
    });
  });

  it.each([
    ['SRTP_AEAD_AES_128_GCM', 'FEFC', 'TLS_AES_256_GCM_SHA384'],
    ['SRTP_AEAD_AES_256_GCM', 'FEFD', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
    ['SRTP_AES128_CM_HMAC_SHA1_80', 'FEFD', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
  ])('may be %s over %s and %s', (srtp, tls, dtls) => {
    const seen = { ...transport, srtpCipher: srtp, tlsVersion: tls, dtlsCipher: dtls };
    expect(protectionOf([seen])).toMatchObject({ srtpCipher: srtp });
  });

  it.each([
    [{ srtpCipher: 'SRTP_NULL_HMAC_SHA1_80' }],
    [{ srtpCipher: 'SRTP_AES128_CM_HMAC_SHA1_32' }],
    [{ srtpCipher: undefined }],
    [{ tlsVersion: 'FEFF' }],
    [{ tlsVersion: undefined }],
    [{ dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_NULL_SHA' }],
    [{ dtlsCipher: 'TLS_NULL_WITH_AES_128_GCM_SHA256' }],
    [{ dtlsCipher: 'TLS_RSA_WITH_AES_128_CBC_SHA' }],
    [{ dtlsCipher: undefined }],
    [{ dtlsState: 'connecting' }],
    [{ dtlsState: 'closed' }],
    [{ type: 'candidate-pair' }],
  ])('is none where it is %j', (other) => {
    expect(protectionOf([{ ...transport, ...other }])).toBeNull();
  });
});
