/** What a node answers to each method, put together from its parts. */
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import { toStaffId } from '../crypto/ids.ts';
import type { InstitutionId, ItemId, Pepper, PinTag, StaffId } from '../crypto/ids.ts';
import { NODE_PROTOCOL } from './nodeClient.ts';
import { blobOwner } from './blobs/owner.ts';
import type { Certifier } from './certify.ts';
import type { Envelopes } from './envelopes.ts';
import type { Exchanges } from './exchange/exchanges.ts';
import type { ExchangeMethod } from './exchange/shapes.ts';
import type { Gate } from './gate.ts';
import type { LedgerHost } from './ledgerHost.ts';
import type { LoginProof } from './fields.ts';
import type { AuditLog } from './audit/auditLog.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { GrantGate } from './patient/grantGate.ts';
import type { PatientDesk } from './patient/patientDesk.ts';
import type { PatientMethod } from './patient/shapes.ts';
import type { Peers } from './peers.ts';
import type { NodePorts } from './ports.ts';
import type { MethodName } from './methods.ts';
import { LARGEST_FRAME, MOST_BLOCKS } from './protocol.ts';
import type { EraseRequests } from './erasing/eraseRequests.ts';
import type { EraseMethod } from './erasing/shapes.ts';
import type { Invitations } from './invitations/invitations.ts';
import type { InvitationMethod } from './invitations/shapes.ts';
import type { NodeReport } from './report.ts';
import type { Receipts } from './receipts.ts';
import type { CaseKeys } from './cases/caseKeys.ts';
import type { CaseKeyMethod } from './cases/shapes.ts';
import type { CaseDuties } from './cases/duties.ts';
import type { SharedCases } from './cases/sharedCases.ts';
import type { SharedCaseMethod } from './cases/sharedShapes.ts';
import type { Profiles } from './profiles/profiles.ts';
import type { ProfileMethod } from './profiles/shapes.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { RecordingMethod } from './recordings/shapes.ts';
import type { Relay } from './relay/relay.ts';
import type { Handlers } from './server.ts';
import type { LoggedIn, NodeName, Session } from './session.ts';
import type { NodeStore } from './store/nodeStore.ts';
import type { Tokens } from './tokens.ts';
import type { RawBlock } from '../replica/sync.ts';

export interface NodeParts {
  readonly name: NodeName;
  readonly host: LedgerHost;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
  readonly envelopes: Envelopes;
  readonly gate: Gate;
  readonly receipts: Receipts;
  readonly certifier: Certifier;
  readonly mailbox: Mailbox;
  readonly audit: AuditLog;
  readonly patientDesk: PatientDesk;
  readonly grantGate: GrantGate;
  readonly exchanges: Exchanges;
  readonly report: () => NodeReport;
  readonly invitations: Invitations;
  readonly relay: Relay;
  readonly caseKeys: CaseKeys;
  readonly sharedCases: SharedCases;
  readonly recordings: Recordings;
  readonly caseDuties: Pick<CaseDuties, 'wake'>;
  readonly profiles: Profiles;
  readonly eraseRequests: EraseRequests;
  readonly isPresent: (doctor: StaffId) => boolean;
  readonly tokens: Tokens;
  readonly ports: NodePorts;
}

type MailboxMethod = Extract<MethodName, `mailbox/${string}`>;

/** Blocks in one answer end at this many bytes; the largest block is far below it. */
const MOST_BLOCK_BYTES = LARGEST_FRAME / 8;

export function nodeHandlers(parts: NodeParts): Handlers {
  const { host, nodeStore, peers, envelopes, gate, receipts, certifier, audit } = parts;
  return {
    hello: ({ protocol }, session) => sayHello(parts, protocol, session),
    login: (proof, session) => logIn(parts, proof, session),
    logout: (_params, session) => {
      session.logOut();
      return {};
    },
    token: (_params, session) => parts.tokens.issue(session),
    'token/guest': (_params, session) => parts.tokens.issue(session),
    genesis: () => ({ genesis: host.store.genesisBytes }),
    blocks: ({ from, count }) => ({ blocks: blocksFrom(host, from, count) }),
    'blocks/return': async ({ blocks }) => ({ height: await host.takeBack(blocks) }),
    status: async ({ nonce }) => host.status(nonce),
    subscribe: (_params, session) => {
      session.subscribed = true;
      return {};
    },
    submit: async ({ tx }) => ({ id: await host.submit(tx) }),
    receipt: async (asked, session) => ({ signature: await receipts.give(asked, caller(session)) }),
    'blob/put': async ({ blob }, session) => ({
      id: await nodeStore.blobs.put(blob, blobOwner(caller(session), host.store)),
    }),
    'blob/get': async ({ id }, session) => ({
      blob: session.login?.role === 'node' ? envelopes.ownBlob(id) : await envelopes.blob(id),
    }),
    'envelope/get': ({ statement }) => ({ envelope: envelopes.own(statement) }),
    'gate/history': async (request, session) => ({ envelopes: await gate.history(request, caller(session)) }),
    'gate/mine': async ({ statements }, session) => ({ rows: await gate.mine(statements, caller(session)) }),
    'gate/patient': async (query, session) => {
      const { envelopes: found, isKnown } = await gate.patient(query, session.takeChallenge());
      if (isKnown) session.admitPatient(query.root);
      return { envelopes: found };
    },
    'gate/former': async (request, { login, patient }) => ({
      envelopes: await gate.former(request, { login, patient }),
    }),
    'pepper/deposit': async ({ deposits }) => {
      await nodeStore.peppers.deposit(deposits);
      return {};
    },
    'pepper/release': async (asked) => ({ pepper: await releasePepper(parts, asked) }),
    'card/certificate': async ({ key, home }) => {
      if (peers.isSelf(home)) return certifier.find(key);
      return peers.ask(home, async (peer) => peer.certificate(key, home));
    },
    'card/certify': async ({ certificates }) => ({ signatures: await certifier.sign(certificates) }),
    ...mailboxHandlers(parts),
    'audit/list': async ({ from }) => audit.list(from),
    'node/report': () => parts.report(),
    ...patientHandlers(parts),
    ...exchangeHandlers(parts),
    ...invitationHandlers(parts),
    ...caseKeyHandlers(parts),
    ...ownHandlers(parts),
    ...eraseHandlers(parts),
    'relay/credentials': () => ({ relay: parts.relay.credentials() }),
  };
}

function patientHandlers({ patientDesk, grantGate }: NodeParts): Pick<Handlers, PatientMethod> {
  return {
    'patient/receipt': async ({ body, consent, parcel }) => ({
      signature: await patientDesk.receipt(body, consent, parcel),
    }),
    'patient/deliver': async ({ parcel }, session) => {
      await patientDesk.deliver(parcel, session.login?.role === 'node' ? 'node' : 'patient');
      return {};
    },
    'patient/submit': async ({ tx }) => ({ id: await patientDesk.submit(tx) }),
    'gate/grants': async (_params, session) => ({ grants: await grantGate.of(caller(session)) }),
  };
}

/** What doctors give each other. */
function exchangeHandlers(parts: NodeParts): Pick<Handlers, ExchangeMethod | RecordingMethod> {
  const { exchanges } = parts;
  return {
    ...recordingHandlers(parts),
    'exchange/deliver': async ({ parcel }, session) => {
      await exchanges.deliver(parcel, session.login?.role === 'node' ? 'node' : 'doctor');
      return {};
    },
    'gate/exchanges': async (_params, session) => ({ exchanges: await exchanges.of(caller(session)) }),
  };
}

function recordingHandlers({ recordings }: NodeParts): Pick<Handlers, RecordingMethod> {
  return {
    'recording/envelope': async ({ anchor }, session) => ({
      envelope: await recordings.envelope(doctor(session), anchor),
    }),
    'recording/name': async (named, session) => {
      await recordings.name(caller(session), named);
      return {};
    },
    'recording/unname': async ({ anchor, doctor: reader }, session) => {
      await recordings.unname(caller(session), anchor, reader);
      return {};
    },
    'gate/recordings': (_params, session) => ({ recordings: recordings.namedFor(doctor(session)) }),
  };
}

function invitationHandlers({ invitations }: NodeParts): Pick<Handlers, InvitationMethod> {
  return {
    'invite/make': async () => invitations.make(),
    'invite/offer': async ({ token, enrolment }) => {
      await invitations.offer(token, enrolment);
      return {};
    },
    'invite/state': ({ token }) => ({ state: invitations.state(token) }),
    'invite/list': () => ({ offers: invitations.offers() }),
    'invite/decline': async ({ token }) => {
      await invitations.decline(token);
      return {};
    },
  };
}

function eraseHandlers({ eraseRequests }: NodeParts): Pick<Handlers, EraseMethod> {
  const from = (session: Session) => (session.login?.role === 'node' ? 'node' : 'patient');
  return {
    'erase/ask': async ({ request, signature }, session) => {
      await eraseRequests.ask(request, signature, from(session));
      return {};
    },
    'erase/state': async ({ home, statements }, session) => ({
      standings: await eraseRequests.standings(home, statements, from(session)),
    }),
    'erase/list': () => ({ wishes: eraseRequests.wishes() }),
    'erase/decline': async ({ statement, reason }) => {
      await eraseRequests.decline(statement, reason);
      return {};
    },
  };
}

function caseKeyHandlers(parts: NodeParts): Pick<Handlers, CaseKeyMethod | SharedCaseMethod> {
  const { caseKeys } = parts;
  return {
    ...sharedCaseHandlers(parts),
    'case-key/put': async ({ case: name, readers }, session) => {
      await caseKeys.put(doctor(session), name, readers);
      return {};
    },
    'case-key/get': ({ case: name }, session) => caseKeys.get(doctor(session), name),
    'case-key/withdraw': async ({ case: name }, session) => {
      await caseKeys.withdraw(doctor(session), name);
      return {};
    },
  };
}

/** What a doctor keeps at their node beside records and messages. */
function ownHandlers({
  host,
  nodeStore,
  profiles,
}: NodeParts): Pick<Handlers, ProfileMethod | 'blob/forget'> {
  return {
    'blob/forget': async ({ blobs }, session) => {
      await nodeStore.blobs.disown(blobs, blobOwner(caller(session), host.store));
      return {};
    },
    'profile/put': async ({ profile }, session) => {
      await profiles.put(doctor(session), profile);
      return {};
    },
    'profile/get': ({ doctors }) => ({ profiles: profiles.get(doctors) }),
  };
}

function sharedCaseHandlers({ caseDuties, sharedCases }: NodeParts): Pick<Handlers, SharedCaseMethod> {
  return {
    'case/sender-key': async () => sharedCases.senderKey(),
    'case/bring': async (brought, session) => {
      await sharedCases.bring(doctor(session), brought);
      caseDuties.wake();
      return {};
    },
    'case/recall': async ({ case: name }, session) => {
      await sharedCases.recall(doctor(session), name);
      return {};
    },
    'case/mine': (_params, session) => ({ cases: sharedCases.mine(doctor(session)) }),
    'case/get': async ({ case: name }) => sharedCases.give(name),
    'case/opened': async ({ case: name }) => {
      await sharedCases.noteOpened(name);
      return {};
    },
    'case/fetch': ({ case: name }) => sharedCases.own(name),
    'case/dossier': ({ case: name }) => ({ archive: sharedCases.archived(name) }),
  };
}

function mailboxHandlers({ mailbox, isPresent }: NodeParts): Pick<Handlers, MailboxMethod> {
  return {
    'mailbox/send': async (mail, session) => {
      await mailbox.send(doctor(session), mail);
      return {};
    },
    'mailbox/fetch': async ({ after }, session) => ({ mail: await mailbox.fetch(doctor(session), after) }),
    'mailbox/acknowledge': async ({ mail }, session) => {
      await mailbox.acknowledge(doctor(session), mail);
      return {};
    },
    'mailbox/receipts': ({ to, stream, since }, session) => ({
      receipts: mailbox.receipts(doctor(session), to, { stream, since }),
    }),
    'mailbox/watch': ({ visible }, session) => {
      session.watching = visible ? 'visible' : 'hidden';
      session.isGivenMail = false;
      return {};
    },
    'mailbox/receive': ({ visible }, session) => {
      session.watching = visible ? 'visible' : 'hidden';
      session.isGivenMail = true;
      return {};
    },
    'mailbox/presence': ({ doctors }) => ({ present: doctors.map(isPresent) }),
  };
}

function sayHello({ name, host }: NodeParts, protocol: number, session: Session) {
  if (protocol < NODE_PROTOCOL) throw new ConsiliumError('update-workstation', { node: NODE_PROTOCOL });
  if (protocol > NODE_PROTOCOL) throw new ConsiliumError('update-node', { node: NODE_PROTOCOL });
  return {
    protocol: NODE_PROTOCOL,
    network: name.network,
    chainId: host.store.genesis.chainId,
    institution: name.institution,
    nodeKey: name.nodeKey,
    nonce: session.newNonce(),
    height: host.store.height(),
  };
}

function logIn({ host, ports }: NodeParts, proof: LoginProof, session: Session) {
  try {
    session.logIn(proof, host.store);
    return {};
  } catch (error) {
    if (isConsiliumError(error)) {
      ports.logger.warn('login-refused', { role: proof.role, code: errorCode(error) });
    }
    throw error;
  }
}

function blocksFrom({ store }: LedgerHost, from: number, count: number): readonly RawBlock[] {
  const blocks: RawBlock[] = [];
  let bytes = 0;
  for (const raw of store.lookups.rawBlocks(from, Math.min(count, MOST_BLOCKS))) {
    bytes += raw.block.length + raw.commit.length;
    if (blocks.length > 0 && bytes > MOST_BLOCK_BYTES) break;
    blocks.push(raw);
  }
  return blocks;
}

async function releasePepper(
  { nodeStore, peers }: NodeParts,
  asked: { readonly item: ItemId; readonly home: InstitutionId; readonly tag: PinTag },
): Promise<Pepper> {
  const { item, home, tag } = asked;
  if (!peers.isSelf(home)) return peers.ask(home, async (peer) => peer.releasePepper(item, home, tag));
  const release = await nodeStore.peppers.release(item, tag);
  switch (release.kind) {
    case 'released':
      return release.pepper;
    case 'unknown':
      throw new ConsiliumError('pepper-unknown');
    case 'locked':
      throw new ConsiliumError('slip-locked');
    case 'wrong':
      throw new ConsiliumError('pin-wrong', { left: release.left });
  }
}

/** The method table lets nobody through without a login; this tells the compiler. */
function caller(session: Session): LoggedIn {
  if (session.login === null) throw new ConsiliumError('login-required');
  return session.login;
}

/** Likewise: only doctors come as far as a mailbox. */
function doctor(session: Session): StaffId {
  return toStaffId(caller(session).entity);
}
