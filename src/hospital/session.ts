/** One connection at a node: the nonce it was given, who logged in on it, and what it may call. */
import { bytesEqual } from '../crypto/bytes.ts';
import { toInstitutionId, toSigningKey, type InstitutionId, type RootKey } from '../crypto/ids.ts';
import { loginHolds, type NodeChallenge } from '../crypto/login.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import { readStaff, signerKey } from '../contracts/signers.ts';
import type { StateReader } from '../contracts/state.ts';
import type { RandomBytes } from '../ports.ts';
import type { LoginProof } from './fields.ts';
import type { Caller } from './methods.ts';
import type { Channel } from './wire.ts';

const NONCE_LENGTH = 32;

/** Who is logged in. A guest is a doctor of another institution: they may leave messages here, and read blobs whose names they know. */
export interface LoggedIn extends Pick<LoginProof, 'role' | 'entity' | 'keyVersion'> {
  readonly isGuest: boolean;
}

/** What the node is, as challenges name it. */
export type NodeName = Omit<NodeChallenge, 'nonce' | 'binding'> & { readonly institution: InstitutionId };

export class Session {
  readonly #node: NodeName;
  readonly #random: RandomBytes;
  readonly #channel: Channel;
  #nonce: Uint8Array | null = null;
  #login: LoggedIn | null = null;
  /** Why a login ended by itself: a suspension, or a key no longer in force. */
  #lost: string | null = null;
  /** A patient proved at the gate who they are: they may fetch what the gate named, and the blocks it stands in. */
  #patient: RootKey | null = null;
  /** Who said they were logging in, last; nobody has checked it. */
  attempted: Pick<LoginProof, 'role' | 'entity'> | null = null;
  /** Whether blocks are announced on this connection. */
  subscribed = false;
  /** Whether news of the mailbox is told on this connection, and whether the doctor is shown as present by it. */
  watching: 'no' | 'hidden' | 'visible' = 'no';
  /** Whether that of new mail brings the mail itself. */
  isGivenMail = false;
  #changed: () => void = () => undefined;
  #ended = false;

  constructor(node: NodeName, random: RandomBytes, channel: Channel) {
    this.#node = node;
    this.#random = random;
    this.#channel = channel;
  }

  get login(): LoggedIn | null {
    return this.#login;
  }

  /** P of the patient who proved it here; null where nobody did. */
  get patient(): RootKey | null {
    return this.#patient;
  }

  /** Whether nobody has shown who they are: neither by a login nor as a patient. */
  get isStranger(): boolean {
    return this.#login === null && this.#patient === null;
  }

  /** Whether its connection is gone. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Called after each login, and after each end of one. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  /** The connection is gone, and with it whatever it might do. */
  end(): void {
    this.logOut();
    this.#ended = true;
  }

  /** A fresh nonce in the place of the one before. */
  newNonce(): Uint8Array {
    this.#nonce = this.#random(NONCE_LENGTH);
    return this.#nonce;
  }

  /** The challenge that was given out, once. Errors: `login-nonce` when there is none, or it was used. */
  takeChallenge(): NodeChallenge {
    const nonce = this.#nonce;
    if (nonce === null) throw new ConsiliumError('login-nonce');
    this.#nonce = null;
    const { network, nodeKey } = this.#node;
    return { network, nodeKey, nonce, binding: this.#channel.binding };
  }

  /**
   * Errors: `login-nonce`, `login-signature`, `login-institution` for officers and registrars of another institution,
   * `signer-*` and `institution-unknown` of the registry.
   */
  logIn(proof: LoginProof, state: StateReader): void {
    this.logOut();
    this.attempted = { role: proof.role, entity: proof.entity };
    const challenge = this.takeChallenge();
    const { key, isGuest } = registeredKey(proof, this.#node, state);
    if (!loginHolds(challenge, proof.signature, toSigningKey(key)))
      throw new ConsiliumError('login-signature');
    const { role, entity, keyVersion } = proof;
    this.#login = { role, entity, keyVersion, isGuest };
    this.#changed();
  }

  /** After the gate took a patient's proof on this connection. */
  admitPatient(root: RootKey): void {
    this.#patient = root;
  }

  logOut(): void {
    this.#patient = null;
    this.#login = null;
    this.#lost = null;
    this.subscribed = false;
    this.watching = 'no';
    this.isGivenMail = false;
    this.#changed();
  }

  /** Looks again after a block: whoever may not sign any more is no longer logged in. Answers the code, or null. */
  review(state: StateReader): string | null {
    if (this.#login === null) return null;
    try {
      registeredKey(this.#login, this.#node, state);
      return null;
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      const code = errorCode(error);
      this.logOut();
      this.#lost = code;
      return code;
    }
  }

  /**
   * Errors: `login-required` {reason} without a login, `login-institution` for a guest where only the institution's own
   * may ask, `not-allowed` {role} with another role.
   */
  demand(caller: Caller): void {
    if (caller === 'anyone') return;
    if ((caller === 'admitted' || caller === 'reader') && this.#patient !== null) return;
    if (this.#login === null) {
      throw new ConsiliumError('login-required', this.#lost === null ? {} : { reason: this.#lost });
    }
    const isForGuests = caller === 'colleague' || caller === 'reader';
    if (this.#login.isGuest && !isForGuests) throw new ConsiliumError('login-institution');
    if (!allows(caller, this.#login)) throw new ConsiliumError('not-allowed', { role: this.#login.role });
  }
}

function allows(caller: Exclude<Caller, 'anyone'>, { role }: LoggedIn): boolean {
  switch (caller) {
    case 'admitted':
    case 'reader':
    case 'logged-in':
      return true;
    case 'staff':
      return role !== 'node';
    case 'node':
    case 'officer':
    case 'registrar':
    case 'doctor':
      return role === caller;
    case 'colleague':
      return role === 'doctor';
  }
}

/** The key that must have signed: active, in force, and of this institution unless it is another's node or doctor. */
function registeredKey(
  { role, entity, keyVersion }: Pick<LoginProof, 'role' | 'entity' | 'keyVersion'>,
  node: NodeName,
  state: StateReader,
): { readonly key: Uint8Array; readonly isGuest: boolean } {
  const key = signerKey({ role, entity, version: keyVersion }, state);
  if (role === 'node') return { key, isGuest: false };
  const home = readStaff(state, role, entity)?.institution;
  const isGuest = home === undefined || !bytesEqual(toInstitutionId(home), node.institution);
  if (isGuest && role !== 'doctor') throw new ConsiliumError('login-institution');
  return { key, isGuest };
}
