#!/usr/bin/env node
// The command line. Runs on any Node from 20 on, and starts itself again under the project's own Node 24.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode, setUp } from '../setup.js';
import { existsSync } from 'node:fs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const node = existsSync(projectNode(root)) ? projectNode(root) : setUp(root, ['packages']);
const result = spawnSync(node, [resolve(root, 'src/workstation/cli/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
