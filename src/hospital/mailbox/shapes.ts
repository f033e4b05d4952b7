/** Codecs of the mailbox's methods. */
import { asBool, asBytes, asMap, asUint, asTuple } from '../../crypto/cbor.ts';
import type { CborValue } from '../../crypto/cbor.ts';
import {
  toMailId,
  toMailStream,
  toStaffId,
  type MailId,
  type MailStream,
  type StaffId,
} from '../../crypto/ids.ts';
import { asOneOf } from '../../contracts/entities.ts';
import { ConsiliumError } from '../../errors.ts';
import { millis } from '../../ports.ts';
import { limited, limitedList } from '../fields.ts';
import type { Shape } from '../shapes.ts';
import {
  LARGEST_MAIL,
  MAIL_STATES,
  MOST_ASKED,
  MOST_MAIL,
  type MailReceipt,
  type OutgoingMail,
  type StoredMail,
} from './mail.ts';

/** Which messages of a stream a sender asks about: number `since` and later ones. */
export interface ReceiptQuery {
  readonly to: StaffId;
  readonly stream: MailStream;
  readonly since: number;
}

export const outgoingMail: Shape<OutgoingMail> = {
  encode: ({ to, stream, base, sequence, expires, sealed }) => ({
    to,
    stream,
    base,
    sequence,
    expires,
    sealed,
  }),
  decode: (value) => {
    const map = asMap(value, ['to', 'stream', 'base', 'sequence', 'expires', 'sealed'], 'mail');
    return {
      to: toStaffId(asBytes(map.to, 16, 'mail.to')),
      stream: toMailStream(asBytes(map.stream, 16, 'mail.stream')),
      base: counted(map.base, 'mail.base'),
      sequence: counted(map.sequence, 'mail.sequence'),
      expires: millis(asUint(map.expires, 'mail.expires')),
      sealed: limited(map.sealed, LARGEST_MAIL, 'mail.sealed'),
    };
  },
};

export const fetchedMail: Shape<{ readonly mail: readonly StoredMail[] }> = {
  encode: ({ mail }) => ({ mail: mail.map(encodeStored) }),
  decode: (value) => ({
    mail: limitedList(asMap(value, ['mail'], 'mail').mail, MOST_MAIL, 'mail').map(decodeStored),
  }),
};

export const acknowledgement: Shape<{ readonly mail: readonly MailId[] }> = {
  encode: ({ mail }) => ({ mail: [...mail] }),
  decode: (value) => ({
    mail: limitedList(asMap(value, ['mail'], 'mail').mail, MOST_MAIL, 'mail').map((id) =>
      toMailId(asBytes(id, 32, 'mail.id')),
    ),
  }),
};

export const receiptQuery: Shape<ReceiptQuery> = {
  encode: ({ to, stream, since }) => ({ to, stream, since }),
  decode: (value) => {
    const map = asMap(value, ['to', 'stream', 'since'], 'receipts');
    return {
      to: toStaffId(asBytes(map.to, 16, 'receipts.to')),
      stream: toMailStream(asBytes(map.stream, 16, 'receipts.stream')),
      since: asUint(map.since, 'receipts.since'),
    };
  },
};

export const mailReceipts: Shape<{ readonly receipts: readonly MailReceipt[] }> = {
  encode: ({ receipts }) => ({
    receipts: receipts.map(({ sequence, state, time }) => [sequence, state, time]),
  }),
  decode: (value) => ({
    receipts: limitedList(asMap(value, ['receipts'], 'receipts').receipts, MOST_MAIL, 'receipts').map(
      (item) => {
        const [sequence, state, time] = asTuple(item, 3, 'receipt');
        return {
          sequence: counted(sequence, 'receipt.sequence'),
          state: asOneOf(state, MAIL_STATES, 'receipt.state'),
          time: millis(asUint(time, 'receipt.time')),
        };
      },
    ),
  }),
};

export const presenceQuery: Shape<{ readonly doctors: readonly StaffId[] }> = {
  encode: ({ doctors }) => ({ doctors: [...doctors] }),
  decode: (value) => ({
    doctors: limitedList(asMap(value, ['doctors'], 'presence').doctors, MOST_ASKED, 'doctors').map((id) =>
      toStaffId(asBytes(id, 16, 'doctor')),
    ),
  }),
};

export const presence: Shape<{ readonly present: readonly boolean[] }> = {
  encode: ({ present }) => ({ present: [...present] }),
  decode: (value) => ({
    present: limitedList(asMap(value, ['present'], 'presence').present, MOST_ASKED, 'present').map((is) =>
      asBool(is, 'present'),
    ),
  }),
};

function encodeStored({ position, from, stream, sequence, stored, expires, sealed }: StoredMail): CborValue {
  return [position, from, stream, sequence, stored, expires, sealed];
}

function decodeStored(value: CborValue): StoredMail {
  const [position, from, stream, sequence, stored, expires, sealed] = asTuple(value, 7, 'mail');
  return {
    position: asUint(position, 'mail.position'),
    from: toStaffId(asBytes(from, 16, 'mail.from')),
    stream: toMailStream(asBytes(stream, 16, 'mail.stream')),
    sequence: counted(sequence, 'mail.sequence'),
    stored: millis(asUint(stored, 'mail.stored')),
    expires: millis(asUint(expires, 'mail.expires')),
    sealed: limited(sealed ?? null, LARGEST_MAIL, 'mail.sealed'),
  };
}

/** Numbers of a stream begin at 1. */
function counted(value: CborValue | undefined, what: string): number {
  const number = asUint(value, what);
  if (number === 0) throw new ConsiliumError('field-malformed', { what });
  return number;
}
