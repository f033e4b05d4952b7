/** Transcripts of dialogues until they stand in a record. */
import { toSignature, type Signature } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, oneOf, orNull } from '../rows.ts';
import type { MessageName } from './dialogueMessages.ts';

const STATES = ['asked', 'signed', 'declined', 'attached'] as const;

/** With the version of the doctor's key. */
interface KeptSignature {
  readonly version: number;
  readonly signature: Signature;
}

export interface NewTranscript extends MessageName {
  readonly oldest: Millis;
  /** Of an own one. */
  readonly visit: Uint8Array | null;
  /** See src/consult/transcript.ts. */
  readonly transcript: Uint8Array;
  /** Of who made it. */
  readonly signed: KeptSignature;
}

export interface DeskTranscript extends Omit<NewTranscript, 'oldest'> {
  /** Of who was asked; null before. */
  readonly other: KeptSignature | null;
  readonly state: (typeof STATES)[number];
}

export interface Transcripts {
  add(transcript: NewTranscript): void;
  at(message: MessageName): DeskTranscript | null;
  /** That of a message of either side, by its name alone. */
  find(message: Uint8Array): DeskTranscript | null;
  sign(message: MessageName, other: KeptSignature): void;
  decline(message: MessageName): void;
  attach(message: MessageName): void;
}

const COLUMNS =
  'dialogue, mine, message, visit, transcript, version, signature, other_version, other_signature, state';
const NAMED = 'dialogue = ? AND mine = ? AND message = ?';

export function transcriptsOf(database: Database): Transcripts {
  const one = (where: string, ...parameters: readonly SqlValue[]): DeskTranscript | null => {
    const row = database.prepare(`SELECT ${COLUMNS} FROM transcripts WHERE ${where}`).get(...parameters);
    return row === undefined ? null : readTranscript(row);
  };
  const change = (set: string, name: MessageName, ...parameters: readonly SqlValue[]): void =>
    void database.prepare(`UPDATE transcripts SET ${set} WHERE ${NAMED}`).run(...parameters, ...named(name));
  return {
    add: ({ oldest, visit, transcript, signed, ...name }) =>
      void database
        .prepare(
          `INSERT INTO transcripts
             (dialogue, mine, message, oldest, visit, transcript, version, signature, state)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'asked')`,
        )
        .run(...named(name), oldest, visit, transcript, signed.version, signed.signature),
    at: (name) => one(NAMED, ...named(name)),
    find: (message) => one('message = ?', message),
    sign: (name, { signature, version }) =>
      change("other_version = ?, other_signature = ?, state = 'signed'", name, version, signature),
    decline: (name) => change("state = 'declined'", name),
    attach: (name) => change("state = 'attached'", name),
  };
}

function named({ dialogue, mine, message }: MessageName): readonly [number, number, Uint8Array] {
  return [dialogue, mine ? 1 : 0, message];
}

function readTranscript(row: Row): DeskTranscript {
  const mine = integer(row, 'mine');
  if (mine !== 0 && mine !== 1) throw new ConsiliumError('database-corrupt', { column: 'mine', found: mine });
  const version = orNull(integer, row, 'other_version');
  const signature = orNull(bytes, row, 'other_signature');
  return {
    dialogue: integer(row, 'dialogue'),
    mine: mine === 1,
    message: bytes(row, 'message'),
    visit: orNull(bytes, row, 'visit'),
    transcript: bytes(row, 'transcript'),
    signed: { version: integer(row, 'version'), signature: toSignature(bytes(row, 'signature')) },
    other: version === null || signature === null ? null : { version, signature: toSignature(signature) },
    state: oneOf(row, 'state', STATES),
  };
}
