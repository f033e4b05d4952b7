/**
 * A message that waits at a hospital node for one of its doctors. The node knows who sent it, to whom, and when; the
 * content is sealed before it comes here. What a sender numbers is a *stream*: one workstation's messages to one doctor.
 */
import { concatBytes, u64be } from '../../crypto/bytes.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { toMailId, type MailId, type MailStream, type StaffId } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';

/** Largest sealed message; what is larger goes as a blob that a message names. */
export const LARGEST_MAIL = 65_536;
/** How long a message may wait: a month away, and the same again. */
export const LONGEST_WAIT_MS = 60 * 24 * 60 * 60 * 1000;
/** Messages, ids or states in one request or answer. */
export const MOST_MAIL = 1000;
/** Doctors in one question about presence. */
export const MOST_ASKED = 200;

/** What a sender hands in. */
export interface OutgoingMail {
  readonly to: StaffId;
  readonly stream: MailStream;
  /**
   * The lowest number that the sender still keeps: all below were delivered or given up. A node that forgot (restored
   * from a backup) goes on from here.
   */
  readonly base: number;
  /** 1, 2, 3 … within the stream. */
  readonly sequence: number;
  readonly expires: Millis;
  readonly sealed: Uint8Array;
}

/** What a recipient finds. `position` orders the mailbox; it means nothing beyond one connection. */
export interface StoredMail extends Omit<OutgoingMail, 'to' | 'base'> {
  readonly position: number;
  readonly from: StaffId;
  readonly stored: Millis;
}

export const MAIL_STATES = ['waiting', 'delivered', 'expired'] as const;
/** `delivered` is when the recipient's workstation has said that it keeps the message. */
export type MailState = (typeof MAIL_STATES)[number];

/** How far one message of a stream has come, as the node says; the recipient's own word goes inside the dialogue. */
export interface MailReceipt {
  readonly sequence: number;
  readonly state: MailState;
  /** Of the last change of state. */
  readonly time: Millis;
}

/**
 * The name of a message: `H(tag("consilium/mail/v1") ‖ from 16 ‖ to 16 ‖ stream 16 ‖ u64 sequence ‖ sealed)`. What a
 * recipient acknowledges is this, never a position: a node with an old backup has given positions twice.
 */
export function mailId(
  from: Uint8Array,
  { to, stream, sequence, sealed }: Pick<OutgoingMail, 'to' | 'stream' | 'sequence' | 'sealed'>,
): MailId {
  const head = concatBytes(domainTag('consilium/mail/v1'), from, to, stream, u64be(sequence));
  return toMailId(sha256(head, sealed));
}
