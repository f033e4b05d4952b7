/** Messages of the mailbox's methods; see schema.ts. */
import { toMailId, toMailStream, toStaffId, type MailStream, type StaffId } from '../../crypto/ids.ts';
import {
  bool,
  bytes,
  bytesUpTo,
  counted,
  list,
  record,
  time,
  tuple,
  uint,
  word,
  type Shape,
} from '../schema.ts';
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

const staff = bytes(16, toStaffId);
const stream = bytes(16, toMailStream);
const sealed = bytesUpTo(LARGEST_MAIL);

export const outgoingMail: Shape<OutgoingMail> = record<OutgoingMail>({
  to: staff,
  stream,
  base: counted,
  sequence: counted,
  expires: time,
  sealed,
});

export const oneMail: Shape<StoredMail> = tuple<StoredMail>({
  position: uint,
  from: staff,
  stream,
  sequence: counted,
  stored: time,
  expires: time,
  sealed,
});

export const storedMail: Shape<readonly StoredMail[]> = list(oneMail, MOST_MAIL);

export const mailIds = list(bytes(32, toMailId), MOST_MAIL);

export const receiptQuery: Shape<ReceiptQuery> = record<ReceiptQuery>({ to: staff, stream, since: uint });

export const mailReceipts: Shape<readonly MailReceipt[]> = list(
  tuple<MailReceipt>({ sequence: counted, state: word(MAIL_STATES), time }),
  MOST_MAIL,
);

export const askedDoctors = list(staff, MOST_ASKED);
export const presences = list(bool, MOST_ASKED);
