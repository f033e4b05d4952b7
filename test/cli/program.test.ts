/** The command line as its users call it: a process, under whatever Node they have. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ledgerFolder } from './support/folders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(root, 'tools', 'bin', 'consilium.js');

/** The Node of this machine, not the project's: often an older one. */
function machineNode(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'));
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  return found ?? process.execPath;
}

function consilium(argv: readonly string[], input = '') {
  const { status, stderr, stdout } = spawnSync(machineNode(), [PROGRAM, ...argv], {
    encoding: 'utf8',
    input,
    env: { ...process.env, LANG: 'C.UTF-8' },
  });
  return { status, stderr, stdout };
}

describe('npx consilium', () => {
  it('runs under the project’s own Node 24, whatever Node it is called by', () => {
    const { status, stdout } = consilium(['--version']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ node: process.versions.node });
    expect(Number(process.versions.node.split('.')[0])).toBe(24);
  });

  it('hands on exit code, output and input', () => {
    const { folder } = ledgerFolder();
    expect(JSON.parse(consilium(['replica', 'verify', '--data', folder]).stdout)).toMatchObject({
      height: 4,
    });
    const unknown = consilium(['nothing']);
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(JSON.parse(unknown.stderr)).toMatchObject({ code: 'usage-command' });
    const fromInput = consilium(['import', '-', '--dry-run'], '{"resourceType":"Bundle"}');
    expect(fromInput.status).toBe(1);
    expect(JSON.parse(fromInput.stderr)).toMatchObject({ code: 'bundle-malformed' });
  });

  it.skipIf(process.platform === 'win32')('ends quietly when its reader has enough', () => {
    const { folder } = ledgerFolder();
    const command = `"${process.execPath}" "${PROGRAM}" ledger show --data "${folder}" | head -c 10`;
    const { stderr, stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect([stderr, stdout.slice(0, 1)]).toEqual(['', '{']);
  });
});
