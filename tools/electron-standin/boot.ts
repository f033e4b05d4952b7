/** Entry of the stand-in: makes `electron` importable, loads what -r names, then the program, then Chromium. */
import { createRequire, registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseCommandLine, readProgram } from './commandLine.ts';

const ELECTRON = new URL('electron.ts', import.meta.url).href;
const NAMES = new Set(['electron', 'electron/main', 'electron/common']);

registerHooks({
  resolve: (specifier, context, next) =>
    NAMES.has(specifier)
      ? { url: ELECTRON, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

const { program, preloadModules } = parseCommandLine(process.argv.slice(2));
const { entry } = readProgram(program);
const version = (
  JSON.parse(readFileSync(new URL('../../node_modules/electron/package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  }
).version;
const versions = { ...process.versions, electron: `${version}+stand-in`, chrome: '' };
Object.defineProperty(process, 'versions', { value: versions });
Object.defineProperty(process, 'type', { value: 'browser' });

const { app } = await import('./electron.ts');
// What is left is what Electron leaves: itself, its own switches, the program and the program's arguments.
process.argv.splice(1, 1);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
const require = createRequire(import.meta.url);
for (const module of preloadModules) require(module);
try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  console.error('App threw an error during load', error);
  app.exit(1);
}
await app.start();
