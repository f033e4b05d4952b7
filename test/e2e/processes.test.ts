import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PASSPHRASE } from '../../tools/demo/story.ts';
import { askPage, unlockOnPage } from '../support/askPage.ts';
import { copyDemonstration } from '../support/demonstration.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { until } from '../support/nodeWorld.ts';
import { isRunning, processTree, tcpPorts, type RunningProcess } from '../support/processes.ts';

const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
let launched: LaunchedApp;

beforeAll(async () => {
  copyDemonstration(inject('demonstration'), dataFolder);
  launched = await launchApp({ dataFolder });
  // Nodes are started beside the window, which does not wait for them.
  await until(() => utilityProcesses().length === 3);
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

const mainPid = (): number => launched.app.process().pid ?? 0;

/** Core and nodes: named by the stand-in; Electron starts them as services of Node. */
function utilityProcesses(): readonly RunningProcess[] {
  return processTree(mainPid()).filter(({ command }) =>
    /^Consilium (?:core|node)$|node\.mojom\.NodeService/.test(command),
  );
}

async function connection(): Promise<void> {
  await until(async () => (await askPage(launched.page, 'ledger/status', {})).node === 'connected');
}

describe('the processes of the workstation', () => {
  it('are main, the core and each hospital node, each on its own', () => {
    const pids = [mainPid(), ...utilityProcesses().map(({ pid }) => pid)];
    expect(new Set(pids).size).toBe(4);
    expect(pids.every(isRunning)).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('listen on no TCP port but those of the test', async () => {
    const debuggers = await launched.app.evaluate(() => {
      const { url } = process.getBuiltinModule('inspector');
      return [Number(new URL(url() ?? 'ws://none:0').port)];
    });
    expect(utilityProcesses().flatMap(({ pid }) => tcpPorts(pid))).toEqual([]);
    // Chromium's one port is that by which Playwright drives the page.
    const others = processTree(mainPid()).flatMap(({ pid }) => tcpPorts(pid));
    expect(others.filter((port) => !debuggers.includes(port)).length).toBeLessThanOrEqual(1);
  });

  it('bring a node back that was killed', async () => {
    await unlockOnPage(launched.page, { role: 'doctor', at: '海河医院', passphrase: PASSPHRASE });
    const before = utilityProcesses();
    // Nodes are started by the core's wish, so after it.
    const killed = Math.max(...before.map(({ pid }) => pid));
    process.kill(killed, 'SIGKILL');
    await until(() => !isRunning(killed));
    await until(() => utilityProcesses().length === before.length);
    await expect(connection()).resolves.toBeUndefined();
  });

  it.each(['lock-screen', 'suspend'] as const)('lock the account on %s of the machine', async (event) => {
    await unlockOnPage(launched.page, { role: 'doctor', at: '海河医院', passphrase: PASSPHRASE });
    expect(await askPage(launched.page, 'session/current', {})).not.toBeNull();
    await launched.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
    await until(async () => (await askPage(launched.page, 'session/current', {})) === null);
  });

  it('end, every one of them, when main is killed, and start again on the same folder', async () => {
    const all = processTree(mainPid()).map(({ pid }) => pid);
    expect(all.length).toBeGreaterThan(4);
    await launched.kill();
    await until(() => !all.some(isRunning));
    launched = await launchApp({ dataFolder });
    expect(await askPage(launched.page, 'setup/status', {})).toMatchObject({ state: 'ready' });
    await unlockOnPage(launched.page, { role: 'doctor', at: '海河医院', passphrase: PASSPHRASE });
    await connection();
  });

  it('end, every one of them, when the window is closed', async () => {
    const all = processTree(mainPid()).map(({ pid }) => pid);
    await launched.close();
    await until(() => !all.some(isRunning));
    launched = await launchApp({ dataFolder });
    expect(await askPage(launched.page, 'setup/status', {})).toMatchObject({ state: 'ready' });
  });
});
