/**
 * What two doctors say inside a dialogue: the plaintext of one ratchet message, and so authenticated by it. An author
 * names their messages by 16 random bytes; the other side changes nothing of them but says that it has or read them.
 *
 * plaintext = u32 length ‖ CBOR map of that length ‖ zeros up to a multiple of 256, so that a node that keeps it learns
 * little from its size. Every map has `kind` and `time`; FIELDS names the rest.
 */
import { concatBytes, readU32be, u32be } from '../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asNullable,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import {
  toSignature,
  toStatementHash,
  toTxId,
  type Signature,
  type StatementHash,
  type TxId,
} from '../crypto/ids.ts';
import type { TranscriptSignature } from './transcript.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis } from '../ports.ts';
import { asOneOf } from './fields.ts';
import { asGivenFile, asGivenFiles, givenFileValue, MOST_GIVEN, type GivenFile } from './givenFiles.ts';
import { toMessageId, type MessageId } from './ids.ts';

/** UTF-16 units of one text. */
export const LONGEST_TEXT = 10_000;
/** Messages that one receipt names. */
export const MOST_RECEIPTS = 500;
/** UTF-16 units of the note of an exchange, as in contracts/sharing/records.ts. */
export const LONGEST_EXCHANGE_NOTE = 500;
/** Records of one exchange. */
export const MOST_EXCHANGED = 200;

const PADDED_TO = 256;
const FIELDS = {
  begin: [],
  text: ['id', 'text', 'reply'],
  edit: ['id', 'text'],
  delete: ['id'],
  receipt: ['state', 'ids'],
  signal: ['signed'],
  call: ['signed'],
  files: ['id', 'is', 'count', 'from', 'files'],
  record: ['id', 'statement', 'title', 'parts'],
  stored: ['id'],
  received: ['id'],
  exchange: ['id', 'exchange', 'salt', 'note', 'statements'],
  retention: ['id', 'days', 'word'],
  transcript: ['id', 'transcript', 'oldest', 'version', 'signature'],
  'transcript-answer': ['id', 'version', 'signature'],
  end: [],
} as const;
type Kind = keyof typeof FIELDS;
const KINDS = Object.keys(FIELDS).filter((name): name is Kind => Object.hasOwn(FIELDS, name));
/** UTF-16 units of what a record is called. */
const LONGEST_TITLE = 300;

export type Content = { readonly time: Millis } & (
  | {
      /** The first word of who accepted: from it on the requester has a chain to send by. */
      readonly kind: 'begin';
    }
  | {
      readonly kind: 'text';
      readonly id: MessageId;
      readonly text: string;
      /** The message that it answers, of either side. */
      readonly reply: MessageId | null;
    }
  /** Of an own text; the reader sees that it was changed. */
  | { readonly kind: 'edit'; readonly id: MessageId; readonly text: string }
  /** Of an own text; the reader sees that there was one. */
  | { readonly kind: 'delete'; readonly id: MessageId }
  /** About texts of the other side. */
  | { readonly kind: 'receipt'; readonly state: ReceiptState; readonly ids: readonly MessageId[] }
  /** Of a direct connection; see signal.ts. */
  | { readonly kind: 'signal'; readonly signed: Uint8Array }
  /** Of a video consult; see call/words.ts. */
  | { readonly kind: 'call'; readonly signed: Uint8Array }
  /**
   * An exchange of records that was proposed: what stands hidden behind its hash on the ledger, where its terms are; see
   * contracts/sharing.
   */
  | {
      readonly kind: 'exchange';
      readonly id: MessageId;
      readonly exchange: TxId;
      readonly salt: Uint8Array;
      /** What for, in the proposer's words. */
      readonly note: string;
      readonly statements: readonly StatementHash[];
    }
  /** Files `from` and after of the `count` that are given under this name; of voice there is one. */
  | {
      readonly kind: 'files';
      readonly id: MessageId;
      readonly is: GivenKind;
      readonly count: number;
      readonly from: number;
      readonly files: readonly GivenFile[];
    }
  /** A record of the ledger: a reference to it, and what is given of it. */
  | {
      readonly kind: 'record';
      readonly id: MessageId;
      /** H(S), 32 bytes. */
      readonly statement: Uint8Array;
      readonly title: string;
      /** The clinical part, sealed as a file; null in a reference. */
      readonly parts: GivenFile | null;
    }
  /** All files of an own message lie at the author's node now. */
  | { readonly kind: 'stored'; readonly id: MessageId }
  /** All files of a message of the other side are here, and are what was named. */
  | { readonly kind: 'received'; readonly id: MessageId }
  /** How long messages stay on both sides, 0 for ever: proposed under a name, which the answer repeats. */
  | {
      readonly kind: 'retention';
      readonly id: MessageId;
      readonly days: number;
      readonly word: RetentionWord;
    }
  /** A part of the dialogue for a record: the other side is asked to sign it, too; see transcript.ts. */
  | ({
      readonly kind: 'transcript';
      readonly id: MessageId;
      readonly transcript: Uint8Array;
      /** When the oldest of what is in it was said. */
      readonly oldest: Millis;
    } & TranscriptSignature)
  /** Signed, or with null declined. */
  | {
      readonly kind: 'transcript-answer';
      readonly id: MessageId;
      readonly version: number;
      readonly signature: Signature | null;
    }
  /** Nothing comes after it. */
  | { readonly kind: 'end' }
);

const RETENTION_WORDS = ['propose', 'agree', 'decline'] as const;
type RetentionWord = (typeof RETENTION_WORDS)[number];
/** The longest term. */
export const LONGEST_RETENTION_DAYS = 3650;

export type ReceiptState = 'delivered' | 'read';
export type GivenKind = 'files' | 'voice';

/** Errors: `field-malformed` for a text or a receipt that is too long. */
export function encodeContent(content: Content): Uint8Array {
  const bytes = encodeCanonical(valueOf(content));
  // What this side would not read, it does not send either.
  contentOf(decodeCanonical(bytes));
  const length = 4 + bytes.length;
  const padding = (PADDED_TO - (length % PADDED_TO)) % PADDED_TO;
  return concatBytes(u32be(bytes.length), bytes, new Uint8Array(padding));
}

function valueOf(content: Content): CborValue {
  if (content.kind === 'files') return { ...content, files: content.files.map(givenFileValue) };
  if (content.kind === 'record')
    return { ...content, parts: content.parts === null ? null : givenFileValue(content.parts) };
  return { ...content };
}

/** Errors: `consult-malformed`. */
export function decodeContent(plaintext: Uint8Array): Content {
  try {
    return contentOf(decodeCanonical(unpadded(plaintext)));
  } catch (cause) {
    throw new ConsiliumError('consult-malformed', {}, { cause });
  }
}

function unpadded(plaintext: Uint8Array): Uint8Array {
  const end = plaintext.length < 4 ? 0 : 4 + readU32be(plaintext);
  const padding = plaintext.subarray(end);
  const isPadded = plaintext.length % PADDED_TO === 0 && padding.length < PADDED_TO;
  if (end < 4 || end > plaintext.length || !isPadded || padding.some((byte) => byte !== 0))
    throw new ConsiliumError('field-malformed', { what: 'content.padding' });
  return plaintext.slice(4, end);
}

function contentOf(value: CborValue): Content {
  const kind = kindOf(value);
  const map = asMap(value, ['kind', 'time', ...FIELDS[kind]], 'content');
  const time = millis(asUint(map.time, 'content.time'));
  const field = (name: string): CborValue | undefined =>
    Object.entries(map).find(([key]) => key === name)?.[1];
  switch (kind) {
    case 'begin':
    case 'end':
      return { kind, time };
    case 'text': {
      const reply = asNullable(field('reply'), messageId);
      return { kind, time, id: messageId(field('id')), text: textOf(field('text')), reply };
    }
    case 'edit':
      return { kind, time, id: messageId(field('id')), text: textOf(field('text')) };
    case 'delete':
      return { kind, time, id: messageId(field('id')) };
    case 'receipt':
      return {
        kind,
        time,
        state: asOneOf(field('state'), ['delivered', 'read'], 'content.state'),
        ids: idsOf(field('ids')),
      };
    case 'signal':
    case 'call':
      return { kind, time, signed: asBytes(field('signed'), null, 'content.signed') };
    case 'stored':
    case 'received':
      return { kind, time, id: messageId(field('id')) };
    case 'files':
      return filesOf(time, field);
    case 'record':
      return {
        kind,
        time,
        id: messageId(field('id')),
        statement: asBytes(field('statement'), 32, 'content.statement'),
        title: asText(field('title'), 'content.title', LONGEST_TITLE),
        parts: asNullable(field('parts'), asGivenFile),
      };
    case 'transcript':
    case 'transcript-answer':
    case 'retention':
    case 'exchange':
      return agreementOf(kind, time, field);
  }
}

function filesOf(time: Millis, field: (name: string) => CborValue | undefined): Content {
  const id = messageId(field('id'));
  const is = asOneOf(field('is'), ['files', 'voice'], 'content.is');
  const [count, from] = [asUint(field('count'), 'content.count'), asUint(field('from'), 'content.from')];
  const files = asGivenFiles(field('files'));
  if (count > MOST_GIVEN || from + files.length > count || (is === 'voice' && count !== 1))
    throw new ConsiliumError('field-malformed', { what: 'content.count' });
  return { kind: 'files', time, id, is, count, from, files };
}

/** The kind stands in the map that it tells the fields of. */
function kindOf(value: CborValue): Kind {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const kind = isMap ? Object.entries(value).find(([key]) => key === 'kind')?.[1] : undefined;
  return asOneOf(kind, KINDS, 'content.kind');
}

function messageId(value: CborValue | undefined): MessageId {
  return toMessageId(asBytes(value, 16, 'content.id'));
}

/** What both have to say something to. */
function agreementOf(
  kind: 'transcript' | 'transcript-answer' | 'retention' | 'exchange',
  time: Millis,
  field: (name: string) => CborValue | undefined,
): Content {
  switch (kind) {
    case 'transcript':
      return {
        kind,
        time,
        id: messageId(field('id')),
        transcript: asBytes(field('transcript'), null, 'content.transcript'),
        oldest: millis(asUint(field('oldest'), 'content.oldest')),
        version: asUint(field('version'), 'content.version'),
        signature: signatureOf(field('signature')),
      };
    case 'transcript-answer':
      return {
        kind,
        time,
        id: messageId(field('id')),
        version: asUint(field('version'), 'content.version'),
        signature: asNullable(field('signature'), signatureOf),
      };
    case 'retention': {
      const days = asUint(field('days'), 'content.days');
      if (days > LONGEST_RETENTION_DAYS)
        throw new ConsiliumError('field-malformed', { what: 'content.days' });
      const word = asOneOf(field('word'), RETENTION_WORDS, 'content.word');
      return { kind, time, id: messageId(field('id')), days, word };
    }
    case 'exchange':
      return {
        kind,
        time,
        id: messageId(field('id')),
        exchange: toTxId(asBytes(field('exchange'), 32, 'content.exchange')),
        salt: asBytes(field('salt'), 32, 'content.salt'),
        note: asText(field('note'), 'content.note', LONGEST_EXCHANGE_NOTE),
        statements: statementsOf(field('statements')),
      };
  }
}

function signatureOf(value: CborValue | undefined): Signature {
  return toSignature(asBytes(value, 64, 'content.signature'));
}

function statementsOf(value: CborValue | undefined): readonly StatementHash[] {
  const statements = asArray(value, 'content.statements').map((item) =>
    toStatementHash(asBytes(item, 32, 'content.statement')),
  );
  if (statements.length === 0 || statements.length > MOST_EXCHANGED)
    throw new ConsiliumError('field-malformed', { what: 'content.statements' });
  return statements;
}

function textOf(value: CborValue | undefined): string {
  const text = asText(value, 'content.text', LONGEST_TEXT);
  if (text.trim() === '') throw new ConsiliumError('field-malformed', { what: 'content.text' });
  return text;
}

function idsOf(value: CborValue | undefined): readonly MessageId[] {
  const ids = asArray(value, 'content.ids').map(messageId);
  if (ids.length === 0 || ids.length > MOST_RECEIPTS)
    throw new ConsiliumError('field-malformed', { what: 'content.ids' });
  return ids;
}
