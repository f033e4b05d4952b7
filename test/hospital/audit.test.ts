/** The audit log: what it takes down, that it cannot be changed unseen, and that nothing of a patient is in it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { toNetwork, toSigningKey } from '../../src/crypto/ids.ts';
import { AUDIT_BEGINNING, auditHeadHolds, brokenAt } from '../../src/hospital/audit/entry.ts';
import type { AuditPortion } from '../../src/hospital/audit/shapes.ts';
import { openNode } from '../../src/hospital/node.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { clientFor, loginOf, logIn, startNodeA, testPorts } from '../support/nodeWorld.ts';
import { inStore } from './support/storedRecords.ts';
import { slipNamed, WRONG_TAG } from './support/visits.ts';

type Started = Awaited<ReturnType<typeof startNodeA>>;
const MINUTE = 60_000;

async function officer({ a, world }: Started): Promise<NodeClient> {
  const [first] = world.a.officers;
  if (first === undefined) throw new Error('no officer');
  return clientFor(a, first);
}

/** Method, kind, code, count and role of each entry, from a number on. */
function said({ entries }: AuditPortion): readonly string[] {
  return entries.map(({ method, kind, code, count, actor }) =>
    [method, kind, code, String(count), actor?.role ?? 'nobody'].filter((word) => word !== '').join(' '),
  );
}

function holds({ world }: Started, { head }: AuditPortion): boolean {
  const [network, key] = [toNetwork(world.network), toSigningKey(world.a.nodeKey.publicKey)];
  return auditHeadHolds(head, network, key);
}

/** Someone who has not logged in, again and again with another's signature. */
async function tryLogin({ a, world }: Started, times: number): Promise<void> {
  for (let tried = 0; tried < times; tried += 1) {
    const client = a.client();
    const forged = { ...loginOf(world.li), sign: loginOf(world.chen).sign };
    expect(await codeOfAsync(client.login(forged))).toBe('login-signature');
    client.close();
  }
}

describe('the audit log', () => {
  it('takes down what officers hand in and what registrars have signed and deposited', async () => {
    const at = await startNodeA();
    const registrar = await clientFor(at.a, at.world.a.registrar);
    await registrar.depositPeppers([slipNamed('one')]);
    await registrar.certify([at.world.patient.card(1).certificateBytes]);
    const log = await (await officer(at)).audit(1);
    expect(said(log)).toEqual([
      ...Array.from({ length: 5 }, () => 'submit registry/staff-add ok 1 officer'),
      'pepper/deposit ok 1 registrar',
      'card/certify ok 1 registrar',
    ]);
  });

  it('takes down refusals with who asked: a login by its claim, a stranger as nobody', async () => {
    const at = await startNodeA();
    await tryLogin(at, 1);
    const doctor = await clientFor(at.a, at.world.li);
    expect(await codeOfAsync(doctor.certify([]))).toBe('not-allowed');
    await (await clientFor(at.a, at.world.a.registrar)).depositPeppers([slipNamed('one')]);
    const stranger = at.a.client();
    onTestFinished(() => stranger.close());
    const guess = stranger.releasePepper(slipNamed('one').item, at.world.a.id, WRONG_TAG);
    expect(await codeOfAsync(guess)).toBe('pin-wrong');
    const log = await (await officer(at)).audit(6);
    expect(said(log)).toEqual([
      'login login-signature 1 doctor',
      'card/certify not-allowed 1 doctor',
      'pepper/deposit ok 1 registrar',
      'pepper/release pin-wrong 1 nobody',
    ]);
    expect(log.entries[0]?.actor?.entity).toEqual(at.world.li.id);
  });

  it('counts the same refusal within a minute instead of growing with a flood', async () => {
    const at = await startNodeA();
    await tryLogin(at, 40);
    const reading = await officer(at);
    expect(said(await reading.audit(6))).toEqual([
      'login login-signature 1 doctor',
      'login login-signature 39 doctor',
    ]);
    at.clock.advance(MINUTE);
    await tryLogin(at, 1);
    expect(said(await reading.audit(8))).toEqual(['login login-signature 1 doctor']);
  });

  it('is a chain of hashes that the node’s key signs at its end, over a restart as well', async () => {
    const at = await startNodeA();
    await tryLogin(at, 2);
    await at.a.close();
    const again = { ...at, a: await openNode(at.folderA, testPorts(at.clock)) };
    onTestFinished(() => again.a.close());
    await tryLogin(again, 1);
    const log = await (await officer(again)).audit(1);
    expect(log.entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(brokenAt(AUDIT_BEGINNING, log.entries)).toBeNull();
    expect(log.head).toMatchObject({ number: 8, hash: log.entries.at(-1)?.hash });
    expect(holds(again, log)).toBe(true);
    expect(holds(again, { ...log, head: { ...log.head, number: 7 } })).toBe(false);
  });

  it('shows an entry that was changed, left out or put in, at its number', async () => {
    const at = await startNodeA();
    const { entries } = await (await officer(at)).audit(1);
    const change = (index: number) =>
      entries.map((entry, place) => (place === index ? { ...entry, code: 'ok!' } : entry));
    expect(brokenAt(AUDIT_BEGINNING, change(2))).toBe(3);
    expect(brokenAt(AUDIT_BEGINNING, entries.toSpliced(2, 1))).toBe(4);
    expect(brokenAt(AUDIT_BEGINNING, entries.slice(1))).toBe(2);
    expect(brokenAt(entries[0]?.hash ?? AUDIT_BEGINNING, entries.slice(1))).toBeNull();
  });

  it('cannot be rewritten in the node’s own file by a statement', async () => {
    const { folderA } = await startNodeA();
    const attempt = (sql: string) => () => inStore(folderA, (database) => database.execute(sql));
    expect(attempt("UPDATE audit SET code = 'ok'")).toThrow('append-only');
    expect(attempt('DELETE FROM audit')).toThrow('append-only');
  });

  it('is for officers of the institution alone', async () => {
    const at = await startNodeA();
    const codes = [];
    for (const person of [at.world.li, at.world.a.registrar, at.world.wang]) {
      const client = at.a.client();
      onTestFinished(() => client.close());
      await logIn(client, person);
      codes.push(await codeOfAsync(client.audit(1)));
    }
    expect(codes).toEqual(['not-allowed', 'not-allowed', 'login-institution']);
  });
});
