// The program that the contract suite looks at. Plain JavaScript, so that a real Electron runs it as it is.
import { app, BrowserWindow, ipcMain, protocol } from 'electron';
import { fileURLToPath } from 'node:url';

const option = (name) =>
  process.argv.findLast((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3);

const before = { isReady: app.isReady() };
try {
  before.window = new BrowserWindow().id;
} catch (error) {
  before.window = error.message;
}
const events = [];
const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));

app.enableSandbox();
app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');
protocol.registerSchemesAsPrivileged([
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
app.setPath('userData', option('user-data'));
for (const name of ['ready', 'window-all-closed', 'before-quit', 'will-quit', 'quit'])
  app.on(name, () => events.push(name));

const html = (body) =>
  new Response(`<!doctype html><title>contract</title><meta charset="utf-8">${body}`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

/** Ten seconds of silence (8-bit samples, one channel, 8,000 a second), in parts of 10,000 bytes. */
function sound(range) {
  const length = 80_000;
  const wav = Buffer.alloc(44 + length, 128);
  wav.write('RIFF....WAVEfmt ', 'latin1');
  wav.writeUInt32LE(36 + length, 4);
  wav.set([16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0], 16);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(length, 40);
  const from = Number(/^bytes=(\d+)-/.exec(range ?? 'bytes=0-')?.[1]);
  const part = wav.subarray(from, from + 10_000);
  return new Response(part, {
    status: 206,
    headers: {
      'content-type': 'audio/wav',
      'content-range': `bytes ${from}-${from + part.length - 1}/${wav.length}`,
      'content-length': String(part.length),
      'accept-ranges': 'bytes',
    },
  });
}

async function answer(request) {
  const url = new URL(request.url);
  if (url.pathname === '/throw') throw new Error('the handler is broken');
  if (url.pathname === '/error') return Response.error();
  if (url.pathname === '/echo')
    return Response.json({
      method: request.method,
      url: request.url,
      body: await request.text(),
      header: request.headers.get('x-asked'),
    });
  if (url.pathname === '/sound') return sound(request.headers.get('range'));
  if (url.pathname === '/missing') return new Response('not here', { status: 404 });
  return html('<p>contract</p><a href="https://example.org/away">away</a>');
}

/** A window as main/ opens it. */
function openWindow(options = {}) {
  return new BrowserWindow({
    show: false,
    ...options,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      ...options.webPreferences,
    },
  });
}

// Playwright evaluates in this process; this is what it finds.
globalThis.contract = { before, events, openWindow, senders: [] };

const scenarios = {
  /** Quits by quit(), with a first will-quit that is prevented. */
  quit: () => {
    app.once('will-quit', (event) => {
      event.preventDefault();
      setImmediate(() => app.quit());
    });
    void openWindow()
      .once('ready-to-show', () => app.quit())
      .loadURL('app://contract/');
  },
  exit: () => {
    void openWindow()
      .once('ready-to-show', () => app.exit(5))
      .loadURL('app://contract/');
  },
  'all-closed': () => {
    app.on('window-all-closed', () => app.exit(0));
    const window = openWindow();
    window.once('closed', () => events.push(`destroyed ${window.isDestroyed()}`));
    void window.once('ready-to-show', () => window.close()).loadURL('app://contract/');
  },
  second: () => app.exit(0),
};

const scenario = option('scenario');
app.on('quit', () => {
  if (scenario !== undefined) console.log(`events ${JSON.stringify(events)}`);
});
if (scenario === undefined) app.on('window-all-closed', () => undefined);
contract.isFirst = app.requestSingleInstanceLock({ told: scenario ?? 'nothing' });
app.on('second-instance', (_event, argv, folder, data) => {
  contract.second = { argv, folder, data };
});

if (!contract.isFirst) app.exit(3);
else
  void app.whenReady().then(() => {
    events.push('whenReady');
    protocol.handle('app', answer);
    ipcMain.handle('echo', (_event, ...args) => args);
    ipcMain.handle('later', async (_event, value) => await Promise.resolve(value));
    ipcMain.handle('throws', () => {
      throw new TypeError('broken on purpose');
    });
    ipcMain.handle('unserializable', () => () => undefined);
    ipcMain.handle('sender', (event) => {
      const frame = event.senderFrame;
      contract.lastEvent = event;
      return { url: frame?.url, isMain: frame?.parent === null };
    });
    scenarios[scenario]?.();
  });
