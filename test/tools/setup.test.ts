import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureDisplay } from '../../tools/display.ts';
import { findRuntime } from '../../tools/setup.js';
import { isRunning } from '../support/processes.ts';
import { until } from '../support/nodeWorld.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'consilium-root-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Electron's package as npm leaves it: without its binary. */
function installElectronPackage(): string {
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{\n  "version": "45.6.7"\n}\n');
  return folder;
}

describe('the runtime', () => {
  it("is Electron once its package's note and the binary it names are there", () => {
    const folder = installElectronPackage();
    writeFileSync(join(folder, 'path.txt'), 'electron');
    mkdirSync(join(folder, 'dist'));
    expect(findRuntime(root)?.kind).not.toBe('electron');
    writeFileSync(join(folder, 'dist', 'electron'), '');
    chmodSync(join(folder, 'dist', 'electron'), 0o755);
    expect(findRuntime(root)).toEqual({
      kind: 'electron',
      path: join(folder, 'dist', 'electron'),
      label: 'Electron 45.6.7',
    });
  });

  it.skipIf(!existsSync('/usr/bin/chromium'))('is otherwise Chromium with the stand-in, and says so', () => {
    installElectronPackage();
    const runtime = findRuntime(root);
    expect(runtime?.kind).toBe('stand-in');
    expect(runtime?.label).toMatch(/^the stand-in over Chromium \d+\.[\d.]+ /);
  });
});

describe.skipIf(process.platform !== 'linux')('the display', () => {
  it('is the one that is there', async () => {
    expect(await ensureDisplay({ DISPLAY: ':7' }, 'electron')).toMatchObject({
      label: 'on display :7',
      env: {},
    });
    expect(await ensureDisplay({ DISPLAY: ':7', WAYLAND_DISPLAY: 'wayland-1' }, 'stand-in')).toMatchObject({
      label: 'on display wayland-1',
    });
  });

  it.skipIf(!existsSync('/usr/bin/Xvfb'))(
    'is otherwise a virtual one, which ends when it is no longer needed',
    async () => {
      const display = await ensureDisplay({}, 'stand-in');
      expect(display.env['DISPLAY']).toMatch(/^:\d+$/);
      expect(display.label).toContain(`the virtual display ${display.env['DISPLAY'] ?? ''} `);
      expect(isRunning(display.pid ?? 0)).toBe(true);
      display.stop();
      await until(() => !isRunning(display.pid ?? 0));
    },
  );
});
