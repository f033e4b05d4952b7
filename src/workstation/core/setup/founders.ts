/**
 * The first people of an institution, before there is one: of each a secret and the passphrase it will lie under, in
 * memory alone. The recovery words are shown once and asked back; nobody founds anything before that.
 */
import { toHex } from '../../../crypto/bytes.ts';
import { toStaffRootSecret, type StaffRootSecret } from '../../../crypto/ids.ts';
import type { StaffRole } from '../../../crypto/keyStore.ts';
import { assertPassphraseStrength } from '../../../crypto/passphrase.ts';
import {
  assertRecoveryAnswer,
  newStaffRootSecret,
  recoveryChallenge,
  recoveryPhrase,
  rootSecretFromPhrase,
} from '../../../crypto/staffKeys.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { RandomBytes } from '../../../ports.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';

/** More than a set-up asks for, since some begin a person anew; the oldest gives way. */
const OPEN_TICKETS = 16;

/** A person whose words are on paper. */
export interface Founder {
  readonly role: StaffRole;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly licence: string;
  readonly specialty: string;
  readonly root: StaffRootSecret;
  readonly passphrase: string;
}

interface Ticket {
  readonly root: StaffRootSecret;
  readonly passphrase: string;
  readonly words: readonly string[];
  readonly ask: readonly number[];
  confirmed: boolean;
}

export class Founders {
  readonly #random: RandomBytes;
  readonly #tickets = new Map<string, Ticket>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** Errors: `passphrase-weak`. */
  create({ passphrase, language }: ArgsOf<'setup/person'>): ResultOf<'setup/person'> {
    assertPassphraseStrength(passphrase);
    const root = newStaffRootSecret(this.#random);
    const words = recoveryPhrase(root, language ?? 'en');
    const ask = recoveryChallenge(this.#random);
    const ticket = toHex(this.#random(16));
    this.#makeRoom();
    this.#tickets.set(ticket, { root, passphrase, words, ask, confirmed: false });
    return { ticket, words: [...words], ask: [...ask] };
  }

  /** A person who has the words already. Errors: `recovery-phrase-wrong`, `passphrase-weak`. */
  fromWords({ words, passphrase }: ArgsOf<'setup/person-from-words'>): ResultOf<'setup/person-from-words'> {
    assertPassphraseStrength(passphrase);
    const root = rootSecretFromPhrase(words);
    const ticket = toHex(this.#random(16));
    this.#makeRoom();
    this.#tickets.set(ticket, { root, passphrase, words: [], ask: [], confirmed: true });
    return { ticket };
  }

  /** Errors: `ticket-unknown`, `recovery-phrase-wrong`: the words may be given again. */
  confirm({ ticket: name, words }: ArgsOf<'setup/person-confirm'>): void {
    const ticket = this.#required(name);
    assertRecoveryAnswer(ticket.words, ticket.ask, words);
    ticket.confirmed = true;
  }

  /**
   * The people of an institution. Each has a copy of the secret, so that a set-up that failed can be tried again.
   * Errors: `ticket-unknown`, also for words that were not asked back.
   */
  take(people: ArgsOf<'setup/institution'>['people']): readonly Founder[] {
    return people.map(({ ticket: name, role, name: names, licence, specialty }) => {
      const ticket = this.#required(name);
      if (!ticket.confirmed) throw new ConsiliumError('ticket-unknown');
      const root = toStaffRootSecret(ticket.root.slice());
      const { passphrase } = ticket;
      return { role, nameZh: names.zh, nameEn: names.en, licence, specialty, root, passphrase };
    });
  }

  /** Wipes all of them: the institution stands, and their key stores are written. */
  forget(): void {
    for (const { root } of this.#tickets.values()) root.fill(0);
    this.#tickets.clear();
  }

  #makeRoom(): void {
    const [oldest] = this.#tickets;
    if (this.#tickets.size < OPEN_TICKETS || oldest === undefined) return;
    oldest[1].root.fill(0);
    this.#tickets.delete(oldest[0]);
  }

  #required(name: string): Ticket {
    const ticket = this.#tickets.get(name);
    if (ticket === undefined) throw new ConsiliumError('ticket-unknown');
    return ticket;
  }
}
