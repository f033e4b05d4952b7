/**
 * Builds main process, core, node, preload and renderer into out/. What was built before stays in use until all of it
 * is there: a build that fails, or one beside it, breaks nothing that runs.
 */
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out');
const building = join(out, `.building-${process.pid}`);
const started = new Date();

process.env['NODE_ENV'] = 'production';
process.env['CONSILIUM_OUT'] = building;
try {
  const builder = await createBuilder(
    { configFile: join(root, 'main', 'vite.config.ts'), logLevel: 'warn' },
    null,
  );
  mkdirSync(building, { recursive: true });
  await builder.buildApp();
  for (const name of Object.keys(builder.environments)) replace(name === 'client' ? 'renderer' : name);
  const stamp = join(out, '.built');
  writeFileSync(stamp, '');
  // What was changed while this ran is not in it.
  utimesSync(stamp, started, started);
} finally {
  rmSync(building, { recursive: true, force: true });
}

function replace(name: string): void {
  const old = join(building, `${name}.old`);
  mkdirSync(join(out, name), { recursive: true });
  renameSync(join(out, name), old);
  renameSync(join(building, name), join(out, name));
}
