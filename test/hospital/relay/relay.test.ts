/** Passwords of the media relay: given to doctors of the institution, and taken by a real coturn until they end. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Relay } from '../../../src/hospital/relay/relay.ts';
import { relayServer } from '../../../src/hospital/service/relaySecret.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { millis } from '../../../src/ports.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import { manualClock } from '../../support/manualClock.ts';
import { clientFor, nodeFolder, startNodeA } from '../../support/nodeWorld.ts';
import { hasCoturn, SECRET, startCoturn } from './coturn.ts';
import { allocate } from './turnClient.ts';

const URLS = ['turn:relay.haihe.example:3478?transport=udp', 'turns:relay.haihe.example:443?transport=tcp'];
const HOUR_S = 3600;
const relay = { urls: URLS, secret: SECRET, seconds: HOUR_S };

describe('a node with a relay', () => {
  it('gives a doctor of its institution a password that ends, under a name that says nothing', async () => {
    const at = await startNodeA({ relay });
    const li = await clientFor(at.a, at.world.li);
    const [first, second] = [await li.relay(), await li.relay()];
    const ends = Math.floor(at.clock.now() / 1000) + HOUR_S;
    expect(first).toMatchObject({ urls: URLS, expires: ends * 1000 });
    expect(first?.username).toMatch(new RegExp(`^${String(ends)}:[0-9a-f]{32}$`, 'u'));
    expect(first?.username).not.toBe(second?.username);
  });

  it('gives it to nobody else', async () => {
    const at = await startNodeA({ relay });
    const stranger = at.a.client();
    onTestFinished(() => stranger.close());
    const others = [at.world.wang, at.world.a.registrar].map(async (person) => clientFor(at.a, person));
    const codes = await Promise.all(
      [stranger, ...(await Promise.all(others))].map((one) => codeOfAsync(one.relay())),
    );
    expect(codes).toEqual(['login-required', 'login-institution', 'not-allowed']);
  });

  it('reads the secret from a file of its own, and does not start without one', () => {
    const folder = nodeFolder('relay');
    const secretFile = join(folder, 'secret');
    const config = { urls: URLS, secretFile, seconds: HOUR_S };
    expect(codeOf(() => relayServer(config))).toBe('relay-secret');
    writeFileSync(secretFile, 'short');
    expect(codeOf(() => relayServer(config))).toBe('relay-secret');
    writeFileSync(secretFile, `${SECRET}\n`);
    expect(relayServer(config)).toEqual(relay);
  });
});

describe('a node without a relay', () => {
  it('says that there is none: workstations of one host need none', async () => {
    const at = await startNodeA();
    expect(await (await clientFor(at.a, at.world.li)).relay()).toBeNull();
  });
});

describe('the scheme', () => {
  it('is coturn’s: base64 of HMAC-SHA1 over the end of the term and a name', () => {
    // openssl dgst -sha1 -hmac north -binary <<< "86400:00…00" without its newline, in base64.
    const fixed = { clock: manualClock(0), random: (length: number) => new Uint8Array(length) };
    const made = new Relay({ urls: URLS, secret: 'north', seconds: 86_400 }, fixed).credentials();
    expect(made).toEqual({
      urls: URLS,
      username: `86400:${'00'.repeat(16)}`,
      password: 'AIe5SiphklMyXKMaLqFYReaTlo0=',
      expires: millis(86_400_000),
    });
  });
});

describe('coturn', () => {
  it.skipIf(!hasCoturn)(
    'allocates with what the node gave, and refuses an expired and a forged password',
    async () => {
      const { port, stop } = await startCoturn(nodeFolder('coturn'));
      onTestFinished(stop);
      const given = new Relay(relay, { clock: systemClock, random: systemRandom }).credentials();
      const ago = manualClock(systemClock.now() - 2 * HOUR_S * 1000);
      const expired = new Relay(relay, { clock: ago, random: systemRandom }).credentials();
      if (given === null || expired === null) throw new Error('no relay');
      expect(await allocate(port, given)).toBe('allocated');
      expect(await allocate(port, expired)).toBe(401);
      const otherSecret = { ...relay, secret: 'another-secret-of-somebody-else' };
      const forged = new Relay(otherSecret, { clock: systemClock, random: systemRandom }).credentials();
      expect(await allocate(port, forged ?? given)).toBe(401);
      // A longer term than the node gave is another name, which the password does not fit.
      const longer = given.username.replace(/^\d+/u, (ends) => String(Number(ends) + HOUR_S));
      expect(await allocate(port, { ...given, username: longer })).toBe(401);
    },
  );
});
