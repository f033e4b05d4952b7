/** What the desk keeps of a call, and the words that go out of it; see src/consult/call. */
import { transcriptOf } from '../../../consult/call/transcript.ts';
import { makeWord, type CallWord, type SaidWord } from '../../../consult/call/words.ts';
import type { CallId, RequestHash } from '../../../consult/ids.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import { millis } from '../../../ports.ts';
import type { DeskCall, KeptWord } from '../../../replica/desk/calls.ts';
import { say } from '../dialogue/conversation.ts';
import { selfOf, type DialoguePorts } from '../dialogue/ports.ts';

/** Of whatever is of no use later. */
const WORD_MS = 120_000;
/** A colleague who is away for weeks sees that there was a call. */
const LASTING_MS = 30 * 24 * 60 * 60_000;
const KEPT: ReadonlySet<string> = new Set<KeptWord>([
  'ring',
  'answer',
  'confirm',
  'record-consent',
  'rekey',
  'end',
]);

/** A dialogue, as far as words of a call are about it. */
export interface Place {
  readonly dialogue: RequestHash;
  /** Its row in the desk. */
  readonly row: number;
  readonly peer: StaffId;
}

/** Says the next word of a call, durably. Answers H of its content. Errors: those of say. */
export function sayWord(
  ports: DialoguePorts,
  { dialogue, peer, row }: Place,
  call: CallId,
  said: CallWord,
): Uint8Array {
  const { clock, network, session } = ports;
  const { calls } = session.desk;
  const time = clock.now();
  return session.desk.atomically(() => {
    if (said.word === 'ring' && calls.find(call) === null)
      calls.add({ call, dialogue: row, mine: true, media: said.media, began: time });
    const record = calls.find(call);
    if (record === null) throw new TypeError('a word of a call without a ring');
    const made = makeWord({ network, dialogue, call, from: selfOf(ports).doctor, to: peer }, said, {
      chain: record.own,
      time,
      secretKey: session.keys.sign.secretKey,
    });
    const isLasting = said.word === 'ring' || said.word === 'end';
    const expires = millis(time + (isLasting ? LASTING_MS : WORD_MS));
    say(ports, dialogue, { kind: 'call', time, signed: made.signed }, { expires });
    calls.setChain(record.id, 'own', made.chain);
    keep(ports, record, { mine: true, sequence: record.own.next, said, signed: made.signed });
    return made.hash;
  });
}

/** Says the end of a call, with the hash of all that was said, once. */
export function sayEnd(
  ports: DialoguePorts,
  place: Place,
  call: CallId,
  { durationMs, reason }: Pick<CallWord & { readonly word: 'end' }, 'durationMs' | 'reason'>,
): void {
  const record = ports.session.desk.calls.find(call);
  if (record === null || endsOf(ports, record).mine) return;
  const transcript = transcriptOf(call, headsOf(record, record.own.last));
  sayWord(ports, place, call, { word: 'end', reason, durationMs, transcript });
}

/** Keeps a word of the other side: where its chain has come to, and itself where it shows who agreed to what. */
export function hearWord(
  ports: DialoguePorts,
  { row }: Place,
  word: SaidWord & { readonly signed: Uint8Array },
): DeskCall {
  const { clock, session } = ports;
  const { calls } = session.desk;
  const { call, hash, next, said, signed } = word;
  return session.desk.atomically(() => {
    if (said.word === 'ring' && calls.find(call) === null)
      calls.add({ call, dialogue: row, mine: false, media: said.media, began: clock.now() });
    const record = calls.find(call);
    if (record === null) throw new TypeError('a word of a call without a ring');
    calls.setChain(record.id, 'theirs', { next: next + 1, last: hash });
    keep(ports, record, { mine: false, sequence: next, said, signed });
    return record;
  });
}

/** Who of both has said the end. */
export function endsOf(
  { session }: DialoguePorts,
  { id }: DeskCall,
): { readonly mine: boolean; readonly theirs: boolean } {
  const ends = session.desk.calls.words(id).filter(({ word }) => word === 'end');
  return { mine: ends.some(({ mine }) => mine), theirs: ends.some(({ mine }) => !mine) };
}

/** The last words of both sides, as seen from one end. */
export function headsOf({ mine, theirs }: DeskCall, own: Uint8Array | null) {
  return mine ? { caller: own, callee: theirs.last } : { caller: theirs.last, callee: own };
}

function keep(
  { session }: DialoguePorts,
  { id }: DeskCall,
  {
    mine,
    said,
    sequence,
    signed,
  }: {
    readonly mine: boolean;
    readonly said: CallWord;
    readonly sequence: number;
    readonly signed: Uint8Array;
  },
): void {
  if (isKept(said.word)) session.desk.calls.keep(id, { mine, sequence, word: said.word, signed });
}

function isKept(word: CallWord['word']): word is KeptWord {
  return KEPT.has(word);
}
