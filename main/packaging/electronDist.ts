/**
 * The folder of Electron's binary that is packaged. Where it could not be had, a placeholder stands in: the same files
 * by name, with the fuses that Electron 45 has, so that everything about a package but its running can be looked at.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ElectronDist {
  readonly folder: string;
  readonly isPlaceholder: boolean;
}

/** Begins the row of fuses in Electron's binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships them: `1` on, `0` off, in the order of FuseV1Options. */
const SHIPPED_FUSES = '101000001';
/** Some of those that Electron ships. */
const LANGUAGES = ['de', 'en-US', 'fr', 'zh-CN', 'zh-TW'];

/** The dist folder of Electron's package, or a placeholder made in `cache`. */
export function electronDist(root: string, cache: string): ElectronDist {
  const folder = join(root, 'node_modules', 'electron', 'dist');
  if (existsSync(join(folder, 'version'))) return { folder, isPlaceholder: false };
  makePlaceholder(cache, electronVersion(root));
  return { folder: cache, isPlaceholder: true };
}

function makePlaceholder(folder: string, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const language of LANGUAGES) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  const program = `#!/bin/sh\necho 'packaged without the binary of Electron ${version}' >&2\nexit 1\n`;
  const fuses = Buffer.from([1, SHIPPED_FUSES.length, ...Buffer.from(SHIPPED_FUSES)]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(program + SENTINEL), fuses]));
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), '');
}

function electronVersion(root: string): string {
  const text = readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8');
  const version = /"version": "([^"]+)"/.exec(text)?.[1];
  if (version === undefined) throw new Error("Electron's package names no version");
  return version;
}
