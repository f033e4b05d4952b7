/** A real Orthanc with its DICOMweb plugin beside a test, where there is one. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

export const hasOrthanc =
  existsSync(PLUGIN) &&
  ['Orthanc', 'openssl'].every((name) => spawnSync(name, ['version']).error === undefined);

export const ORTHANC_USER = { userName: 'consilium', password: '影像科 pass' } as const;

export interface Orthanc {
  /** The root of its DICOMweb service. */
  readonly address: string;
  /** PEM of the certificate it shows. */
  readonly authority: string;
  readonly stop: () => void;
}

/**
 * One user, everything in `folder`; resolves once it answers. It is reached over TLS, through a terminator before it as
 * hospitals have one: Debian's Orthanc ends at the first request over its own TLS.
 */
export async function startOrthanc(folder: string): Promise<Orthanc> {
  const port = await freePort();
  const config = join(folder, 'orthanc.json');
  writeFileSync(
    config,
    JSON.stringify({
      Name: 'test',
      DefaultEncoding: 'Utf8',
      StorageDirectory: join(folder, 'storage'),
      IndexDirectory: join(folder, 'storage'),
      HttpPort: port,
      HttpServerEnabled: true,
      DicomServerEnabled: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: true,
      RegisteredUsers: { [ORTHANC_USER.userName]: ORTHANC_USER.password },
      Plugins: [PLUGIN],
      DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false },
    }),
  );
  const child = spawn('Orthanc', [config], { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
  await started(child.stderr);
  const { authority, key } = selfSigned(folder);
  const terminator = createTlsServer({ key, cert: authority }, (outer) => {
    const inner = connect(port, '127.0.0.1');
    outer.pipe(inner).pipe(outer);
    outer.on('error', () => inner.destroy());
    inner.on('error', () => outer.destroy());
  }).listen(0, '127.0.0.1');
  await once(terminator, 'listening');
  return {
    address: `https://localhost:${String(portOf(terminator))}/dicom-web`,
    authority,
    stop: () => {
      terminator.close();
      child.kill('SIGKILL');
    },
  };
}

/** Its log says when it takes requests; it is read to its end, since a program whose log nobody reads stops. */
async function started(log: NodeJS.ReadableStream): Promise<void> {
  const ready = Promise.withResolvers<void>();
  let text = '';
  log.on('data', (piece: unknown) => {
    text = (text + String(piece)).slice(-2000);
    if (text.includes('Orthanc has started')) ready.resolve();
  });
  log.on('end', () => ready.reject(new Error(`Orthanc did not start: ${text}`)));
  await ready.promise;
}

function selfSigned(folder: string): { readonly authority: string; readonly key: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const keyFile = join(folder, 'key.pem');
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(keyFile, key);
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-key',
    keyFile,
    '-out',
    certificate,
    '-days',
    '2',
    ...subject,
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`);
  return { authority: readFileSync(certificate, 'utf8'), key };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
