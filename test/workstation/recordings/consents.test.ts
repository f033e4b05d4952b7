/** Two doctors in a call of their dialogue: what is recorded follows from what both signed, and from nothing else. */
import { describe, expect, it } from 'vitest';
import { makeWord, NO_WORDS, readWord, type CallChain } from '../../../src/consult/call/words.ts';
import { toCallId, toRecordingId, toRequestHash } from '../../../src/consult/ids.ts';
import { consentFault } from '../../../src/consult/recording/bothConsents.ts';
import { ConsiliumError } from '../../../src/errors.ts';
import { CallRecordings } from '../../../src/workstation/core/recordings/consents.ts';
import { heldRecording } from '../../../src/workstation/core/recordings/held.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import type { Seat } from '../dialogue/support/seat.ts';
import { talking, three } from '../dialogue/support/talking.ts';
import { chunk } from './recorded.ts';

const call = toCallId(new Uint8Array(16).fill(5));
const recording = toRecordingId(new Uint8Array(16).fill(9));
const proposal = { recording, scope: 'video', patient: null } as const;

/** Their words reach the other side as the call would bring them. */
async function inCall() {
  const world = three();
  const request = toRequestHash(await talking(world));
  const ends = new Map<Seat, CallRecordings>();
  const state = { isLive: true, forge: (signed: Uint8Array): Uint8Array => signed };
  const endOf = (me: Seat, peer: Seat): CallRecordings => {
    let chain: CallChain = NO_WORDS;
    return new CallRecordings(me.ports, {
      say: (dialogue, said) => {
        if (!state.isLive) throw new ConsiliumError('call-not-live');
        const { id: from } = me.person;
        const names = { network: me.ports.network, dialogue: request, call, from, to: peer.person.id };
        const by = { chain, time: me.ports.clock.now(), secretKey: me.ports.session.keys.sign.secretKey };
        const made = makeWord(names, said, by);
        ({ chain } = made);
        const word = readWord(made.signed);
        if (word.said.word === 'record-consent')
          ends.get(peer)?.heard({ dialogue, call }, word.said, state.forge(made.signed));
        return { call, signed: made.signed };
      },
      isOver: () => !state.isLive,
    });
  };
  const { li, wang } = world;
  const [ofLi, ofWang] = [endOf(li, wang), endOf(wang, li)];
  ends.set(li, ofLi).set(wang, ofWang);
  return { ...world, request, ofLi, ofWang, state };
}

describe('a recording of a call', () => {
  it('begins when both have signed, with both words, and takes what the recorders of who proposed give', async () => {
    const { li, wang, ofLi, ofWang, request } = await inCall();
    ofLi.propose(request, proposal);
    expect([ofLi.stateOf(request), ofWang.stateOf(request)]).toMatchObject([
      { phase: 'proposed', by: 'me' },
      { phase: 'proposed', by: 'peer' },
    ]);
    expect(await codeOfAsync(ofLi.take(recording, chunk('own', 0, 0)))).toBe('recording-not-running');
    ofWang.answer(request, true);
    expect([ofLi.stateOf(request), ofWang.stateOf(request)]).toMatchObject([
      { phase: 'on', holder: 'me' },
      { phase: 'on', holder: 'peer' },
    ]);
    await ofLi.take(recording, chunk('own', 0, 0));
    expect(await codeOfAsync(ofWang.take(recording, chunk('own', 0, 0)))).toBe('recording-not-running');
    ofWang.stop(request);
    // What the recorders still held when the word came.
    await ofLi.take(recording, chunk('own', 0, 1, true));
    await ofLi.finish(recording);
    expect(await codeOfAsync(ofLi.take(recording, chunk('own', 1, 0)))).toBe('recording-not-running');
    const { manifest, row } = heldRecording(li.ports, recording);
    expect(row.state).toBe('whole');
    const keys = [li, wang].map(({ ports }) => ports.session.keys.sign.publicKey);
    const [mine = new Uint8Array(0), theirs = new Uint8Array(0)] = keys;
    expect(consentFault(manifest, { doctors: [mine, theirs], patient: null })).toBeNull();
    expect(ofWang.stateOf(request)).toMatchObject({ phase: 'over', why: 'stopped' });
  });

  it('is not begun where the other side declined, or was not asked', async () => {
    const { li, ofLi, ofWang, request } = await inCall();
    expect(codeOf(() => ofWang.answer(request, true))).toBe('recording-unknown');
    ofLi.propose(request, proposal);
    expect(codeOf(() => ofLi.answer(request, true))).toBe('recording-own-word');
    expect(codeOf(() => ofLi.propose(request, proposal))).toBe('recording-under-way');
    ofWang.answer(request, false);
    expect(ofLi.stateOf(request)).toMatchObject({ phase: 'over', why: 'declined' });
    expect(li.desk.recordings.list()).toEqual([]);
  });

  it('is not begun on a word that nobody could verify afterwards', async () => {
    const { li, ofLi, ofWang, request, state } = await inCall();
    ofLi.propose(request, proposal);
    // As if the call had passed on what the other doctor did not sign.
    state.forge = (signed) => {
      const forged = signed.slice();
      forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
      return forged;
    };
    ofWang.answer(request, true);
    expect(ofLi.stateOf(request)).toMatchObject({ phase: 'over', code: 'recording-consent-signature' });
    expect(li.desk.recordings.list()).toEqual([]);
  });

  it('ends with the call, and when the page gives no more', async () => {
    const { li, ofLi, ofWang, request, state } = await inCall();
    ofLi.propose(request, proposal);
    ofWang.answer(request, true);
    await ofLi.take(recording, chunk('mixed', 0, 0));
    state.isLive = false;
    for (const end of [ofLi, ofWang]) end.endFallen();
    expect(ofLi.stateOf(request)).toMatchObject({ phase: 'over', why: 'call-ended' });
    li.minutePasses();
    await ofLi.finish(recording);
    expect(heldRecording(li.ports, recording).row.state).toBe('whole');
  });

  it('is ended on both sides, and by its name, when it finds no room', async () => {
    const { li, ofLi, ofWang, request } = await inCall();
    ofLi.propose(request, proposal);
    ofWang.answer(request, true);
    await ofLi.take(recording, chunk('own', 0, 0));
    const { files } = li.ports.session;
    files.grow = async () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' }));
    expect(await codeOfAsync(ofLi.take(recording, chunk('other', 0, 0)))).toBe('storage-full');
    expect(ofLi.stateOf(request)).toMatchObject({ phase: 'over', code: 'storage-full' });
    expect(ofWang.stateOf(request)).toMatchObject({ phase: 'over', why: 'stopped' });
    expect(heldRecording(li.ports, recording).manifest.sides.map(({ side }) => side)).toEqual(['own']);
  });

  it('needs a call', async () => {
    const { ofLi, request, state } = await inCall();
    state.isLive = false;
    expect(codeOf(() => ofLi.propose(request, proposal))).toBe('call-not-live');
    expect(ofLi.stateOf(request)).toEqual({ phase: 'off' });
  });
});
