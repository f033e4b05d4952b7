/** What a seat in a process of its own is told, and what it says; by Node's structured clone. */
import { z } from 'zod';
import type { StoredMail } from '../../../../src/hospital/mailbox/mail.ts';

export const WHO = ['li', 'wang'] as const;
export type Who = (typeof WHO)[number];

export const seatTask = z.object({ who: z.enum(WHO), folder: z.string(), run: z.number() });

/** What the doctor of a seat does, or a test looks at. */
export type SeatOrder =
  | { readonly do: 'ask' }
  | { readonly do: 'accept' }
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'give'; readonly name: string; readonly bytes: number }
  | { readonly do: 'connect' }
  | { readonly do: 'look' | 'open' };

export interface SeatState {
  readonly isOpen: boolean;
  /** Nothing of its own is on its way. */
  readonly isCalm: boolean;
  /** As the screen shows them; own ones with `>`. */
  readonly texts: readonly string[];
  /** By name: the state of the message, and for `open` the SHA-256 of the newest one's content. */
  readonly files: readonly { readonly name: string; readonly state: string; readonly sha256: string }[];
  /** What was refused, by code. */
  readonly refused: readonly string[];
  /** Steps so far: queries of its desk, writes of its files, words with others. */
  readonly steps: number;
}

/** To a seat. */
export type ToSeat =
  | { readonly is: 'order'; readonly id: number; readonly order: SeatOrder }
  | { readonly is: 'answer'; readonly id: number; readonly value: unknown; readonly code: string | null }
  | { readonly is: 'mail'; readonly came: StoredMail | null }
  | { readonly is: 'kill-at'; readonly steps: number }
  /** Of the page's connection. */
  | { readonly is: 'link'; readonly link: string; readonly state: 'open' | 'ended' }
  | { readonly is: 'frame'; readonly link: string; readonly bulk: boolean; readonly bytes: Uint8Array };

/** From a seat. */
export type FromSeat =
  | { readonly is: 'ready' }
  | { readonly is: 'done'; readonly id: number; readonly state: SeatState }
  | { readonly is: 'call'; readonly id: number; readonly name: CallName; readonly args: readonly unknown[] }
  | { readonly is: 'reached'; readonly link: string }
  | { readonly is: 'closed'; readonly link: string }
  | { readonly is: 'frame'; readonly link: string; readonly bulk: boolean; readonly bytes: Uint8Array };

export type CallName =
  | 'send'
  | 'fetch'
  | 'acknowledge'
  | 'receipts'
  | 'watch'
  | 'presence'
  | 'put'
  | 'get'
  | 'has';
