/**
 * What the H.235 series asks of a call, service by service: by which mechanism it is given here, and which tests prove it.
 * `H235.md` is made of this table and of the last results of the tests; a test refuses names that no file has.
 */
import type { Proof } from '../scheme/lines.ts';

export interface ServiceRow {
  readonly service: string;
  /** Recommendations of the series that have it. */
  readonly recommendations: string;
  readonly mechanism: string;
  readonly proofs: readonly Proof[];
}

const CALL = 'test/consult/call';
const MEDIA = 'test/renderer/calls/media';
const PEER = 'test/renderer/peer/peerConnection.test.ts';
const DIALOGUE = 'test/workstation/dialogue';
const PEER_SUITE = 'a peer connection, as it is built and under the policy of the page';

function proof(file: string, test: string): Proof {
  return { file, test };
}

export const SERVICES: readonly ServiceRow[] = [
  {
    service: 'User authentication',
    recommendations: 'H.235.1, .2, .3',
    mechanism:
      'Ed25519 signature (RFC 8032) of request, answer and each word of a call; the key and its status are read from the ledger',
    proofs: [
      proof('test/consult/request.test.ts', 'whether a request is taken'),
      proof('test/consult/answer.test.ts', 'an answer'),
      proof(`${DIALOGUE}/badInput.test.ts`, 'swapped identities'),
      proof(`${CALL}/call.test.ts`, 'a call'),
    ],
  },
  {
    service: 'Integrity of signalling',
    recommendations: 'H.235.1, .2',
    mechanism:
      'Signals and words are signed with call and sequence, chained by hash, and contents of the Double Ratchet; what does not verify never reaches the connection',
    proofs: [
      proof(`${CALL}/words.test.ts`, 'a word of a call'),
      proof('test/consult/signal.test.ts', 'a signal of a direct connection'),
      proof(`${DIALOGUE}/hostilePost.test.ts`, 'a node that keeps the mail of two doctors'),
      proof(PEER, `${PEER_SUITE} passes over signals that are repeated, misdirected, invented or nonsense`),
    ],
  },
  {
    service: 'Replay protection',
    recommendations: 'H.235.1',
    mechanism:
      'Time, nonce and expiry of what was signed, remembered on disk; SRTP’s window (RFC 3711 §3.3.2); of each frame a counter that is opened once',
    proofs: [
      proof(`${DIALOGUE}/badInput.test.ts`, 'what comes again or to somebody else'),
      proof('test/consult/sframe/sealer.test.ts', 'frames of one sender'),
      proof(
        `${MEDIA}/wire.test.ts`,
        'a call whose packets are spoilt on their way goes on, and shows nothing that was not drawn, where it gets every third twice, and decodes no picture twice',
      ),
    ],
  },
  {
    service: 'Non-repudiation',
    recommendations: 'H.235.2',
    mechanism: 'Every word is signed by its doctor’s ledger key; the end names all of them by one hash',
    proofs: [
      proof(
        `${CALL}/words.test.ts`,
        'a word of a call is named at the end by one hash, which differs with each word, side and call',
      ),
    ],
  },
  {
    service: 'Key agreement',
    recommendations: 'H.235.3, .6, .7',
    mechanism:
      'DTLS 1.3 with X25519MLKEM768, or X25519, and a fresh certificate for each connection (RFC 8827 §6.5)',
    proofs: [
      proof(
        `${MEDIA}/wire.test.ts`,
        'the line of a call is keyed by a group that no quantum computer breaks, or by X25519',
      ),
      proof(
        `${MEDIA}/wire.test.ts`,
        'the line of a call has a certificate of its own in each call, for each end',
      ),
      proof(`${MEDIA}/protection.test.ts`, 'what a call negotiates'),
    ],
  },
  {
    service: 'Binding of the key to the identity',
    recommendations: 'H.235.8, clause 6',
    mechanism:
      'RING and its answer commit to the certificates; the description must name that one alone (RFC 8122), the certificate seen is compared, and both ends sign what they saw before anything is shown',
    proofs: [
      proof(
        PEER,
        `${PEER_SUITE} takes no description of another certificate than the one that was committed to`,
      ),
      proof(`${CALL}/call.test.ts`, 'a call'),
    ],
  },
  {
    service: 'Encryption and integrity of media',
    recommendations: 'H.235.6, .8',
    mechanism:
      'SRTP (RFC 3711) as DTLS negotiated it, and over it SFrame (RFC 9605) with AES-256-GCM under keys of the ratchet, unless the consortium was founded without that second layer; the room of the call says which',
    proofs: [
      proof('test/consult/sframe/vectors.test.ts', 'Appendix C.1: headers'),
      proof('test/consult/sframe/vectors.test.ts', 'Appendix C.3: frames'),
      proof(`${MEDIA}/protection.test.ts`, 'the media of a call'),
      proof('test/workstation/calls/calls.test.ts', 'the second layer over the media of a call'),
      proof(
        `${MEDIA}/wire.test.ts`,
        'the line of a call shows neither words, nor names, nor pictures: only STUN, DTLS and SRTP, and noise in them',
      ),
      proof(
        `${MEDIA}/wire.test.ts`,
        'the line of a call is judged by what finds every fault in a plain sender of RTP',
      ),
      proof(
        `${MEDIA}/wire.test.ts`,
        'a call whose packets are spoilt on their way goes on, and shows nothing that was not drawn, where it has a bit of every tenth changed',
      ),
    ],
  },
  {
    service: 'Cipher suites',
    recommendations: 'H.235.0, .6',
    mechanism:
      'What is negotiated is read from getStats, named on screen, and must be one of a fixed set (RFC 5764, RFC 7714); never NULL',
    proofs: [
      proof(`${MEDIA}/negotiated.test.ts`, 'what protects a connection'),
      proof(`${MEDIA}/strangers.test.ts`, 'an end of a call that is another program'),
      proof(`${MEDIA}/protection.test.ts`, 'what a call negotiates'),
    ],
  },
  {
    service: 'Lifetime of keys',
    recommendations: 'H.235.3, .6',
    mechanism:
      'A connection is replaced after eight hours, long before 2^31 packets (RFC 5764 §4.1.2); a media key seals at most 2^32 frames',
    proofs: [
      proof(
        `${CALL}/call.test.ts`,
        'a call gets another connection after eight hours, and drops the one before',
      ),
      proof(
        'test/consult/sframe/sealer.test.ts',
        'frames of one sender do not go once the key is at its end (F2)',
      ),
    ],
  },
  {
    service: 'New keys during a call',
    recommendations: 'H.235.3, .6, .7',
    mechanism: 'A new epoch of media keys by the ratchet, or another connection on the same call',
    proofs: [
      proof('test/consult/sframe/sealer.test.ts', 'a change of keys'),
      proof(`${MEDIA}/protection.test.ts`, 'the media of a call'),
    ],
  },
  {
    service: 'Protection against unwanted calls and media',
    recommendations: 'H.235.0',
    mechanism:
      'Only an accepted request lets a doctor ring; requests are counted for each doctor; SRTP and ICE consent (RFC 7675) drop what nobody asked for',
    proofs: [
      proof(`${DIALOGUE}/badInput.test.ts`, 'who may not, or does not want to, be asked'),
      proof(PEER, `${PEER_SUITE} looks at no more signals than a connection needs`),
      proof(`${MEDIA}/protection.test.ts`, 'the media of a call is not shown where it was sent unsealed'),
    ],
  },
  {
    service: 'What is left in clear',
    recommendations: '(beyond H.235)',
    mechanism:
      'RTP headers, without how loud somebody speaks (RFC 6464 is left out of the negotiation); Opus at a constant rate, so that lengths tell nothing (RFC 6562); addresses, unless the call is relayed',
    proofs: [
      proof(
        `${MEDIA}/wire.test.ts`,
        'the line of a call tells by the length of its packets nothing of what is said',
      ),
      proof(`${MEDIA}/protection.test.ts`, 'what a call negotiates'),
      proof(
        PEER,
        `${PEER_SUITE} asks the servers that it was given and no other, and shows no address of its own when it is relayed`,
      ),
    ],
  },
  {
    service: 'Data beside the media',
    recommendations: '(beyond H.235)',
    mechanism: 'SCTP over DTLS (RFC 8261, RFC 8831), and the Double Ratchet above it',
    proofs: [
      proof('test/consult/ratchet.test.ts', 'the ratchet'),
      proof(`${DIALOGUE}/hostilePost.test.ts`, 'a node that keeps the mail of two doctors'),
    ],
  },
  {
    service: 'Recording',
    recommendations: '(outside of H.235)',
    mechanism:
      'Sealed minute by minute while it is recorded, after both consents were signed; a manifest names every byte',
    proofs: [
      proof('test/consult/recording/bothConsents.test.ts', 'the consents to a recording'),
      proof('test/consult/recording/segment.test.ts', 'a segment of a recording'),
      proof('test/consult/recording/manifest.test.ts', 'the segments of a recording, against its manifest'),
    ],
  },
];
