/** A node on the network: whom a client believes to be the node, and what a login over TLS is worth elsewhere. */
import { createServer } from 'node:tls';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { openNode } from '../../src/hospital/node.ts';
import { makeCertificate } from '../../src/hospital/service/nodeCertificate.ts';
import { CERTIFICATE_MS } from '../../src/hospital/transportCertificate.ts';
import { dialSecure } from '../../src/hospital/transportTls.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { manualClock } from '../support/manualClock.ts';
import { atHeight, loginOf, makeWorldFolder, testPorts } from '../support/nodeWorld.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { toSigningKey } from '../../src/crypto/ids.ts';
import { signTransport } from '../../src/crypto/transport.ts';
import { bytes32, START } from '../support/world.ts';
import { logInLink, secureClient, secureLink, serve, startSecureNode } from './support/secureNode.ts';

const other = keyPairFromSeed(bytes32('another node'));
const otherKey = toSigningKey(other.publicKey);

describe('a client over TLS', () => {
  it('serves as over a socket of this machine, to doctors and to other nodes', async () => {
    const at = await startSecureNode();
    const { world, clock, a } = at;
    const doctor = await secureClient(at, world.li);
    expect(await doctor.mine([])).toEqual([]);
    const folderB = makeWorldFolder(world, 'B', { [toHex(world.a.id)]: at.address });
    const b = await openNode(folderB, testPorts(clock));
    onTestFinished(() => b.close());
    await atHeight(b, a.store.height());
    expect(b.store.height()).toBe(a.store.height());
  });

  it.each([
    ['another key is registered', { keys: () => [otherKey] }, 'node-key-mismatch'],
    ['no key is known', { keys: () => [] }, 'node-key-unknown'],
  ])('goes to no node where %s', async (_name, change, code) => {
    const { address, pin } = await startSecureNode();
    expect(await codeOfAsync(dialSecure(address, { ...pin, ...change }))).toBe(code);
  });

  it('goes to no node without being told its key', async () => {
    const { address, clock } = await startSecureNode();
    const client = connectNode(address, testPorts(clock));
    onTestFinished(() => client.close());
    expect(await codeOfAsync(client.hello())).toBe('node-key-unknown');
  });

  it('refuses a certificate that is over, and takes the one that the node made anew', async () => {
    const at = await startSecureNode();
    at.clock.advance(CERTIFICATE_MS + 1000);
    expect(await codeOfAsync(dialSecure(at.address, at.pin))).toBe('node-certificate-expired');
    const { port } = await serve(at.a, at.clock);
    expect(await codeOfAsync(dialSecure(`wss://127.0.0.1:${String(port)}`, at.pin))).toBe('taken');
  });

  it('refuses a certificate that names the node and is signed by somebody else', async () => {
    const { a, pin, clock } = await startSecureNode();
    const address = await impostor({
      network: a.network,
      nodeKey: a.nodeKey,
      vouch: (key) => signTransport(key, other.secretKey),
      random: systemRandom,
      now: clock.now(),
    });
    expect(await codeOfAsync(dialSecure(address, pin))).toBe('node-key-mismatch');
  });

  it('refuses a node that vouches on another ledger', async () => {
    const { address, pin } = await startSecureNode();
    const elsewhere = { ...pin, network: pin.network.map((byte) => byte ^ 1) as typeof pin.network };
    expect(await codeOfAsync(dialSecure(address, elsewhere))).toBe('node-key-mismatch');
  });

  it.each(['wss://127.0.0.1:1/path', 'wss://', 'wss://user@host:1'])(
    'takes no address like %s',
    async (address) => {
      const pin = { network: bytes32('n') as never, keys: () => [otherKey], clock: manualClock(START) };
      expect(await codeOfAsync(dialSecure(address, pin))).toBe('address-malformed');
    },
  );

  it('finds a node away that does not answer', async () => {
    const pin = { network: bytes32('n') as never, keys: () => [otherKey], clock: manualClock(START) };
    expect(await codeOfAsync(dialSecure('wss://127.0.0.1:1', pin))).toBe('node-away');
  });
});

describe('a login over TLS', () => {
  it('is bound to its connection: over no other, and without the binding, it is refused', async () => {
    const at = await startSecureNode();
    const [one, two] = [await secureLink(at), await secureLink(at)];
    expect(one.channel.binding).toHaveLength(32);
    expect(one.channel.binding).not.toEqual(two.channel.binding);
    const { network, nodeKey, nonce } = await one.call('hello', { protocol: 1 });
    const { role, entity, keyVersion, sign } = loginOf(at.world.li);
    const unbound = { role, entity, keyVersion, signature: sign({ network, nodeKey, nonce }) };
    expect(await codeOfAsync(one.call('login', unbound))).toBe('login-signature');
    const again = await one.call('hello', { protocol: 1 });
    const elsewhere = sign({ network, nodeKey, nonce: again.nonce, binding: two.channel.binding });
    const passedOn = { role, entity, keyVersion, signature: elsewhere };
    expect(await codeOfAsync(one.call('login', passedOn))).toBe('login-signature');
  });

  it('over a wrong nonce is refused, and the right one is then used up', async () => {
    const at = await startSecureNode();
    const link = await secureLink(at);
    const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
    const { binding } = link.channel;
    const { role, entity, keyVersion, sign } = loginOf(at.world.li);
    const login = { role, entity, keyVersion };
    const wrong = sign({ network, nodeKey, nonce: bytes32('wrong'), binding });
    expect(await codeOfAsync(link.call('login', { ...login, signature: wrong }))).toBe('login-signature');
    const right = sign({ network, nodeKey, nonce, binding });
    expect(await codeOfAsync(link.call('login', { ...login, signature: right }))).toBe('login-nonce');
  });

  it('that is replayed is refused, on its own connection and on another', async () => {
    const at = await startSecureNode();
    const [one, two] = [await secureLink(at), await secureLink(at)];
    const { login } = await logInLink(one, at.world.li);
    expect(await codeOfAsync(one.call('login', login))).toBe('login-nonce');
    await two.call('hello', { protocol: 1 });
    expect(await codeOfAsync(two.call('login', login))).toBe('login-signature');
  });
});

/** A TLS server with a certificate of its own making; answers its address. */
async function impostor(options: Parameters<typeof makeCertificate>[0]): Promise<string> {
  const { key, certificate } = makeCertificate(options);
  const server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `wss://127.0.0.1:${String(address.port)}`;
}
