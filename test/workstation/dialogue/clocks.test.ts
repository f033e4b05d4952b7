/** Clocks that are ten minutes off: seen before anything is signed, and resolved on both sides where it happens all the same. */
import { describe, expect, it } from 'vitest';
import { toRequestHash } from '../../../src/consult/ids.ts';
import { encodeParcel } from '../../../src/consult/parcel.ts';
import { sealRefusal } from '../../../src/consult/refusal.ts';
import { toSealingKey } from '../../../src/crypto/ids.ts';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { accept, ask, decline, withdraw } from '../../../src/workstation/core/dialogue/requests.ts';
import { seededRandom } from '../../consult/people.ts';
import type { Person } from '../../support/world.ts';
import {
  about,
  asked,
  expectRefused,
  refusalsOf,
  settle,
  talking,
  textsOf,
  three,
} from './support/talking.ts';

type World = ReturnType<typeof three>;
const random = seededRandom('clocks');
const MINUTE = 60_000;

/** What is honest goes on: a message of Li's comes to Wang. */
async function goesOn(world: World, request: Uint8Array): Promise<void> {
  const { li, wang } = world;
  send(li.ports, request, { text: '还在', reply: null });
  await settle([li, wang], () => textsOf(wang, request).at(-1) === '<还在');
}

const partyOf = ({ id, institution }: Person) => ({ doctor: id, institution });

describe('clocks that are ten minutes off', () => {
  it('by the ledger: nobody asks, accepts or declines, and reads by how much it is off', async () => {
    const world = three();
    const { li, wang } = world;
    const request = await asked(world);
    for (const minutes of [10, -10]) {
      wang.clockOffset = minutes * MINUTE;
      const refusal = { code: 'consult-clock-off', detail: { minutes: 10 } };
      await expect(accept(wang.ports, request)).rejects.toMatchObject(refusal);
      await expect(decline(wang.ports, request)).rejects.toMatchObject(refusal);
      await expect(ask(wang.ports, { to: li.person.id, ...about })).rejects.toMatchObject(refusal);
    }
    expect(wang.desk.requests.find(request)?.state).toBe('waiting');
    // Within what two machines of one ledger bear of each other.
    wang.clockOffset = 2 * MINUTE;
    await accept(wang.ports, request);
  });

  /** Wang accepts by a clock that is ahead; nothing compared it with the ledger's. */
  async function acceptedAhead(world: World): Promise<Uint8Array> {
    const { clock, li, wang } = world;
    const request = await asked(world);
    clock.advance(10 * MINUTE);
    await accept(wang.ports, request);
    clock.advance(-10 * MINUTE);
    await settle([li, wang], () => wang.desk.dialogues.find(request)?.end !== null);
    return request;
  }

  it('ahead at whoever answers: both sides show that the acceptance was refused, and why; one may ask anew', async () => {
    const world = three();
    const { li, wang } = world;
    const request = await acceptedAhead(world);
    expect(refusalsOf(li)).toContain('consult-from-future');
    expect(li.desk.requests.find(request)?.state).toBe('withdrawn');
    expect(wang.desk.dialogues.find(request)?.end?.code).toBe('consult-from-future');
    expect(wang.desk.requests.find(request)?.state).toBe('withdrawn');
    await goesOn(world, await talking(world));
  });

  it('the word of the refusal is the asker’s alone, ends no dialogue that has begun, and comes once', async () => {
    const world = three();
    const { chen, li, post, wang } = world;
    const late = await acceptedAhead(world);
    const refusals = (): number =>
      post.lines.filter(({ sealed, from }) => sealed[0] === 4 && from === li.person.id).length;
    expect(refusals()).toBe(1);
    const request = await talking(world);
    const by = { secretKey: chen.person.keys(1).sign.secretKey, random };
    const seal = (from: Person, hash: Uint8Array): Uint8Array =>
      encodeParcel({
        kind: 'refusal',
        sealed: sealRefusal(
          {
            network: li.ports.network,
            request: toRequestHash(hash),
            from: partyOf(from),
            to: partyOf(wang.person),
            code: 'consult-from-future',
            time: world.clock.now(),
          },
          { ...by, recipient: toSealingKey(wang.person.keys(1).seal.publicKey) },
        ),
      });
    post.forge(li.person.id, wang.person.id, seal(li.person, request));
    post.forge(li.person.id, wang.person.id, seal(chen.person, request));
    post.forge(li.person.id, wang.person.id, seal(li.person, new Uint8Array(32)));
    await settle([wang], () => refusalsOf(wang).length === 3);
    expectRefused(wang, ['consult-signature-invalid', 'consult-other-doctor', 'consult-request-unknown']);
    const acceptances = post.lines.filter(({ from, sealed }) => from === wang.person.id && sealed[0] === 2);
    for (const { sealed } of acceptances) post.forge(wang.person.id, li.person.id, sealed);
    await settle([li], () => refusalsOf(li).includes('consult-answered'));
    await goesOn(world, request);
    // Beside the three that were forged.
    expect(refusals()).toBe(1 + 3);
    expect(wang.desk.dialogues.find(late)?.end?.code).toBe('consult-from-future');
  });

  it('a request that was withdrawn before it was accepted is over on both sides', async () => {
    const world = three();
    const { li, wang } = world;
    const request = await asked(world);
    withdraw(li.ports, request);
    await accept(wang.ports, request);
    await settle([li, wang], () => wang.desk.dialogues.find(request)?.end !== null);
    expect(wang.desk.dialogues.find(request)?.end?.code).toBe('consult-withdrawn');
  });

  it('behind at whoever asks: the request is taken, and does not ring', async () => {
    const world = three();
    const { clock, li, wang } = world;
    clock.advance(-10 * MINUTE);
    const request = await ask(li.ports, { to: wang.person.id, ...about });
    clock.advance(10 * MINUTE);
    await settle([li, wang], () => wang.desk.requests.find(request) !== null);
    expect([wang.rings, refusalsOf(wang)]).toEqual([0, []]);
  });

  it.each([10, -10])('by %d minutes in a dialogue: each message is read', async (minutes) => {
    const world = three();
    const request = await talking(world);
    world.clock.advance(minutes * MINUTE);
    send(world.li.ports, request, { text: '时钟', reply: null });
    world.clock.advance(-minutes * MINUTE);
    await settle([world.li, world.wang], () => textsOf(world.wang, request).at(-1) === '<时钟');
    await goesOn(world, request);
    expect(refusalsOf(world.wang)).toEqual([]);
  });
});
