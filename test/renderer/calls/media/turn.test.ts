/** A call through Debian's coturn alone, over each transport that a hospital's network may let through. */
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Relay } from '../../../../src/hospital/relay/relay.ts';
import { systemClock } from '../../../../src/node/clock.ts';
import { systemRandom } from '../../../../src/node/random.ts';
import { freePort, hasCoturn, SECRET, startCoturn, type Coturn } from '../../../hospital/relay/coturn.ts';
import { openLaboratory, type Laboratory } from '../../peer/laboratory.ts';
import type { WireScenarios } from './wireScenarios.ts';

const canCertify = spawnSync('openssl', ['version']).error === undefined;
const CANARY = 'CANARY^ZHANG^GUILAN';
const LONG_MS = 60_000;
/** In which a connection that Chromium trusts is made several times over. */
const REFUSED_MS = 2_500;

describe.skipIf(!hasCoturn || !canCertify)('a call that is relayed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-turn-'));
  const folders = { trusted: join(folder, 'own'), foreign: join(folder, 'other') };
  let laboratory: Laboratory<WireScenarios>;
  let coturns: { readonly trusted: Coturn; readonly foreign: Coturn };
  let ports: { readonly trusted: number; readonly foreign: number };
  beforeAll(async () => {
    for (const one of Object.values(folders)) mkdirSync(one);
    const [own, other] = [certificateIn(folders.trusted), certificateIn(folders.foreign)];
    ports = { trusted: await freePort(), foreign: await freePort() };
    coturns = {
      trusted: await startCoturn(folders.trusted, withTls(ports.trusted, own)),
      foreign: await startCoturn(folders.foreign, withTls(ports.foreign, other)),
    };
    laboratory = await openLaboratory<WireScenarios>(new URL('wireScenarios.ts', import.meta.url), [
      `--ignore-certificate-errors-spki-list=${own.pin}`,
    ]);
  });
  afterAll(async () => {
    coturns.trusted.stop();
    coturns.foreign.stop();
    await laboratory.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['udp', 'tcp', 'tls'] as const)('goes over %s, and tells no address of either end', async (way) => {
    const port = way === 'tls' ? ports.trusted : coturns.trusted.port;
    expect(await laboratory.run('relayed', serverAt(way, port), CANARY, LONG_MS)).toStrictEqual({
      over: way,
      types: ['relay', 'relay'],
      told: ['relay'],
      behind: ['0.0.0.0 0'],
      isPlaceless: true,
    });
  });

  it('is none over TLS to a relay whose certificate nobody trusts', async () => {
    expect(await laboratory.run('relayed', serverAt('tls', ports.foreign), CANARY, REFUSED_MS)).toBeNull();
  });

  it('leaves no word of it at the relay', () => {
    const files = readdirSync(folders.trusted).filter((name) => name.startsWith('log'));
    const written = files.map((name) => readFileSync(join(folders.trusted, name), 'utf8')).join('');
    expect(written).toContain('ALLOCATE');
    expect(written).not.toContain(CANARY);
  });
});

function serverAt(way: 'udp' | 'tcp' | 'tls', port: number): RTCIceServer {
  const scheme = way === 'tls' ? 'turns' : 'turn';
  const urls = [`${scheme}:127.0.0.1:${String(port)}?transport=${way === 'udp' ? 'udp' : 'tcp'}`];
  const relay = new Relay(
    { urls, secret: SECRET, seconds: 600 },
    { clock: systemClock, random: systemRandom },
  );
  const { password, username } = relay.credentials() ?? { password: '', username: '' };
  return { urls, username, credential: password };
}

interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** As Chromium is told to trust it: SHA-256 of its public key. */
  readonly pin: string;
}

function certificateIn(folder: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-key',
    key,
    '-out',
    certificate,
    '-days',
    '2',
    ...subject,
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`);
  const pin = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { key, certificate, pin };
}

function withTls(port: number, { certificate, key }: Certificate): readonly string[] {
  const tls = [`tls-listening-port=${String(port)}`, `cert=${certificate}`, `pkey=${key}`];
  return [...tls, 'allow-loopback-peers', 'simple-log', 'verbose'];
}
