import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateConsent,
  isRecorded,
  NOT_RECORDED,
  type ConsentEvent,
  type ConsentState,
  type Speaker,
} from '../../../src/consult/recording/consent.ts';
import {
  RECORDING_SCOPES,
  RECORDING_WORDS,
  type RecordingScope,
  type RecordingWord,
} from '../../../src/consult/call/words.ts';
import { toRecordingId } from '../../../src/consult/ids.ts';

function idOf(number: number) {
  return toRecordingId(new Uint8Array(16).fill(number));
}

function said(
  by: Speaker,
  says: RecordingWord,
  {
    is = 1,
    scope = 'video',
    isPatientAsked = true,
  }: { is?: number; scope?: RecordingScope; isPatientAsked?: boolean } = {},
): ConsentEvent {
  const signed = new Uint8Array([is, RECORDING_WORDS.indexOf(says), by === 'me' ? 0 : 1]);
  return { is: 'said', by, said: { recording: idOf(is), scope, says, signed }, isPatientAsked };
}

const end: ConsentEvent = { is: 'call-ended' };

/** What happens one after the other, as one side sees it. */
function played(...events: readonly ConsentEvent[]) {
  let state: ConsentState = NOT_RECORDED;
  const acts: string[] = [];
  const refusals: string[] = [];
  for (const event of events) {
    const step = evaluateConsent(state, event);
    state = step.state;
    acts.push(...step.acts.map(({ act }) => act));
    if (step.refusal !== null) refusals.push(step.refusal);
  }
  return { state, acts, refusals };
}

/** The same from the other side. */
function mirrored(event: ConsentEvent): ConsentEvent {
  return event.is === 'said' ? { ...event, by: event.by === 'me' ? 'peer' : 'me' } : event;
}

describe('consent to a recording', () => {
  it('R1, R2: starts the recorder of who proposed when the other agreed, and no other', () => {
    const words = [said('me', 'propose'), said('peer', 'agree')];
    const mine = played(...words);
    expect(mine).toMatchObject({ acts: ['start'], state: { phase: 'on', holder: 'me' }, refusals: [] });
    const theirs = played(...words.map(mirrored));
    expect(theirs).toMatchObject({ acts: [], state: { phase: 'on', holder: 'peer' } });
    // R5
    expect([mine, theirs].map(({ state }) => isRecorded(state))).toEqual([true, true]);
  });

  it.each([
    ['one word alone', [said('me', 'propose')], []],
    ['agreeing to oneself', [said('me', 'propose'), said('me', 'agree')], ['recording-own-word']],
    ['agreement to nothing', [said('peer', 'agree')], ['recording-unknown']],
    [
      'agreement to another',
      [said('me', 'propose'), said('peer', 'agree', { is: 2 })],
      ['recording-unknown'],
    ],
    [
      'agreement to another scope',
      [said('me', 'propose'), said('peer', 'agree', { scope: 'audio' })],
      ['recording-other-scope'],
    ],
    [
      'a refusal',
      [said('me', 'propose'), said('peer', 'decline'), said('peer', 'agree')],
      ['recording-unknown'],
    ],
    [
      'a proposal that was taken back',
      [said('me', 'propose'), said('me', 'stop'), said('peer', 'agree')],
      ['recording-unknown'],
    ],
    ['a call that is over', [said('me', 'propose'), end, said('peer', 'agree')], ['recording-unknown']],
    [
      'R4: a patient who was not asked',
      [said('me', 'propose', { isPatientAsked: false }), said('peer', 'agree')],
      ['recording-patient-not-asked', 'recording-unknown'],
    ],
  ] as const)('R1: does not come of %s', (_, events, refusals) => {
    const { acts, state, refusals: found } = played(...events);
    expect([acts, isRecorded(state), found]).toEqual([[], false, refusals]);
  });

  it.each([
    ['a stop of mine', said('me', 'stop'), 'stopped'],
    ['a stop of theirs', said('peer', 'stop'), 'stopped'],
    ['the end of the call', end, 'call-ended'],
  ] as const)('R3: ends for good by %s', (_, last, why) => {
    const words = [said('me', 'propose'), said('peer', 'agree'), last];
    expect(played(...words)).toMatchObject({ acts: ['start', 'finish'], state: { phase: 'over', why } });
    const again = played(...words, said('me', 'propose'), said('peer', 'agree'));
    expect([again.acts, isRecorded(again.state)]).toEqual([['start', 'finish'], false]);
    const another = played(...words, said('peer', 'propose', { is: 2 }), said('me', 'agree', { is: 2 }));
    expect(another.state).toMatchObject({ phase: 'on', holder: 'peer' });
  });

  it('R3: is not ended by a word about another recording', () => {
    const { acts, state } = played(
      said('me', 'propose'),
      said('peer', 'agree'),
      said('peer', 'stop', { is: 2 }),
    );
    expect([acts, isRecorded(state)]).toEqual([['start'], true]);
  });

  it('R6: is of the lower name where both proposed at once', () => {
    const [mine, theirs] = [said('me', 'propose', { is: 2 }), said('peer', 'propose', { is: 1 })];
    const here = played(mine, theirs).state;
    // The other side hears them the other way round.
    const there = played(mirrored(theirs), mirrored(mine)).state;
    expect([here, there]).toMatchObject([
      { phase: 'proposed', by: 'peer' },
      { phase: 'proposed', by: 'me' },
    ]);
  });

  it('records in no order of words without one signed word of each about the same thing', () => {
    const word = fc.record({
      by: fc.constantFrom<Speaker>('me', 'peer'),
      says: fc.constantFrom(...RECORDING_WORDS),
      is: fc.integer({ min: 1, max: 3 }),
      scope: fc.constantFrom(...RECORDING_SCOPES),
      isPatientAsked: fc.boolean(),
    });
    const event = fc.oneof(
      { weight: 12, arbitrary: word.map(({ by, says, ...of }) => said(by, says, of)) },
      { weight: 1, arbitrary: fc.constant(end) },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        let state: ConsentState = NOT_RECORDED;
        let running = 0;
        for (const one of events) {
          const step = evaluateConsent(state, one);
          for (const { act } of step.acts) running += act === 'start' ? 1 : -1;
          state = step.state;
          // The recorder runs exactly while it is on and this side's.
          expect(running).toBe(state.phase === 'on' && state.holder === 'me' ? 1 : 0);
          if (state.phase !== 'on') continue;
          const { agreement, holder, proposal } = state;
          expect([proposal.says, agreement.says]).toEqual(['propose', 'agree']);
          expect([agreement.recording, agreement.scope]).toEqual([proposal.recording, proposal.scope]);
          expect(proposal.signed[2]).toBe(holder === 'me' ? 0 : 1);
          expect(agreement.signed[2]).toBe(holder === 'me' ? 1 : 0);
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});
