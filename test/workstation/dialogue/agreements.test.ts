/** What both sides agree to inside a dialogue, said by somebody who lies: each is refused by name, and nothing changes. */
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../src/consult/contents.ts';
import { toMessageId, toRequestHash } from '../../../src/consult/ids.ts';
import { encodeTranscript, signTranscript, type Transcript } from '../../../src/consult/transcript.ts';
import { toStatementHash, toTxId } from '../../../src/crypto/ids.ts';
import { say } from '../../../src/workstation/core/dialogue/conversation.ts';
import { answerRetention, proposeRetention } from '../../../src/workstation/core/dialogue/retention.ts';
import { accept, propose, type ExchangeAt } from '../../../src/workstation/core/exchange/exchange.ts';
import { answerTranscript, knownTranscript } from '../../../src/workstation/core/transcript/transcript.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import { bytes16, bytes32, DAY } from '../../support/world.ts';
import type { Seat } from './support/seat.ts';
import { expectRefused, refusalsOf, settle, talking, three } from './support/talking.ts';

type World = ReturnType<typeof three> & { readonly request: Uint8Array };

async function together(): Promise<World> {
  const world = three();
  return { ...world, request: await talking(world) };
}

/** Li's program says it, whatever it is. */
function lie({ li, request }: World, content: Content): void {
  li.desk.atomically(() => say(li.ports, request, content));
}

async function refused({ li, wang }: World, codes: readonly string[]): Promise<void> {
  await settle([li, wang], () => refusalsOf(wang).length >= codes.length);
  expectRefused(wang, codes);
}

const id = toMessageId(bytes16('a transcript'));

/** A transcript of Li's for Wang, unless changed. */
function transcriptOf(world: World, change: Partial<Transcript> = {}): Uint8Array {
  const { li, wang, request } = world;
  const partyOf = ({ person }: Seat) => ({ doctor: person.id, institution: person.institution });
  return encodeTranscript({
    network: li.ports.network,
    dialogue: toRequestHash(request),
    doctors: [partyOf(li), partyOf(wang)],
    text: '原文',
    ...change,
  });
}

function asked(world: World, transcript: Uint8Array, signer: Seat = world.li): Content {
  const time = world.clock.now();
  const signature = signTranscript(transcript, signer.person.keys(1).sign.secretKey);
  return { kind: 'transcript', time, id, transcript, oldest: time, version: 1, signature };
}

describe('a transcript that is to be signed', () => {
  it('is shown when it is of this dialogue, between these two, and signed by who asks', async () => {
    const world = await together();
    const { li, wang } = world;
    lie(world, asked(world, transcriptOf(world)));
    await settle([li, wang], () => wang.desk.transcripts.find(id) !== null);
    expect(knownTranscript(wang.ports, Buffer.from(id).toString('hex')).state).toBe('asked');
  });

  it.each<[string, (world: World) => Content]>([
    [
      'of another dialogue',
      (world) => asked(world, transcriptOf(world, { dialogue: toRequestHash(bytes32('x')) })),
    ],
    [
      'in the name of somebody else',
      (world) => {
        const party = { doctor: world.chen.person.id, institution: world.chen.person.institution };
        return asked(world, transcriptOf(world, { doctors: [party, party] }));
      },
    ],
    ['signed by another key', (world) => asked(world, transcriptOf(world), world.chen)],
    ['that is none', (world) => asked(world, new Uint8Array([1]))],
  ])('is refused: one %s', async (_name, make) => {
    const world = await together();
    lie(world, make(world));
    await refused(world, ['transcript-malformed']);
    expect(world.wang.desk.transcripts.find(id)).toBeNull();
  });

  it('takes one answer, signed by who was asked', async () => {
    const world = await together();
    const { li, wang, request } = world;
    lie(world, asked(world, transcriptOf(world)));
    await settle([li, wang], () => wang.desk.transcripts.find(id) !== null);
    const name = Buffer.from(id).toString('hex');
    answerTranscript(wang.ports, { transcript: name, signs: false });
    expect(codeOf(() => answerTranscript(wang.ports, { transcript: name, signs: true }))).toBe(
      'transcript-answered',
    );
    // Wang asks; Li's program answers with a signature that is not of the text, and then for what nobody asked.
    const own = transcriptOf(world);
    const signed = { version: 1, signature: signTranscript(own, wang.person.keys(1).sign.secretKey) };
    const dialogue = wang.desk.dialogues.find(request)?.id ?? 0;
    const time = world.clock.now();
    const mine = { dialogue, mine: true, message: bytes16('own'), oldest: time, visit: bytes32('visit') };
    wang.desk.transcripts.add({ ...mine, transcript: own, signed });
    const forged = signTranscript(bytes32('another text'), li.person.keys(1).sign.secretKey);
    const answer = { kind: 'transcript-answer', time, version: 1, signature: forged } as const;
    lie(world, { ...answer, id: toMessageId(bytes16('own')) });
    lie(world, { ...answer, id: toMessageId(bytes16('nothing')) });
    await refused(world, ['transcript-malformed', 'transcript-unknown']);
    expect(wang.desk.transcripts.at(mine)?.state).toBe('asked');
  });

  it('goes from the desk as early as the oldest of what it says', async () => {
    const world = await together();
    const { li, wang, clock, request } = world;
    lie(world, { ...asked(world, transcriptOf(world)), time: clock.now() });
    await settle([li, wang], () => wang.desk.transcripts.find(id) !== null);
    proposeRetention(li.ports, request, 1);
    const dialogue = wang.desk.dialogues.find(request)?.id ?? 0;
    await settle([li, wang], () => wang.desk.retentions.of(dialogue).peer !== null);
    answerRetention(wang.ports, request, true);
    clock.advance(DAY + 1000);
    wang.hourPasses();
    await settle([li, wang], () => wang.desk.transcripts.find(id) === null);
    expect(wang.desk.transcripts.find(id)).toBeNull();
  });
});

describe('a term of messages', () => {
  it('is nothing that the other side agrees to by itself', async () => {
    const world = await together();
    const { wang, request, clock } = world;
    lie(world, { kind: 'retention', time: clock.now(), id, days: 1, word: 'agree' });
    await refused(world, ['dialogue-retention-unknown']);
    const dialogue = wang.desk.dialogues.find(request)?.id ?? 0;
    expect(wang.desk.retentions.of(dialogue).days).toBe(0);
  });
});

describe('an exchange of records', () => {
  it('is said once under its name', async () => {
    const world = await together();
    const exchange = toTxId(bytes32('exchange'));
    const statements = [toStatementHash(bytes32('record'))];
    const time = world.clock.now();
    const said = { kind: 'exchange', time, exchange, salt: bytes32('salt'), note: '', statements } as const;
    for (const name of ['first', 'second']) lie(world, { ...said, id: toMessageId(bytes16(name)) });
    await refused(world, ['dialogue-message-twice']);
    expect(world.wang.desk.exchanges.find(exchange)?.message).toEqual(bytes16('first'));
  });

  it('is neither proposed nor accepted on a copy of the ledger that may be of yesterday', async () => {
    const { li, request } = await together();
    li.isFresh = false;
    // Nothing of a visit is looked at before.
    const at = { ports: li.ports, work: {} } as ExchangeAt;
    const dialogue = Buffer.from(request).toString('hex');
    const args = { visit: '', records: [], slip: '', pin: '', note: '', days: 1, dialogue };
    const proposed = propose(at, { ...args, purpose: 'treatment', direction: 'give' });
    expect(await codeOfAsync(proposed)).toBe('consult-ledger-stale');
    expect(await codeOfAsync(accept(at, { exchange: dialogue, back: null }))).toBe('consult-ledger-stale');
  });
});
