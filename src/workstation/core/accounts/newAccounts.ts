/**
 * New accounts: keys are made, the recovery words are shown once and asked back, and only then is the key store
 * written. Until then it is sealed already, and in memory alone.
 */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { enrolmentText, type EnrolmentText } from '../../../crypto/enrolment.ts';
import { toInstitutionId, toStaffId, type InstitutionId, type StaffRootSecret } from '../../../crypto/ids.ts';
import type { KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import {
  assertRecoveryAnswer,
  newStaffRootSecret,
  recoveryChallenge,
  recoveryPhrase,
  rootSecretFromPhrase,
  staffKeys,
} from '../../../crypto/staffKeys.ts';
import { readStaff } from '../../../contracts/signers.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { RandomBytes } from '../../../ports.ts';
import { networkOf, requireInstitution } from '../visits/ledgerReads.ts';
import type { AccountOwner, AccountStore } from './accountStore.ts';
import { keysInForce } from './standing.ts';

/** Keys made and not yet confirmed; the oldest gives way. */
const OPEN_TICKETS = 4;

interface Ticket {
  readonly identity: KeyStoreIdentity;
  readonly bytes: Uint8Array;
  readonly words: readonly string[];
  readonly ask: readonly number[];
  readonly enrolment: EnrolmentText;
}

export class NewAccounts {
  readonly #accounts: AccountStore;
  readonly #random: RandomBytes;
  readonly #tickets = new Map<string, Ticket>();

  constructor(accounts: AccountStore, random: RandomBytes) {
    this.#accounts = accounts;
    this.#random = random;
  }

  /** Errors: `institution-unknown`, `passphrase-weak`. */
  create(store: LedgerStore, args: ArgsOf<'account/create'>): ResultOf<'account/create'> {
    const institution = toInstitutionId(fromHex(args.institution));
    const entity = toStaffId(this.#random(16));
    const owner = { ...named(store, institution, args.name), role: args.role, entity };
    const root = newStaffRootSecret(this.#random);
    const sealed = this.#accounts.seal(owner, root, args.passphrase);
    const words = recoveryPhrase(root, args.language ?? 'en');
    const ask = recoveryChallenge(this.#random);
    const enrolment = enrol(store, { owner, root, args });
    root.fill(0);
    const ticket = toHex(this.#random(16));
    this.#keep(ticket, { ...sealed, words, ask, enrolment });
    return { ticket, words: [...words], ask: [...ask] };
  }

  /** Errors: `ticket-unknown`, `recovery-phrase-wrong`: the words may be given again. */
  confirm({ ticket: name, words }: ArgsOf<'account/confirm'>): {
    readonly identity: KeyStoreIdentity;
    readonly enrolment: EnrolmentText;
  } {
    const ticket = this.#tickets.get(name);
    if (ticket === undefined) throw new ConsiliumError('ticket-unknown');
    assertRecoveryAnswer(ticket.words, ticket.ask, words);
    this.#accounts.write(ticket.identity, ticket.bytes);
    this.#tickets.delete(name);
    return { identity: ticket.identity, enrolment: ticket.enrolment };
  }

  /**
   * A key store from its recovery words. The words must be those of the account as the ledger knows it; an account
   * that it does not know is made only where no key store would be lost by it.
   *
   * Errors: `recovery-phrase-wrong`, `account-keys-differ`, `account-exists`, `institution-unknown`,
   * `passphrase-weak`.
   */
  recover(store: LedgerStore, args: ArgsOf<'account/recover'>): KeyStoreIdentity {
    const root = rootSecretFromPhrase(args.words);
    const institution = toInstitutionId(fromHex(args.institution));
    const who = { role: args.role, entity: toStaffId(fromHex(args.entity)) };
    const staff = readStaff(store, who.role, who.entity);
    if (staff === null && this.#accounts.has(who)) throw new ConsiliumError('account-exists');
    keysInForce(store, who, root);
    const home = staff === null ? institution : toInstitutionId(staff.institution);
    const owner: AccountOwner =
      staff === null
        ? { ...who, institution: home, names: null }
        : { ...named(store, home, { zh: staff.nameZh, en: staff.nameEn }), ...who };
    const { identity, bytes } = this.#accounts.seal(owner, root, args.passphrase);
    root.fill(0);
    this.#accounts.write(identity, bytes);
    return identity;
  }

  #keep(name: string, ticket: Ticket): void {
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size >= OPEN_TICKETS && oldest !== undefined) this.#tickets.delete(oldest);
    this.#tickets.set(name, ticket);
  }
}

function named(
  store: LedgerStore,
  institution: InstitutionId,
  name: { readonly zh: string; readonly en: string },
): Pick<AccountOwner, 'institution' | 'names'> {
  const { nameZh, nameEn } = requireInstitution(store, institution);
  return { institution, names: { ...name, institutionZh: nameZh, institutionEn: nameEn } };
}

function enrol(
  store: LedgerStore,
  from: {
    readonly owner: AccountOwner;
    readonly root: StaffRootSecret;
    readonly args: ArgsOf<'account/create'>;
  },
): EnrolmentText {
  const { owner, root, args } = from;
  const { sign, seal } = staffKeys(root, 1);
  const { licence, specialty, name } = args;
  const content = {
    network: networkOf(store),
    institution: owner.institution,
    role: owner.role,
    id: owner.entity,
    nameZh: name.zh,
    nameEn: name.en,
    licence,
    specialty,
    sign: sign.publicKey,
    seal: seal.publicKey,
  };
  return enrolmentText(content, sign.secretKey);
}
