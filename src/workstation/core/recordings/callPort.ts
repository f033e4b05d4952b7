/** The calls of a doctor, as recording needs them: a word in the live one, and each word as it was signed. */
import type { CallId } from '../../../consult/ids.ts';
import { readWord, type CallWord } from '../../../consult/call/words.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { Calls } from '../calls/calls.ts';
import type { DialoguePorts } from '../dialogue/ports.ts';
import type { CallPort } from './consents.ts';

export function callPort(calls: Calls, ports: DialoguePorts): CallPort {
  return {
    say: (dialogue, said) => {
      const line = calls.now();
      const isLive = line?.state.phase === 'live' || line?.state.phase === 'interrupted';
      if (line === null || !isLive || line.state.phase === 'idle' || !bytesEqual(line.dialogue, dialogue))
        throw new ConsiliumError('call-not-live');
      const { call } = line.state;
      calls.say(call, said);
      return { call, signed: signedWord(ports, { call, said, isMine: true }) };
    },
    isOver: (call) => ports.session.desk.calls.find(call)?.end !== null,
  };
}

interface Wanted {
  readonly call: CallId;
  readonly said: CallWord & { readonly word: 'record-consent' };
  readonly isMine: boolean;
}

/** The newest word of a side that says this, as the desk keeps it. Errors: `call-unknown`. */
export function signedWord({ session }: DialoguePorts, { call, isMine, said }: Wanted): Uint8Array {
  const record = session.desk.calls.find(call);
  const words = record === null ? [] : session.desk.calls.words(record.id);
  const found = words.findLast(({ mine, signed, word }) => {
    if (mine !== isMine || word !== 'record-consent') return false;
    const kept = readWord(signed).said;
    return (
      kept.word === 'record-consent' && kept.says === said.says && bytesEqual(kept.recording, said.recording)
    );
  });
  if (found === undefined) throw new ConsiliumError('call-unknown');
  return found.signed;
}
