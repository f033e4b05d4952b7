/** What a message brings, as screens see it. */
import { statementCodec } from '../../../../contracts/entities.ts';
import { read, type StateReader } from '../../../../contracts/state.ts';
import { toHex } from '../../../../crypto/bytes.ts';
import type { StatementHash } from '../../../../crypto/ids.ts';
import type { DeskGiven } from '../../../../replica/desk/dialogueGiven.ts';
import type { GivenView } from '../../../api/dialogueFiles.ts';
import { decodeAbout, viewOf } from '../../attachments/draft.ts';
import { authorName, institutionName } from '../../visits/ledgerReads.ts';
import { bringsRecording } from '../../recordings/taken.ts';
import type { DialoguePorts } from '../ports.ts';

/** `moved`: bytes of a blob that are over. */
export function givenViewOf(
  { session, state: ledger }: Pick<DialoguePorts, 'session' | 'state'>,
  message: { readonly id: number; readonly mine: boolean },
  moved: (blob: Uint8Array) => number,
): GivenView | null {
  const store = session.desk.given;
  const given = store.of(message.id);
  if (given === null) return null;
  const files = store.files(message.id);
  const state = stateOf(given);
  const over = files.map(({ blob, blobSize, state: of }) => {
    const isOver = message.mine ? given.state === 'whole' : of === 'here';
    return isOver ? blobSize : Math.min(blobSize, moved(blob));
  });
  const isRecording = bringsRecording(files);
  // Of a recording its manifest alone: it is played where recordings are, and no segment by itself.
  const shown = isRecording ? files.slice(0, 1) : files;
  return {
    kind: isRecording ? 'recording' : given.kind,
    statement: given.statement && toHex(given.statement),
    signed: given.statement && signedOf(ledger, given.statement),
    count: given.count,
    state,
    trouble: given.isPaused ? given.trouble : null,
    stored: given.isStored,
    size: files.reduce((sum, { blobSize }) => sum + blobSize, 0),
    moved: over.reduce((sum, bytes) => sum + bytes, 0),
    files: shown.map(({ about, code, place, state: of }) => ({
      ...viewOf(decodeAbout(about), place),
      here: of === 'here' && !isRecording,
      code,
    })),
  };
}

function signedOf(ledger: StateReader, statement: StatementHash): GivenView['signed'] {
  const entity = read(ledger, statementCodec, statement);
  return (
    entity && {
      author: authorName(ledger, entity),
      institution: institutionName(ledger, entity.institution),
      time: entity.time,
    }
  );
}

function stateOf({ isPaused, state }: DeskGiven): GivenView['state'] {
  if (state === 'wanted') return isPaused ? 'paused' : 'moving';
  return state;
}
