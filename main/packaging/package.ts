/**
 * `npm run package`: the unpacked program for this platform, in dist/ or the folder of `--output=DIR`, made without
 * any network.
 */
import { build, Platform } from 'electron-builder';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronDist } from './electronDist.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = electronDist(root, join(root, 'node_modules', '.cache', 'consilium', 'electron-placeholder'));
const output = process.argv.find((text) => text.startsWith('--output='))?.slice('--output='.length);
await build({
  projectDir: root,
  targets: Platform.current().createTarget('dir'),
  publish: 'never',
  config: { electronDist: dist.folder, directories: { output: resolve(root, output ?? 'dist') } },
});
if (dist.isPlaceholder) {
  console.log(
    "Electron's binary is not on this machine: what was packaged is whole but for it, and does not run.",
  );
}
