import { describe, expect, it } from 'vitest';
import { toNetwork, toSigningKey } from '../../src/crypto/ids.ts';
import {
  loginHolds,
  loginMessage,
  patientRequestHolds,
  signLogin,
  signPatientRequest,
  signStatus,
  statusHolds,
} from '../../src/crypto/login.ts';
import type { NodeChallenge, NodeStatus } from '../../src/crypto/login.ts';
import { rootKeyPair } from '../../src/crypto/patientKeys.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { withBitFlipped } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';
import { network, seed } from './support/patient.ts';

const random = deterministicRandom('consilium/test/login');
const node = keyPairFromSeed(random(32));
const doctor = keyPairFromSeed(random(32));
const doctorKey = toSigningKey(doctor.publicKey);
const challenge: NodeChallenge = { network, nodeKey: toSigningKey(node.publicKey), nonce: random(32) };

describe('a login', () => {
  const signature = signLogin(challenge, doctor.secretKey);

  it('holds for the challenge it answers', () => {
    expect(loginHolds(challenge, signature, doctorKey)).toBe(true);
  });

  it('holds for no other nonce, node, network or key, so that no node can pass it on', () => {
    expect(loginHolds({ ...challenge, nonce: random(32) }, signature, doctorKey)).toBe(false);
    expect(loginHolds({ ...challenge, nodeKey: doctorKey }, signature, doctorKey)).toBe(false);
    expect(loginHolds({ ...challenge, network: toNetwork(random(32)) }, signature, doctorKey)).toBe(false);
    expect(loginHolds(challenge, signature, challenge.nodeKey)).toBe(false);
  });

  it('holds after no bit was turned, and never as a request of a patient', () => {
    for (let at = 0; at < signature.length; at += 1) {
      expect(loginHolds(challenge, withBitFlipped(signature, at, at % 8), doctorKey)).toBe(false);
    }
    expect(loginHolds(challenge, signature.slice(1), doctorKey)).toBe(false);
    expect(patientRequestHolds(challenge, signature, doctorKey)).toBe(false);
    expect(loginMessage(challenge)).toHaveLength('consilium/login/v1'.length + 1 + 96);
  });
});

describe("a patient's request at the gate", () => {
  it('holds under the key that signed it, for that node alone', () => {
    const root = rootKeyPair(seed);
    const signature = signPatientRequest(challenge, root.secretKey);
    expect(patientRequestHolds(challenge, signature, root.publicKey)).toBe(true);
    expect(patientRequestHolds({ ...challenge, nodeKey: doctorKey }, signature, root.publicKey)).toBe(false);
    expect(loginHolds(challenge, signature, toSigningKey(root.publicKey))).toBe(false);
  });
});

describe('the status of a node', () => {
  const status: NodeStatus = {
    network,
    chainId: 'consilium-1',
    height: 42,
    headerHash: random(32),
    time: 1_800_000_000_000,
    nonce: random(32),
  };

  it('holds for exactly what the validator said', () => {
    const signature = signStatus(status, node.secretKey);
    expect(statusHolds(status, signature, node.publicKey)).toBe(true);
    const others: NodeStatus[] = [
      { ...status, height: 43 },
      { ...status, chainId: 'consilium-2' },
      { ...status, time: status.time + 1 },
      { ...status, headerHash: random(32) },
      { ...status, nonce: random(32) },
      { ...status, network: toNetwork(random(32)) },
    ];
    for (const other of others) expect(statusHolds(other, signature, node.publicKey)).toBe(false);
  });
});
