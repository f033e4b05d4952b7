import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runHospitalNode, type HospitalHost } from '../../../src/hospital/host.ts';
import { ChildProcessHost, openCore } from '../../support/coreHost.ts';
import { DAY } from '../../support/world.ts';
import { until } from '../../support/nodeWorld.ts';
import { PASSPHRASE, ShiftedClock } from './support.ts';

/** Its nodes run in this process, under the test's clock. */
class NodesHere extends ChildProcessHost {
  readonly #nodes = new Map<string, Promise<HospitalHost>>();

  override async startNode(folder: string): Promise<string> {
    const node = this.#nodes.get(folder) ?? runHospitalNode({ folder, ports: this });
    this.#nodes.set(folder, node);
    return (await node).address;
  }

  override async stopNode(folder: string): Promise<void> {
    await (await this.#nodes.get(folder))?.stop();
    this.#nodes.delete(folder);
  }

  override async confirmDate(folder: string): Promise<void> {
    (await this.#nodes.get(folder))?.node.confirmClock();
  }
}

describe('a clock that jumped', () => {
  it('stops the making of blocks until a person confirms the date; what was signed waits, and goes then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'consilium-clock-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const clock = new ShiftedClock();
    const { ask, codeOf } = await openCore(new NodesHere(folder, { clock }));
    await ask('setup/demonstration', { passphrase: PASSPHRASE });
    expect(await codeOf('ledger/confirm-date', {})).toBe('session-locked');
    const registrar = (await ask('account/list', {})).find(({ role }) => role === 'registrar');
    await ask('account/unlock', { id: registrar?.id ?? '', passphrase: PASSPHRASE });

    clock.shift = 2 * DAY;
    expect(await codeOf('registrar/register-visit', { department: '内科' })).toBe('clock-off');
    expect(await ask('outbox/list', {})).toMatchObject([{ state: 'signed-queued', code: 'clock-off' }]);
    const before = await ask('ledger/status', {});
    await ask('ledger/confirm-date', {});
    await until(async () => (await ask('outbox/list', {}))[0]?.state === 'committed');
    expect(await ask('registrar/registrations', {})).toHaveLength(1);
    const after = await ask('ledger/status', {});
    expect(after.height).toBeGreaterThan(before.height);
    expect(Math.abs((after.blockTime ?? 0) - clock.now())).toBeLessThan(DAY);
  });
});
