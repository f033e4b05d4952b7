/** What doctors say of themselves at their node: signed by their key in force, the newest alone, read by any doctor. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { encodeCanonical } from '../../../src/crypto/cbor.ts';
import { readProfile, signProfile, type Language } from '../../../src/crypto/doctorProfile.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import { clientFor, makeWorldFolder, startNodeA } from '../../support/nodeWorld.ts';
import { bytes32, makeWorld, type Person } from '../../support/world.ts';

const world = makeWorld();
const network = toNetwork(world.network);

function profileOf(
  person: Person,
  time: number,
  other: { languages?: readonly Language[]; version?: number; network?: typeof network; key?: Person } = {},
): Uint8Array {
  const { languages = ['en', 'zh'], version = 1, key = person } = other;
  const said = { network: other.network ?? network, doctor: person.id, version, time, languages };
  return signProfile(said, key.keys(version).sign.secretKey);
}

async function node() {
  const at = await startNodeA({ folder: makeWorldFolder(world, 'A') });
  const { li, wang } = at.world;
  return { ...at, li: await clientFor(at.a, li), wang: await clientFor(at.a, wang) };
}

describe('a profile', () => {
  it('is given to doctors of any hospital as it was signed, and to nobody else', async () => {
    const { a, li, wang } = await node();
    const signed = profileOf(world.li, 1000);
    await li.profiles.put(signed);
    await li.profiles.put(signed);
    expect(await wang.profiles.get([world.chen.id, world.li.id])).toEqual([null, signed]);
    const registrar = await clientFor(a, world.a.registrar);
    expect(await codeOfAsync(registrar.profiles.get([world.li.id]))).toBe('not-allowed');
    const stranger = a.client();
    onTestFinished(() => stranger.close());
    expect(await codeOfAsync(stranger.profiles.get([world.li.id]))).toBe('login-required');
  });

  it('gives way to a newer one, and never to an older one or to another of its time', async () => {
    const { li } = await node();
    const newer = profileOf(world.li, 2000, { languages: ['bo'] });
    await li.profiles.put(profileOf(world.li, 1000));
    await li.profiles.put(newer);
    for (const time of [1000, 2000])
      expect(await codeOfAsync(li.profiles.put(profileOf(world.li, time)))).toBe('profile-older');
    expect(await li.profiles.get([world.li.id])).toEqual([newer]);
  });

  it('is refused by name when it is another one’s, of another ledger, of another key, or altered', async () => {
    const { li, wang } = await node();
    const put = async (signed: Uint8Array) => codeOfAsync(li.profiles.put(signed));
    const altered = profileOf(world.li, 1);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    expect([
      await put(profileOf(world.chen, 1)),
      await put(profileOf(world.li, 1, { network: toNetwork(bytes32('another ledger')) })),
      await put(profileOf(world.li, 1, { version: 2 })),
      await put(profileOf(world.li, 1, { key: world.chen })),
      await put(altered),
      await put(encodeCanonical(['no profile'])),
      // A doctor of another hospital has their own node.
      await codeOfAsync(wang.profiles.put(profileOf(world.wang, 1))),
    ]).toEqual([
      'profile-doctor',
      'profile-network',
      'profile-key',
      'profile-signature',
      'profile-signature',
      'profile-malformed',
      'login-institution',
    ]);
    expect(await li.profiles.get([world.li.id, world.wang.id])).toEqual([null, null]);
  });

  it('has one form: unknown languages, one twice, or another order are refused', () => {
    const { secretKey, publicKey } = world.li.keys(1).sign;
    const owner = { network, doctor: world.li.id, version: 1, signingKey: publicKey };
    const signed = signProfile(
      { network, doctor: world.li.id, version: 1, time: 1, languages: ['en', 'zh', 'en'] },
      secretKey,
    );
    expect(readProfile(signed, owner).languages).toEqual(['zh', 'en']);
    for (const languages of [['tlh'], ['zh', 'zh'], ['en', 'zh'], [1]]) {
      const content = encodeCanonical({ network, doctor: world.li.id, version: 1, time: 1, languages });
      expect(codeOf(() => readProfile(encodeCanonical([content, new Uint8Array(64)]), owner))).toBe(
        'profile-malformed',
      );
    }
  });
});
