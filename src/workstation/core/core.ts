/** The core of a workstation: answers the request table over the data folder of a machine. */
import { bytesEqual, toHex } from '../../crypto/bytes.ts';
import type { InstitutionId } from '../../crypto/ids.ts';
import type { PasswordLimits } from '../../crypto/passwordHash.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../errors.ts';
import type { ArgsOf, Channel, Outcome, WorkstationApi } from '../api.ts';
import { firstApi, isFirstChannel } from '../api/first.ts';
import { AccountStore } from './accounts/accountStore.ts';
import { accountList } from './accounts/list.ts';
import type { LibraryHub } from './cases/library/hub.ts';
import type { Core, CoreContext, CoreHost, Handler, HandlersOf, Ledger } from './context.ts';
import { DataFolder } from './dataFolder.ts';
import type { BegunSession, DialogueHub } from './dialogue/hub.ts';
import { MachineLedger, type LedgerListener } from './ledger/machineLedger.ts';
import { nodeToHand } from './ledger/nodeToHand.ts';
import type { Machine, RemoteNode } from './machine.ts';
import { PatientOutboxes } from './patient/outboxes.ts';
import type { SecretLimits } from './secretLimits.ts';
import { Sessions } from './session.ts';
import { setupStatus, type MadeMachine } from './setup/status.ts';

export interface CoreOptions {
  /** How costly key stores are made to guess; less than the default only in tests. */
  readonly keyStoreLimits?: PasswordLimits;
  /** The same for what a patient holds; only tests that open no item of elsewhere change it. */
  readonly secretLimits?: SecretLimits;
}

/**
 * Starts a core over `host.dataFolder`, and the hospital nodes that live there.
 *
 * @throws ConsiliumError `data-folder-in-use` {pid}, `machine-malformed`, `genesis-missing`, `genesis-mismatch`, and
 *   those of opening the replica
 */
export async function startCore(host: CoreHost, options: CoreOptions = {}): Promise<Core> {
  const folder = DataFolder.open(host.dataFolder);
  try {
    return new WorkstationCore(host, folder, options);
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** A machine that was set up. */
interface Ready {
  readonly machine: Machine;
  readonly ledger: MachineLedger;
}

/** What the login screen asks: it is answered before the rest of the table is read. */
const FIRST = ['setup/status', 'account/list', 'session/current'] as const satisfies readonly Channel[];
type First = (typeof FIRST)[number];
type Later = typeof import('./laterHandlers.ts');

/** What a request is checked against, and who answers it. */
interface Table<C extends Channel> {
  readonly api: Pick<WorkstationApi, C>;
  readonly handlers: HandlersOf<C>;
}

class WorkstationCore implements Core {
  readonly #host: CoreHost;
  readonly #folder: DataFolder;
  readonly #accounts: AccountStore;
  readonly #sessions: Sessions;
  readonly #patients: PatientOutboxes;
  readonly #first: HandlersOf<First>;
  readonly #options: CoreOptions;
  #ready: Ready | null = null;
  #table: Table<Channel> | null = null;
  #dialogues: DialogueHub | null = null;
  #library: LibraryHub | null = null;
  #reading: Promise<Table<Channel>> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor(host: CoreHost, folder: DataFolder, options: CoreOptions) {
    this.#options = options;
    this.#host = host;
    this.#folder = folder;
    this.#accounts = new AccountStore(folder, host, options.keyStoreLimits);
    const ledger = (): MachineLedger => this.#demandReady().ledger;
    const beside = {
      begun: (begun: BegunSession) => {
        this.#dialogues?.begin(begun);
        this.#library?.begin(begun.session);
      },
      ending: async () => {
        await this.#dialogues?.end();
        await this.#library?.end();
      },
    };
    this.#sessions = new Sessions({ host, folder, accounts: this.#accounts, ledger, beside });
    this.#patients = this.#makePatients();
    this.#first = this.#firstHandlers();
    const machine = folder.machine();
    if (machine !== null) this.#open(machine);
  }

  async handle(channel: Channel, args: unknown): Promise<Outcome<unknown>> {
    try {
      const answered = isFirst(channel)
        ? this.#now({ api: firstApi, handlers: this.#first }, channel, args)
        : this.#later(channel, args);
      return { ok: true, value: await (usesSession(channel) ? this.#sessions.during(answered) : answered) };
    } catch (error) {
      if (isConsiliumError(error)) return { ok: false, code: error.code, detail: error.detail };
      // The message of a bug may hold anything; only what kind of error it was, and where, is logged.
      this.#host.logger.error('request-failed', { channel, error: kindOf(error), at: placeOf(error) });
      return { ok: false, code: errorCode(error), detail: {} };
    }
  }

  async #now<C extends Channel>(table: Table<C>, channel: C, args: unknown): Promise<unknown> {
    if (this.#closing !== null) throw new ConsiliumError('core-gone');
    return await answer(table, channel, args);
  }

  /** Once the table is read, a request begins in the order in which it came. */
  async #later(channel: Channel, args: unknown): Promise<unknown> {
    return await this.#now(this.#table ?? (await this.#read()), channel, args);
  }

  async #read(): Promise<Table<Channel>> {
    this.#reading ??= import('./laterHandlers.ts').then((later) => ({
      api: later.workstationApi,
      handlers: this.#makeHandlers(later),
    }));
    this.#table = await this.#reading;
    return this.#table;
  }

  async close(): Promise<void> {
    this.#closing ??= this.#inTurn(() => this.#closeAll());
    await this.#closing;
  }

  async #closeAll(): Promise<void> {
    await this.#sessions.lock();
    await this.#sessions.settled();
    await this.#patients.close();
    await this.#ready?.ledger.close();
    this.#folder.close();
  }

  #firstHandlers(): HandlersOf<First> {
    return {
      'setup/status': async () => setupStatus({ folder: this.#folder, ready: () => this.#made() }),
      'account/list': async () => accountList(this.#accounts, this.#ready?.ledger.replica.store ?? null),
      'session/current': async () => this.#sessions.view(),
    };
  }

  #made(): MadeMachine | null {
    return this.#ready && { machine: this.#ready.machine, store: this.#ready.ledger.replica.store };
  }

  #visitsAndDialogues(
    later: Later,
    {
      context,
      dialogues,
      invitations,
    }: {
      readonly context: CoreContext;
      readonly dialogues: DialogueHub;
      readonly invitations: ReturnType<Later['invitationBox']>;
    },
  ) {
    return {
      ...later.visitHandlers(context, invitations, async (institution) =>
        dialogues.demand().service.ports.blobsAt(institution),
      ),
      ...later.dialogueHandlers(dialogues, () => this.#demandReady().ledger.replica.store),
      ...later.exchangeHandlers(context, dialogues, invitations),
      ...later.sharedCaseHandlers(context, invitations),
      ...later.libraryHandlers(this.#makeLibrary(later), context, invitations),
      ...later.caseDraftHandlers(context, invitations),
      ...later.transcriptHandlers(context, dialogues, invitations),
      ...later.consultNotesHandlers(dialogues),
      ...later.consultReceiptHandlers(context, invitations),
      ...later.linkHandlers(dialogues),
      ...later.callHandlers(dialogues),
      ...later.profileHandlers(dialogues),
      ...later.recordingHandlers(dialogues, context, invitations),
      ...later.dialogueFileHandlers(dialogues, context, invitations),
    };
  }

  #makeHandlers(later: Later): HandlersOf<Channel> {
    const context = this.#context();
    const demonstration = (): boolean => this.#demandReady().machine.demonstration;
    const dialogues = new later.DialogueHub({
      host: this.#host,
      ledger: (institution) => this.#demandReady().ledger.through(institution),
      guest: (institution) => this.#demandReady().ledger.guest(institution),
    });
    this.#dialogues = dialogues;
    const invitations = later.invitationBox(this.#folder.invitations());
    const samples = new later.SamplePatients({ context, folder: this.#folder, demonstration });
    return {
      ...later.setupHandlers({
        host: this.#host,
        folder: this.#folder,
        accounts: this.#accounts,
        sessions: this.#sessions,
        samples,
        ready: () => this.#made(),
        open: (machine) => this.#open(machine),
        inTurn: (work) => this.#inTurn(work),
      }),
      ...later.accountHandlers({
        ports: this.#host,
        folder: this.#folder,
        machine: () => this.#ready?.machine ?? null,
        open: (machine) => this.#open(machine),
        addNode: (node) => this.#addNode(node),
        nodeRefusal: (institution) => this.#demandReady().ledger.refusal(institution),
        accounts: this.#accounts,
        sessions: this.#sessions,
        store: () => this.#ready?.ledger.replica.store ?? null,
        demandStore: () => this.#demandReady().ledger.replica.store,
        inTurn: (work) => this.#inTurn(work),
      }),
      'ledger/confirm-date': () => this.#confirmDate(),
      'proof/check': async (args) => later.checkProof(args, this.#ready?.machine.genesisHash ?? null),
      ...later.patientHandlers(context),
      ...later.accessHandlers(context),
      ...later.registrarHandlers(context),
      ...later.staffHandlers(context),
      ...later.nodeHandlers(context),
      ...later.jointHandlers(context),
      ...later.attestingHandlers({
        context,
        accounts: this.#accounts,
        folder: this.#folder,
        unlocked: () => this.#sessions.view()?.account.id ?? null,
      }),
      ...later.erasureHandlers(context),
      ...this.#visitsAndDialogues(later, { context, dialogues, invitations }),
      ...later.inviteHandlers({ context, node: () => this.#nodeToHand() }),
      ...later.membershipHandlers({
        folder: this.#folder,
        accounts: this.#accounts,
        client: (institution) => this.#demandReady().ledger.client(institution),
      }),
    };
  }

  #makeLibrary({ LibraryHub }: Later): LibraryHub {
    const library = new LibraryHub({
      ports: this.#host,
      ledger: ({ identity }) => this.#demandReady().ledger.through(identity.institution),
      path: ({ identity }) => this.#folder.library(identity.accountId),
      changed: () => this.#host.emit({ type: 'library' }),
    });
    this.#library = library;
    return library;
  }

  /** What another computer is told of the node of whoever is logged in. */
  #nodeToHand(): RemoteNode {
    const { machine, ledger } = this.#demandReady();
    const { institution } = this.#sessions.current().identity;
    return nodeToHand({ folder: this.#folder, machine, store: ledger.replica.store }, institution);
  }

  #context(): CoreContext {
    const host = this.#host;
    const { secretLimits } = this.#options;
    const at = (institution: InstitutionId): Ledger => this.#demandReady().ledger.through(institution);
    return {
      ports: host,
      ledger: () => at(this.#sessions.institution() ?? this.#demandReady().machine.home),
      ledgerAt: at,
      patients: this.#patients,
      session: () => this.#sessions.current(),
      drainOutbox: () => this.#sessions.drain(),
      emit: (event) => host.emit(event),
      ...(secretLimits !== undefined && { secretLimits }),
    };
  }

  #makePatients(): PatientOutboxes {
    const host = this.#host;
    return new PatientOutboxes({
      ports: host,
      machineKey: host.machineKey,
      path: (institution) => this.#folder.patientOutbox(institution),
      made: () => this.#folder.patientOutboxes(),
      ledger: (institution) => this.#demandReady().ledger.through(institution),
      changed: () => host.emit({ type: 'outbox' }),
    });
  }

  #open(machine: Machine): void {
    const at = { host: this.#host, folder: this.#folder, machine };
    this.#ready = { machine, ledger: MachineLedger.open(at, this.#listener(machine)) };
    this.#patients.resume();
  }

  /** A node that runs here needs no address. */
  #addNode(node: RemoteNode): void {
    const { machine, ledger } = this.#demandReady();
    if (machine.nodes.some((id) => bytesEqual(id, node.institution))) return;
    const others = machine.remote.filter(({ institution }) => !bytesEqual(institution, node.institution));
    const changed = { ...machine, remote: [...others, node] };
    this.#folder.writeMachine(changed);
    this.#ready = { machine: changed, ledger };
    ledger.add(node);
  }

  #listener({ home }: Machine): LedgerListener {
    const host = this.#host;
    return {
      moved: () => {
        const { replica } = this.#demandReady().ledger;
        this.#sessions.moved();
        this.#dialogues?.wake();
        this.#library?.wake();
        this.#patients.moved();
        host.emit({ type: 'ledger', height: replica.height(), halted: replica.halted() !== null });
      },
      connection: (institution, connected) => {
        // The nodes start when the login screen stands: what comes after it is read then too.
        this.#read().catch(() => undefined);
        if (connected) this.#patients.connected();
        const shown = this.#sessions.institution() ?? home;
        if (toHex(institution) !== toHex(shown)) return;
        if (connected) {
          this.#sessions.connected();
          this.#dialogues?.wake();
          this.#library?.wake();
        }
        host.emit({ type: 'node', state: connected ? 'connected' : 'away' });
      },
      interrupted: (code) => this.#sessions.interrupted(code),
    };
  }

  /** Throws `session-locked`: it takes one who may be asked about it later. */
  async #confirmDate(): Promise<Record<string, never>> {
    const { identity } = this.#sessions.current();
    this.#host.logger.warn('date-confirmed', { account: identity.accountId });
    await this.#demandReady().ledger.confirmDate();
    this.#sessions.connected();
    return {};
  }

  #demandReady(): Ready {
    if (this.#ready === null) throw new ConsiliumError('setup-missing');
    return this.#ready;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function isFirst(channel: Channel): channel is First {
  return FIRST.some((first) => first === channel);
}

/** What locks the session cannot be waited for by locking it. */
function usesSession(channel: Channel): boolean {
  return !isFirstChannel(channel);
}

/** Arguments were parsed where they came in; here they are again, since a host may be any program. */
async function answer<C extends Channel>(
  { api, handlers }: Table<C>,
  channel: C,
  args: unknown,
): Promise<unknown> {
  if (!Object.hasOwn(api, channel)) throw new ConsiliumError('channel-unknown');
  const parsed = api[channel].args.safeParse(args);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new ConsiliumError('request-invalid', { channel, at });
  }
  const handler: Handler<C> = handlers[channel];
  // The table ties a channel's schema to its handler; the compiler does not follow it through the union.
  return handler(parsed.data as ArgsOf<C>);
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** File and line of the innermost frame, without the message. */
function placeOf(error: unknown): string {
  const frame =
    error instanceof Error ? error.stack?.split('\n').find((line) => /^\s+at /u.test(line)) : null;
  return frame?.trim().slice(0, 200) ?? '';
}
