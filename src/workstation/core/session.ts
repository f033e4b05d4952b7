/**
 * The one unlocked account of this machine: its keys, its desk, its outbox, its login at the node. Locking wipes the
 * keys and closes the desk.
 */
import type { KeyStoreIdentity } from '../../crypto/keyStore.ts';
import type { InstitutionId, StaffRootSecret } from '../../crypto/ids.ts';
import { signLogin } from '../../crypto/login.ts';
import type { StaffKeys } from '../../crypto/staffKeys.ts';
import { ConsiliumError, errorCode } from '../../errors.ts';
import type { NodeClient, NodeLogin } from '../../hospital/nodeClient.ts';
import { openDesk, type Desk } from '../../replica/desk/desk.ts';
import { isSettled, type OutboxEntry } from '../../replica/outbox.ts';
import type { OutboxDriver } from '../../replica/outboxDriver.ts';
import type { ResultOf } from '../api.ts';
import { DESK_KEY, type AccountStore } from './accounts/accountStore.ts';
import {
  accountStatus,
  keysInForce,
  logInByTrial,
  refusedLogin,
  sealingKeys,
  type AccountStatus,
} from './accounts/standing.ts';
import { accountView } from './accounts/view.ts';
import { attachmentFiles, recoverFiles, sweepFiles } from './attachments/files.ts';
import type { CoreHost, StaffSession } from './context.ts';
import type { DataFolder } from './dataFolder.ts';
import type { MachineLedger } from './ledger/machineLedger.ts';
import { sessionOutbox, type SessionOutboxParts } from './ledger/outbox.ts';
import { forgetErased } from './visits/erased.ts';

export interface SessionParts {
  readonly host: CoreHost;
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
  /** Errors: `setup-missing`. */
  readonly ledger: () => MachineLedger;
  /** What goes on while somebody sits before a session; it has ended when `ending` resolves. */
  readonly beside: {
    begun(begun: { readonly session: StaffSession; readonly login: NodeLogin }): void;
    ending(): Promise<void>;
  };
}

interface Unlocked extends StaffSession {
  readonly login: NodeLogin;
  readonly node: NodeClient;
  /** Set when the node no longer takes the login. */
  refusal: string | null;
  /** Logins tried on this connection because the node had ended the one before. */
  relogins: number;
  cancelDrain: () => void;
  /** Height from which on it was not looked yet for what the ledger erased. */
  erasedFrom: number;
}

/** How long locking waits for requests under way; none of them may begin anything new by then. */
const LOCK_WITHIN_MS = 2_000;
/** A node that takes a login and ends it again and again is not asked for ever. */
const MOST_RELOGINS = 3;

export class Sessions {
  readonly #parts: SessionParts;
  readonly #underWay = new Set<Promise<unknown>>();
  #unlocked: Unlocked | null = null;
  /** Nobody sits before this session: screens are told nothing of it. */
  #unseen = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Throws `session-locked`. */
  current(): StaffSession {
    return this.#demand();
  }

  institution(): InstitutionId | null {
    return this.#unlocked?.identity.institution ?? null;
  }

  /** Work that may use the session: locking lets it come to its end before the desk is closed. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Null while no account is unlocked. */
  view(): ResultOf<'session/current'> {
    if (this.#unlocked === null || this.#unseen) return null;
    const { identity, node } = this.#unlocked;
    return {
      account: accountView(identity, this.#parts.accounts, this.#parts.ledger().replica.store),
      status: this.#status(this.#unlocked),
      node: node.connected() ? 'connected' : 'away',
    };
  }

  /**
   * Unlocks an account, and locks the one before it. A node that is away is no hindrance.
   *
   * @throws ConsiliumError by the step that failed: the passphrase (`passphrase-wrong`, `passphrase-throttled`
   *   {waitMs}, `keystore-*`), the account on the ledger (`account-unknown`, `account-suspended`,
   *   `account-keys-differ`), the signature over the node's challenge (`login-signature`); `setup-missing`,
   *   `account-missing`, `node-unknown`, `database-*`
   */
  async unlock(id: string, passphrase: string): Promise<NonNullable<ResultOf<'session/current'>>> {
    await this.#enter(id, passphrase);
    const view = this.view();
    if (view === null) throw new ConsiliumError('session-locked');
    return view;
  }

  async #enter(id: string, passphrase: string): Promise<void> {
    const ledger = this.#parts.ledger();
    const { identity, root, deskKey } = this.#openKeys(id, passphrase);
    const node = ledger.client(identity.institution);
    const made: StaffKeys[] = [];
    try {
      const known = this.#knownKeys(identity, root);
      await this.lock();
      const logIn = async (keys: StaffKeys): Promise<void> => {
        made.push(keys);
        await this.#logIn({ identity, login: loginOf(identity, keys), node });
      };
      const keys = known ?? (await logInByTrial(root, logIn));
      if (known !== null) await logIn(known);
      // Not before: keys that the ledger does not take leave no desk behind.
      const desk = this.#openDesk(identity, deskKey);
      // A desk put back from a backup as well: before anything of it is shown.
      const files = attachmentFiles(this.#parts.folder.attachments(identity.accountId));
      recoverFiles(desk, files);
      const erasedFrom = forgetErased({ desk, files }, ledger.replica.store, 0);
      const outbox = this.#outbox({ attachments: files, desk, keys, node });
      const sealing = sealingKeys(root, keys);
      const session = { identity, keys, keyVersion: keys.version, sealing, desk, files, outbox };
      const login = loginOf(identity, keys);
      this.#unlocked = {
        ...session,
        node,
        login,
        refusal: null,
        relogins: 0,
        cancelDrain: () => undefined,
        erasedFrom,
      };
    } catch (error) {
      node.logout();
      for (const keys of made) wipe(keys);
      throw error;
    } finally {
      root.fill(0);
      deskKey.fill(0);
    }
    await ledger.follow(identity.institution);
    this.#tell('unlocked');
    this.#beginBeside();
    this.#drainLater();
  }

  /** The keys in force of an account that the verified copy knows; null of any other. Errors: `account-keys-differ`. */
  #knownKeys(identity: KeyStoreIdentity, root: StaffRootSecret): StaffKeys | null {
    const { store } = this.#parts.ledger().replica;
    return accountStatus(store, identity) === 'unknown' ? null : keysInForce(store, identity, root);
  }

  /**
   * Does `work` as an account whose passphrase the caller knows, and locks it again. Screens are not told: nobody sits
   * before this session. Errors: as {@link unlock}, and those of `work`.
   */
  async unseen<T>(id: string, passphrase: string, work: () => Promise<T>): Promise<T> {
    this.#unseen = true;
    try {
      await this.#enter(id, passphrase);
      return await work();
    } finally {
      await this.lock();
      this.#unseen = false;
    }
  }

  async lock(): Promise<void> {
    const unlocked = this.#unlocked;
    if (unlocked === null) return;
    this.#unlocked = null;
    unlocked.cancelDrain();
    await this.#parts.beside.ending();
    unlocked.node.logout();
    const unfollowed = this.#parts.ledger().unfollow();
    await this.settled(unfollowed);
    unlocked.outbox.stop();
    await unlocked.files.close();
    unlocked.desk.close();
    wipe(unlocked.keys);
    for (const { secretKey } of unlocked.sealing.values()) secretKey.fill(0);
    this.#tell('locked');
  }

  /** Resolves when `also` and all requests under way have come to their end, or do not. */
  async settled(also: Promise<void> = Promise.resolve()): Promise<void> {
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.host.timers.after(LOCK_WITHIN_MS, resolve);
    });
    await Promise.race([Promise.allSettled([also, ...this.#underWay]), late]);
    cancel();
  }

  /** Sends the outbox, and again when it says so. */
  async drain(): Promise<void> {
    const unlocked = this.#demand();
    unlocked.cancelDrain();
    const due = await this.during(unlocked.outbox.drain());
    if (due === null || this.#unlocked !== unlocked) return;
    const { clock, timers } = this.#parts.host;
    unlocked.cancelDrain();
    unlocked.cancelDrain = timers.after(Math.max(0, due - clock.now()), () => this.#drainLater());
  }

  /** The verified copy has moved on. */
  moved(): void {
    if (this.#unlocked === null) return;
    this.#unlocked.outbox.observe();
    this.#forgetErased(this.#unlocked);
    this.#drainLater();
  }

  #forgetErased(unlocked: Unlocked): void {
    const { store } = this.#parts.ledger().replica;
    unlocked.erasedFrom = forgetErased(unlocked, store, unlocked.erasedFrom);
  }

  connected(): void {
    if (this.#unlocked === null) return;
    this.#unlocked.relogins = 0;
    this.#unlocked.outbox.reconnected();
    this.#drainLater();
  }

  /** The node gave no blocks. Where it no longer has the login, logging in again mends it, or says why not. */
  interrupted(code: string): void {
    const unlocked = this.#unlocked;
    if (unlocked === null || code !== 'login-required' || unlocked.relogins >= MOST_RELOGINS) return;
    unlocked.relogins += 1;
    void this.during(this.#logInAgain(unlocked));
  }

  async #logInAgain(unlocked: Unlocked): Promise<void> {
    const { identity, login, node } = unlocked;
    try {
      await node.login(login);
      unlocked.refusal = null;
      if (this.#unlocked === unlocked) await this.#parts.ledger().follow(identity.institution);
    } catch (error) {
      unlocked.refusal = errorCode(error);
      // Whoever shows the session asks again how it stands.
      if (this.#unlocked === unlocked) this.#tell('unlocked');
    }
  }

  #beginBeside(): void {
    const unlocked = this.#unlocked;
    if (unlocked === null || this.#unseen) return;
    this.#parts.beside.begun({ session: unlocked, login: unlocked.login });
  }

  #tell(state: 'locked' | 'unlocked'): void {
    if (!this.#unseen) this.#parts.host.emit({ type: 'session', state });
  }

  #demand(): Unlocked {
    if (this.#unlocked === null) throw new ConsiliumError('session-locked');
    return this.#unlocked;
  }

  /** The secrets of an account: what its keys follow from, and the key of its desk. Both are the caller's to wipe. */
  #openKeys(id: string, passphrase: string) {
    const { identity, content } = this.#parts.accounts.open(id, passphrase);
    const deskKey = content.secrets[DESK_KEY];
    if (deskKey === undefined) {
      content.rootSecret.fill(0);
      throw new ConsiliumError('keystore-malformed', { missing: DESK_KEY });
    }
    return { identity, root: content.rootSecret, deskKey };
  }

  async #logIn({ identity, login, node }: Pick<Unlocked, 'identity' | 'login' | 'node'>): Promise<void> {
    try {
      await node.login(login);
    } catch (error) {
      const refused = refusedLogin(error);
      if (refused !== null) throw refused;
      this.#parts.host.logger.info('login-node-away', { code: errorCode(error) });
      // Then the verified copy is the last that is known.
      if (accountStatus(this.#parts.ledger().replica.store, identity) === 'suspended') {
        throw new ConsiliumError('account-suspended', { step: 'account' }, { cause: error });
      }
    }
  }

  #openDesk({ accountId }: KeyStoreIdentity, key: Uint8Array): Desk {
    const { folder, host } = this.#parts;
    const { clock, random } = host;
    return openDesk({ path: folder.desk(accountId), key, clock, random });
  }

  #outbox(of: Pick<SessionOutboxParts, 'attachments' | 'desk' | 'keys' | 'node'>): OutboxDriver {
    const { host, ledger } = this.#parts;
    const { store } = ledger().replica;
    const moved = (): void => host.emit({ type: 'outbox' });
    const changed = (entry: OutboxEntry): void => {
      // What the ledger has, or never will have, leaves no files behind.
      if (isSettled(entry.state)) sweepFiles(of.desk, of.attachments);
      moved();
    };
    const wake = (): void => this.#drainLater();
    return sessionOutbox({ ...of, store, clock: host.clock, changed, moved, wake });
  }

  #status({ identity, refusal, keyVersion }: Unlocked): AccountStatus {
    if (refusal === 'signer-suspended') return 'suspended';
    if (refusal === 'signer-key-revoked') return 'key-revoked';
    return accountStatus(this.#parts.ledger().replica.store, identity, keyVersion);
  }

  /** Nobody waits for it; what fails stays in the outbox and is said there. */
  #drainLater(): void {
    if (this.#unlocked === null) return;
    this.drain().catch((error: unknown) => {
      this.#parts.host.logger.warn('outbox-drain', { code: errorCode(error) });
    });
  }
}

function loginOf({ role, entity }: KeyStoreIdentity, keys: StaffKeys): NodeLogin {
  return {
    role,
    entity,
    keyVersion: keys.version,
    sign: (challenge) => signLogin(challenge, keys.sign.secretKey),
  };
}

function wipe({ sign, seal }: StaffKeys): void {
  sign.secretKey.fill(0);
  seal.secretKey.fill(0);
}
