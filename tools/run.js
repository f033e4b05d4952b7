// Entry of every npm script: plain JavaScript that runs on Node 20 with nothing installed. It sets up what the
// task needs, then runs the task under the project's own Node 24.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.js';

/** @typedef {{ readonly file: string, readonly needs: readonly import('./setup.js').Need[] }} Task */

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** @type {Readonly<Record<string, Task>>} */
const TASKS = {
  start: { file: 'tools/start.ts', needs: ['packages', 'runtime', 'build'] },
  test: { file: 'tools/test.ts', needs: ['packages', 'runtime', 'relay', 'archive', 'recogniser', 'build'] },
  demo: { file: 'tools/demo/main.ts', needs: ['packages', 'runtime', 'build'] },
  library: { file: 'tools/library/main.ts', needs: ['packages'] },
  bench: { file: 'test/bench/main.ts', needs: ['packages', 'runtime', 'build'] },
  soak: { file: 'tools/soak.ts', needs: ['packages', 'runtime', 'build'] },
  package: { file: 'main/packaging/package.ts', needs: ['packages', 'build'] },
  scheme: { file: 'tools/scheme.ts', needs: ['packages'] },
  h235: { file: 'tools/h235.ts', needs: ['packages'] },
  'node-docs': { file: 'tools/nodeDocs.ts', needs: ['packages'] },
  'deid-score': { file: 'test/deid/gold/main.ts', needs: ['packages', 'recogniser'] },
  build: { file: 'tools/build.ts', needs: ['packages'] },
};

const [name = '', ...rest] = process.argv.slice(2);
const task = TASKS[name];
if (task === undefined) {
  console.error(`Unknown task "${name}". Known: ${Object.keys(TASKS).join(', ')}`);
  process.exit(2);
}
const node = setUp(root, task.needs);
const child = spawn(node, [resolve(root, task.file), ...rest], { stdio: 'inherit', cwd: root });
// A terminal tells the whole group; whoever tells this process alone means the task.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => void child.kill(signal));
}
child.once('close', (code) => process.exit(code ?? 1));
