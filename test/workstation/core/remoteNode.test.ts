/** A hospital node on another computer: by which keys a workstation knows it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { toInstitutionId, toSigningKey } from '../../../src/crypto/ids.ts';
import type { SigningKey } from '../../../src/crypto/ids.ts';
import { remoteNode } from '../../../src/workstation/core/ledger/remoteNode.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { loginOf, testPorts } from '../../support/nodeWorld.ts';
import { bytes16, bytes32 } from '../../support/world.ts';
import { startSecureNode, type SecureNode } from '../../hospital/support/secureNode.ts';

const otherKey = toSigningKey(bytes32('another key'));

function workstation(at: SecureNode, keys: readonly SigningKey[], institution = at.world.a.id) {
  const { network, store } = at.a;
  const node = { institution, address: at.address, keys };
  const client = remoteNode(testPorts(at.clock), node, { network, store });
  onTestFinished(() => client.close());
  return client;
}

describe('a node on another computer', () => {
  it('is known by the registry’s key, whatever came with its address', async () => {
    const at = await startSecureNode();
    const client = workstation(at, [otherKey]);
    await client.login(loginOf(at.world.li));
    expect(await client.mine([])).toEqual([]);
  });

  it('is known by the key that came with its address while the copy of the ledger has no other', async () => {
    const at = await startSecureNode();
    const unknown = toInstitutionId(bytes16('not registered yet'));
    expect(await codeOfAsync(workstation(at, [at.a.nodeKey], unknown).hello())).toBe('taken');
    expect(await codeOfAsync(workstation(at, [otherKey], unknown).hello())).toBe('node-key-mismatch');
    expect(await codeOfAsync(workstation(at, [], unknown).hello())).toBe('node-key-unknown');
  });

  it('of another institution is not taken for it', async () => {
    const at = await startSecureNode();
    expect(await codeOfAsync(workstation(at, [at.a.nodeKey], at.world.b.id).hello())).toBe(
      'node-key-mismatch',
    );
  });
});
