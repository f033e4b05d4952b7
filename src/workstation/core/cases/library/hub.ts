/** The library of whoever is logged in: begun with a doctor's session, and closed with it. */
import { utf8 } from '../../../../crypto/bytes.ts';
import { blake2b256 } from '../../../../crypto/hash.ts';
import { ConsiliumError, isConsiliumError } from '../../../../errors.ts';
import { openCaseLibrary, type CaseLibrary } from '../../../../cases/library/caseLibrary.ts';
import { removePath } from '../../../../node/files.ts';
import type { CorePorts, Ledger, StaffSession } from '../../context.ts';
import { LibraryKeeper } from './keeper.ts';

export interface LibraryHubParts {
  readonly ports: CorePorts;
  readonly ledger: (session: StaffSession) => Ledger;
  /** Where the library of an account lies. */
  readonly path: (session: StaffSession) => string;
  readonly changed: () => void;
}

interface Running {
  readonly session: StaffSession;
  readonly keeper: LibraryKeeper;
  /** Whether the keeper was set going. */
  isStarted: boolean;
  cancelStart: () => void;
  library: CaseLibrary | null;
}

/** What a doctor sees first after login comes first: opening the index takes a moment. */
const START_AFTER_MS = 2_000;

/** Files beside a SQLite database. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];
/** What a file is made anew for: it is damaged, of another program, or under keys of before. */
const OF_NO_USE = new Set([
  'database-corrupt',
  'database-key-wrong',
  'database-plaintext',
  'database-newer',
  'database-kind-wrong',
]);

export class LibraryHub {
  readonly #parts: LibraryHubParts;
  #running: Running | null = null;

  constructor(parts: LibraryHubParts) {
    this.#parts = parts;
  }

  /** Of any role but a doctor's nothing begins. */
  begin(session: StaffSession): void {
    if (session.identity.role !== 'doctor') return;
    const { ports, ledger, changed } = this.#parts;
    const { node, replica } = ledger(session);
    const keeper = new LibraryKeeper({
      library: () => this.#opened(running),
      store: replica.store,
      node: node.sharedCases,
      doctor: session.identity.entity,
      timers: ports.timers,
      logger: ports.logger,
      changed,
    });
    const running: Running = {
      session,
      keeper,
      isStarted: false,
      cancelStart: () => undefined,
      library: null,
    };
    this.#running = running;
    running.cancelStart = ports.timers.after(START_AFTER_MS, () => {
      running.isStarted = true;
      keeper.wake();
    });
  }

  /** Something happened: a block, a connection. */
  wake(): void {
    if (this.#running?.isStarted === true) this.#running.keeper.wake();
  }

  async end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.cancelStart();
    await running?.keeper.stop();
    running?.library?.close();
  }

  /** Errors: `role-doctor-required`. */
  get keeper(): LibraryKeeper {
    return this.#demand().keeper;
  }

  /**
   * Does `work` over the library. One that proves damaged beyond what its index can mend is made anew, and filled again
   * from ledger and node. Errors: `role-doctor-required`, those of `work`.
   */
  use<Result>(work: (library: CaseLibrary) => Result): Result {
    const running = this.#demand();
    try {
      return work(this.#opened(running));
    } catch (error) {
      if (!isConsiliumError(error, 'database-corrupt')) throw error;
      this.#parts.ports.logger.warn('library-made-anew', { code: error.code });
      running.library?.close();
      running.library = null;
      removeLibrary(this.#parts.path(running.session));
      const result = work(this.#opened(running));
      running.keeper.wake();
      return result;
    }
  }

  #demand(): Running {
    if (this.#running === null) throw new ConsiliumError('role-doctor-required');
    return this.#running;
  }

  #opened(running: Running): CaseLibrary {
    if (running.library !== null) return running.library;
    const path = this.#parts.path(running.session);
    // The key dies with the doctor's: with the next one the library is filled again.
    const key = blake2b256(running.session.keys.seal.secretKey, utf8('consilium/library/v1'));
    try {
      running.library = openOrMake(path, key);
    } finally {
      key.fill(0);
    }
    running.library.retryRefused();
    return running.library;
  }
}

function openOrMake(path: string, key: Uint8Array): CaseLibrary {
  try {
    return openCaseLibrary(path, key);
  } catch (error) {
    if (!isConsiliumError(error) || !OF_NO_USE.has(error.code)) throw error;
    removeLibrary(path);
    return openCaseLibrary(path, key);
  }
}

function removeLibrary(path: string): void {
  for (const suffix of SUFFIXES) removePath(`${path}${suffix}`);
}
