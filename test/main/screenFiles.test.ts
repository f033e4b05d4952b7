import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnUrl, mayLoad } from '../../main/origin.ts';
import { answer } from '../../main/screenFiles.ts';

let folder = '';
let screens = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consilium-screens-'));
  screens = join(folder, 'screens');
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(
    join(screens, 'index.html'),
    '<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  );
  writeFileSync(join(screens, 'assets', 'a.js'), 'export {};');
  for (const name of ['imageWorker', 'mediaWorker'])
    writeFileSync(join(screens, 'assets', `${name}-Ab_1-2.js`), 'export {};');
  writeFileSync(join(screens, 'assets', 'decoders.wasm'), '');
  writeFileSync(join(screens, 'notes.md'), 'not for a page');
  mkdirSync(join(folder, 'screens-else'));
  writeFileSync(join(folder, 'screens-else', 'a.js'), 'secret');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const get = async (url: string): Promise<Response> => await answer({ method: 'GET', url }, screens);

describe('files of the screens', () => {
  it('come with their type and a policy that refuses everything else', async () => {
    const script = await get('app://consilium/assets/a.js');
    expect(script.status).toBe(200);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect(script.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(script.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(script.headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('let the image worker alone run WebAssembly, and nothing but the program’s own files reach it', async () => {
    const worker = await get('app://consilium/assets/imageWorker-Ab_1-2.js');
    expect(worker.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    );
    const media = await get('app://consilium/assets/mediaWorker-Ab_1-2.js');
    expect(media.headers.get('content-security-policy')).toBe("default-src 'none'; script-src 'self'");
    const decoders = await get('app://consilium/assets/decoders.wasm');
    expect(decoders.headers.get('content-type')).toBe('application/wasm');
    expect(decoders.headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('have a nonce of their own in each answer, the same in header and page', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const page = await get('app://consilium/index.html');
        const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1] ?? '';
        expect(await page.text()).toBe(`<meta nonce="${nonce}"><style nonce="${nonce}"></style>`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(Buffer.from(nonces[0] ?? '', 'base64').length).toBeGreaterThanOrEqual(16);
  });

  it.each(['POST', 'PUT', 'HEAD', 'DELETE'])('are not given for %s', async (method) => {
    const refused = await answer({ method, url: 'app://consilium/index.html' }, screens);
    expect(refused.status).toBe(405);
  });

  it.each([
    ['app://elsewhere/index.html', 404],
    ['app://consilium.example/index.html', 404],
    ['app://consilium:8080/index.html', 404],
    ['https://consilium/index.html', 404],
    // A parser of URLs has resolved these dots already, within the host: there is no such file.
    ['app://consilium/%2e%2e/screens-else/a.js', 404],
    ['app://consilium/..%2fscreens-else/a.js', 403],
    ['app://consilium/assets/..%2f..%2fscreens-else/a.js', 403],
    ['app://consilium/..%5c..%5cetc%5cpasswd', 403],
    ['app://consilium/%00index.html', 403],
    ['app://consilium/%zz', 403],
    ['app://consilium/', 403],
    ['app://consilium/notes.md', 404],
    ['app://consilium/missing.js', 404],
    ['app://consilium/assets', 404],
  ])('are not reached by %s', async (url, status) => {
    expect((await get(url)).status).toBe(status);
  });
});

describe('the origin of the screens', () => {
  it.each(['app://consilium/', 'app://consilium/index.html?x#y'])('has %s', (url) => {
    expect(isOwnUrl(url)).toBe(true);
  });

  it.each([
    'https://consilium/',
    'app://consilium.example/',
    'app://consilium@example.org/',
    'app://user:word@consilium/',
    'app://consilium:1/',
    'application://consilium/',
    'file:///consilium',
    'consilium',
    '',
  ])('has not %s', (url) => {
    expect(isOwnUrl(url)).toBe(false);
  });

  it('loads its own files and pictures that it made, and nothing from a network', () => {
    expect(
      ['app://consilium/a.js', 'blob:app://consilium/1', 'data:image/png;base64,AA'].every(mayLoad),
    ).toBe(true);
    expect(['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://x/'].some(mayLoad)).toBe(
      false,
    );
  });
});
