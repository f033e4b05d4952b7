/** How somebody new comes to an institution: invited by an officer, answered once, entered by the officer alone. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { enrolmentText } from '../../src/crypto/enrolment.ts';
import { toInvitationToken, toNetwork } from '../../src/crypto/ids.ts';
import { openNode } from '../../src/hospital/node.ts';
import type { InvitationsClient, NodeClient } from '../../src/hospital/nodeClient.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { clientFor, startNodeA, submitAll, testPorts } from '../support/nodeWorld.ts';
import { staffAdd } from '../support/transactions.ts';
import { bytes16, bytes32, DAY, makePerson, type House, type Person } from '../support/world.ts';

type Started = Awaited<ReturnType<typeof startNodeA>>;

async function officer({ a, world }: Started): Promise<InvitationsClient> {
  const [first] = world.a.officers;
  if (first === undefined) throw new Error('no officer');
  return (await clientFor(a, first)).invitations;
}

/** A workstation on which nobody has logged in yet. */
function newcomer({ a }: Pick<Started, 'a'>): InvitationsClient {
  const client: NodeClient = a.client();
  onTestFinished(() => client.close());
  return client.invitations;
}

function someone(name: string, house: House): Person {
  return makePerson(name, 'doctor', house.id, ['新医生', name]);
}

function enrolmentOf(person: Person, network: Uint8Array): string {
  const { sign, seal } = person.keys(1);
  const { role, id, institution, nameZh, nameEn } = person;
  const keys = { sign: sign.publicKey, seal: seal.publicKey };
  const words = { nameZh, nameEn, licence: '110000000000009', specialty: 'cardiology' };
  const enrolment = { network: toNetwork(network), institution, role, id, ...words, ...keys };
  return enrolmentText(enrolment, sign.secretKey).text;
}

describe('an invitation', () => {
  it('is answered by a workstation without a login, seen by the officer, and over once the person is entered', async () => {
    const at = await startNodeA();
    const { world, clock } = at;
    const inviting = await officer(at);
    const { token, expires } = await inviting.make();
    expect(expires).toBe(clock.now() + 2 * DAY);
    const joining = newcomer(at);
    expect(await joining.state(token)).toBe('open');
    const person = someone('Newcomer', world.a);
    const enrolment = enrolmentOf(person, world.network);
    await joining.offer(token, enrolment);
    expect(await joining.state(token)).toBe('offered');
    expect(await inviting.offers()).toEqual([{ token, enrolment, time: clock.now() }]);
    await submitAll(at.a, world, [staffAdd(person, world.a, clock.now())]);
    expect(await joining.state(token)).toBe('entered');
    expect(await inviting.offers()).toEqual([]);
  });

  it('is good once: the same answer again changes nothing, another is refused', async () => {
    const at = await startNodeA();
    const { network, a } = at.world;
    const { token } = await (await officer(at)).make();
    const joining = newcomer(at);
    const enrolment = enrolmentOf(someone('First', a), network);
    await joining.offer(token, enrolment);
    await joining.offer(token, enrolment);
    const second = newcomer(at).offer(token, enrolmentOf(someone('Second', a), network));
    expect(await codeOfAsync(second)).toBe('invitation-used');
  });

  it('is refused when it is unknown, too old, or was declined', async () => {
    const at = await startNodeA();
    const { network, a } = at.world;
    const inviting = await officer(at);
    const joining = newcomer(at);
    const enrolment = enrolmentOf(someone('Newcomer', a), network);
    const unknown = toInvitationToken(bytes16('token'));
    expect(await codeOfAsync(joining.offer(unknown, enrolment))).toBe('invitation-unknown');
    expect(await codeOfAsync(joining.state(unknown))).toBe('invitation-unknown');
    const declined = (await inviting.make()).token;
    await joining.offer(declined, enrolment);
    await inviting.decline(declined);
    expect(await joining.state(declined)).toBe('declined');
    expect(await inviting.offers()).toEqual([]);
    expect(await codeOfAsync(joining.offer(declined, enrolment))).toBe('invitation-used');
    const old = (await inviting.make()).token;
    at.clock.advance(2 * DAY + 1);
    expect(await joining.state(old)).toBe('expired');
    expect(await codeOfAsync(joining.offer(old, enrolment))).toBe('invitation-expired');
  });

  it('is answered for this institution of this ledger alone, by whoever holds the new key', async () => {
    const at = await startNodeA();
    const { world } = at;
    const { token } = await (await officer(at)).make();
    const joining = newcomer(at);
    const good = enrolmentOf(someone('Newcomer', world.a), world.network);
    const altered = `${good.slice(0, -3)}${good.endsWith('000') ? '111' : '000'}`;
    const codes = [
      enrolmentOf(someone('Elsewhere', world.b), world.network),
      enrolmentOf(someone('Newcomer', world.a), bytes32('another network')),
      altered,
      'CN1:',
    ].map(async (enrolment) => codeOfAsync(joining.offer(token, enrolment)));
    const [elsewhere, foreign, changed, empty] = await Promise.all(codes);
    expect([elsewhere, foreign, empty]).toEqual([
      'enrolment-foreign',
      'enrolment-foreign',
      'enrolment-malformed',
    ]);
    expect(['enrolment-altered', 'enrolment-malformed']).toContain(changed);
    expect(await joining.state(token)).toBe('open');
  });

  it('is made, seen and declined by officers alone', async () => {
    const at = await startNodeA();
    const { token } = await (await officer(at)).make();
    const codes = [];
    for (const person of [at.world.li, at.world.a.registrar]) {
      const { invitations } = await clientFor(at.a, person);
      codes.push(await codeOfAsync(invitations.make()));
      codes.push(await codeOfAsync(invitations.offers()));
      codes.push(await codeOfAsync(invitations.decline(token)));
    }
    expect(new Set(codes)).toEqual(new Set(['not-allowed']));
  });

  it('outlives the node’s process, and stands in the audit log', async () => {
    const at = await startNodeA();
    const { world } = at;
    const { token } = await (await officer(at)).make();
    await newcomer(at).offer(token, enrolmentOf(someone('Newcomer', world.a), world.network));
    await at.a.close();
    const a = await openNode(at.folderA, testPorts(at.clock));
    onTestFinished(() => a.close());
    expect(await newcomer({ a }).state(token)).toBe('offered');
    const [first] = world.a.officers;
    if (first === undefined) throw new Error('no officer');
    const { entries } = await (await clientFor(a, first)).audit(6);
    expect(entries.map(({ method, actor }) => [method, actor?.role ?? null])).toEqual([
      ['invite/make', 'officer'],
      ['invite/offer', null],
    ]);
  });
});
