/** The node as a process of its own: how it starts, where it listens, how it ends. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../src/node/files.ts';
import { LEDGER_FILE } from '../../src/hospital/folder.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { nodeFolder } from '../support/nodeWorld.ts';
import { slipNamed, WRONG_TAG } from './support/visits.ts';
import { beginVisit, ENTRY, foundNode, processClient, startProcess } from './support/nodeProcess.ts';

/** Inodes of the sockets that a process holds. */
function socketsOf(pid: number): ReadonlySet<string> {
  const folder = `/proc/${String(pid)}/fd`;
  const links = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name));
    } catch {
      // It was closed between the listing and the look.
      return '';
    }
  });
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/u.exec(link)?.[1] ?? []));
}

/** Inodes in one of the kernel's tables of sockets. */
function inodesIn(pid: number, table: 'tcp' | 'tcp6' | 'udp' | 'udp6' | 'unix'): readonly string[] {
  const column = table === 'unix' ? 6 : 9;
  const lines = readFileSync(`/proc/${String(pid)}/net/${table}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => line.trim().split(/\s+/u)[column] ?? '');
}

/** What a node's process says when it does not start, and how it ends. */
function failedStart(...parameters: readonly string[]) {
  const { stdout, status } = spawnSync(process.execPath, ['--no-warnings', ENTRY, ...parameters], {
    encoding: 'utf8',
  });
  return { said: stdout === '' ? null : (JSON.parse(stdout) as unknown), status };
}

describe('the process of a node', () => {
  it.runIf(process.platform === 'linux')('listens on a Unix socket and on no port', async () => {
    const node = foundNode();
    const { pid } = await startProcess(node.folder);
    await beginVisit(node);
    const client = await processClient(node.folder, node.world.li);
    expect(client.connected()).toBe(true);
    const own = socketsOf(pid);
    const held = (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((table) =>
      inodesIn(pid, table).filter((inode) => own.has(inode)),
    );
    expect(held).toEqual([]);
    expect(inodesIn(pid, 'unix').some((inode) => own.has(inode))).toBe(true);
  });

  it('remembers every wrong tag that it answered, through kill -9', async () => {
    const node = foundNode();
    const { world, folder } = node;
    const running = await startProcess(folder);
    await beginVisit(node);
    const { item, tag, pepper } = slipNamed('one');
    const registrar = await processClient(folder, world.a.registrar);
    await registrar.depositPeppers([{ item, tag, pepper }]);
    const left = async () => {
      const client = await processClient(folder, world.li);
      const [code, detail] = await detailOf(client.releasePepper(item, world.a.id, WRONG_TAG));
      return detail['left'] ?? code;
    };
    expect([await left(), await left()]).toEqual([9, 8]);
    await running.kill();
    await startProcess(folder);
    expect(await left()).toBe(7);
  });

  it('goes on with its ledger after an orderly end', async () => {
    const node = foundNode();
    const first = await startProcess(node.folder);
    await beginVisit(node);
    first.child.kill('SIGTERM');
    await first.gone;
    expect(first.child.exitCode).toBe(0);
    await startProcess(node.folder);
    const client = await processClient(node.folder, node.world.li);
    expect(await codeOfAsync(client.mine([]))).toBe('taken');
  });

  it('is refused a folder in which another one runs', async () => {
    const { folder } = foundNode();
    const { pid } = await startProcess(folder);
    const { said, status } = failedStart(folder);
    const refusal = { ok: false, code: 'data-folder-in-use', detail: { pid } };
    expect({ said, status }).toEqual({ said: { type: 'start-failed', refusal }, status: 1 });
  });

  it('says by its code why it does not start', () => {
    expect(failedStart(nodeFolder('empty'))).toEqual({
      said: { type: 'start-failed', refusal: { ok: false, code: 'node-missing', detail: {} } },
      status: 1,
    });
    expect(failedStart()).toEqual({ said: null, status: 64 });
    const { folder } = foundNode();
    writeFileAtomic(join(folder, LEDGER_FILE), new Uint8Array(4096).fill(1));
    expect(failedStart(folder)).toMatchObject({ said: { type: 'start-failed' }, status: 1 });
  });
});
