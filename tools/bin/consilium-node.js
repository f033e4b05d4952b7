#!/usr/bin/env node
// The service of a hospital node. Runs on any Node from 20 on, and starts itself again under the project's own Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode, setUp } from '../setup.js';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const isRightNode = Number(process.versions.node.split('.')[0]) >= 24;
const main = resolve(root, 'src/hospital/service/main.ts');
if (isRightNode) {
  await import(main);
} else {
  const node = existsSync(projectNode(root)) ? projectNode(root) : setUp(root, ['packages']);
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A service is told to end by a signal to this process.
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => child.kill('SIGINT'));
  child.on('exit', (code) => process.exit(code ?? 1));
}
