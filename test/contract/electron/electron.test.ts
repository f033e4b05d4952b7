/**
 * What main/ relies on in Electron, a case for each member, after Electron's own specs. Runs on the real
 * binary where it is, else on the stand-in.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, temporaryFolder } from '../../support/launchApp.ts';
import { openStage, type Stage } from './contract.ts';
import { appCases } from './cases/app.ts';
import { contentsCases } from './cases/contents.ts';
import { ipcCases } from './cases/ipc.ts';
import { sessionCases } from './cases/session.ts';
import { systemCases } from './cases/system.ts';
import { windowCases } from './cases/window.ts';
import { usedMembers } from './usedMembers.ts';

const CASES = [...ipcCases, ...windowCases, ...contentsCases, ...sessionCases, ...systemCases, ...appCases];

const folder = temporaryFolder();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(folder.path);
});

afterAll(async () => {
  await stage.app.close();
  folder.remove();
});

describe('Electron', () => {
  it.each(CASES)('$is', async (item) => {
    await expect(item.run(stage)).resolves.toBeUndefined();
  });
});

describe('the contract', () => {
  const covered = new Set(CASES.flatMap((item) => item.of));
  const used = usedMembers(root);

  it('finds the members that main/ uses, by type', () => {
    expect(used).toEqual(
      expect.arrayContaining(['App.whenReady', 'WebContents.on(will-redirect)', 'WebPreferences.sandbox']),
    );
  });

  it('has a case for each member that main/ uses', () => {
    expect(used.filter((name) => !covered.has(name))).toEqual([]);
  });

  it('has no case for a member that nothing uses', () => {
    expect([...covered].filter((name) => !used.includes(name))).toEqual([]);
  });
});
