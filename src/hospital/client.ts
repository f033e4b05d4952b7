/** The client of a hospital node, over a socket or within its process. */
import { bytesEqual } from '../crypto/bytes.ts';
import { blobId } from '../crypto/blob.ts';
import type {
  BlobId,
  CaseName,
  ConsentKey,
  InstitutionId,
  ItemId,
  Pepper,
  PinTag,
  Signature,
  StatementHash,
  TxId,
} from '../crypto/ids.ts';
import type { NodeChallenge } from '../crypto/login.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { NodeStatus, RawBlock } from '../replica/sync.ts';
import { Connector, type ConnectorOptions } from './connector.ts';
import type { AuditPortion } from './audit/shapes.ts';
import { HttpTransfers, type HttpChannel } from './blobs/http/client.ts';
import type { BlobTransfers } from './blobs/transfers.ts';
import { WireCaseKeys } from './cases/client.ts';
import { WireSharedCases } from './cases/sharedClient.ts';
import type { GivenCase } from './cases/sharedShapes.ts';
import { WireErasing } from './erasing/client.ts';
import { WireExchanges } from './exchange/client.ts';
import { WireInvitations } from './invitations/client.ts';
import { WireMailbox } from './mailbox/client.ts';
import { WirePatientRights } from './patient/client.ts';
import { WireProfiles } from './profiles/client.ts';
import { WireRecordings } from './recordings/client.ts';
import { MOST_CERTIFICATES, MOST_FORGOTTEN, MOST_DEPOSITS, MOST_STATEMENTS } from './fields.ts';
import type { MethodName, ParamsOf, ResultOf } from './methods.ts';
import type {
  CaseKeysClient,
  CertifiedCertificate,
  FormerRequest,
  HistoryRequest,
  ErasingClient,
  ExchangesClient,
  InvitationsClient,
  MailboxClient,
  NodeClient,
  NodeHello,
  NodeLogin,
  OwnRow,
  PatientEnvelope,
  PatientRequest,
  PatientRightsClient,
  PepperDeposit,
  ProfilesClient,
  RecordingsClient,
  SharedCasesClient,
} from './nodeClient.ts';
import { LARGEST_BLOB, MOST_BLOCKS } from './protocol.ts';
import { inPortions } from './portions.ts';
import type { RelayCredentials } from './relay/shapes.ts';
import type { NodeReport } from './report.ts';
import { MOST_EPOCHS, type PatientQuery } from './shapes.ts';
import type { Token } from './tokens.ts';
import { dial, dialHttp } from './transport.ts';
import type { NodePin } from './transportCertificate.ts';
import type { Wire } from './wire.ts';

export type { ConnectorOptions } from './connector.ts';

/** What one node asks of another, beside what anyone may. */
export interface PeerClient extends NodeClient {
  /** Hands back blocks that the other node's validator lost; answers its height. Errors: as LedgerHost.takeBack. */
  returnBlocks(blocks: readonly RawBlock[]): Promise<number>;
  /** Errors: `envelope-unknown`. To be checked against the ledger's commitment. */
  envelope(statement: StatementHash): Promise<Uint8Array>;
  /** What opens a case of that institution. To be checked against the ledger's commitment. Errors: `case-unknown`, `case-withdrawn`. */
  fetchCase(name: CaseName): Promise<GivenCase>;
}

/**
 * A client of the node that listens at `address` (see transport.ts). It connects by itself and stays connected;
 * requests reject with `node-away` while there is no connection. An address over TLS needs a `pin`.
 */
export function connectNode(
  address: string,
  options: ConnectorOptions & { readonly pin?: NodePin },
): PeerClient {
  const { pin } = options;
  return clientOver(
    () => dial(address, pin),
    options,
    () => dialHttp(address, pin),
  );
}

/** A client over any wire; without a way to dial for HTTP it makes no transfers (`node-away`). */
export function clientOver(
  dialWire: () => Promise<Wire>,
  options: ConnectorOptions,
  dialForHttp: () => Promise<HttpChannel> = async () => Promise.reject(new ConsiliumError('node-away')),
): PeerClient {
  return new WireClient(new Connector(dialWire, options), dialForHttp);
}

class WireClient implements PeerClient {
  readonly cases: CaseKeysClient;
  readonly sharedCases: SharedCasesClient;
  readonly profiles: ProfilesClient;
  readonly invitations: InvitationsClient;
  readonly erasing: ErasingClient;
  readonly mailbox: MailboxClient;
  readonly rights: PatientRightsClient;
  readonly exchanges: ExchangesClient;
  readonly recordings: RecordingsClient;
  readonly transfers: BlobTransfers;
  readonly #connector: Connector;

  constructor(connector: Connector, dialForHttp: () => Promise<HttpChannel>) {
    this.transfers = new HttpTransfers({ dial: dialForHttp, token: async () => this.#token() });
    this.cases = new WireCaseKeys(connector);
    this.sharedCases = new WireSharedCases(connector);
    this.profiles = new WireProfiles(connector);
    this.invitations = new WireInvitations(connector);
    this.erasing = new WireErasing(connector);
    this.mailbox = new WireMailbox(connector);
    this.rights = new WirePatientRights(connector);
    this.exchanges = new WireExchanges(connector);
    this.recordings = new WireRecordings(connector);
    this.#connector = connector;
  }

  connected(): boolean {
    return this.#connector.connected();
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    return this.#connector.onConnection(listener);
  }

  async hello(): Promise<NodeHello> {
    return (await this.#connector.get()).hello;
  }

  async login(login: NodeLogin): Promise<void> {
    await this.#connector.logIn(login);
  }

  logout(): void {
    this.#connector.logOut();
  }

  async genesis(): Promise<Uint8Array> {
    return (await this.#call('genesis', {})).genesis;
  }

  async status(nonce: Uint8Array): Promise<NodeStatus> {
    return this.#call('status', { nonce });
  }

  async blocks(from: number, count: number): Promise<readonly RawBlock[]> {
    return (await this.#call('blocks', { from, count: Math.min(count, MOST_BLOCKS) })).blocks;
  }

  async returnBlocks(blocks: readonly RawBlock[]): Promise<number> {
    return (await this.#call('blocks/return', { blocks })).height;
  }

  async subscribe(listener: () => void): Promise<() => void> {
    return this.#connector.subscribe(listener);
  }

  async submit(transaction: Uint8Array): Promise<TxId> {
    return (await this.#call('submit', { tx: transaction })).id;
  }

  async receipt(body: Uint8Array, envelope: Uint8Array): Promise<Signature> {
    return (await this.#call('receipt', { body, envelope })).signature;
  }

  async storeBlob(id: BlobId, blob: Uint8Array): Promise<void> {
    if (blob.length > LARGEST_BLOB) throw new ConsiliumError('blob-too-large', { length: blob.length });
    const stored = (await this.#call('blob/put', { blob })).id;
    if (!bytesEqual(stored, id)) throw new ConsiliumError('blob-altered', { check: 'hash' });
  }

  async forgetBlobs(blobs: readonly BlobId[]): Promise<void> {
    await inPortions(blobs, MOST_FORGOTTEN, async (portion) => {
      await this.#call('blob/forget', { blobs: portion });
      return [];
    });
  }

  async blob(id: BlobId): Promise<Uint8Array> {
    const { blob } = await this.#call('blob/get', { id });
    if (!bytesEqual(blobId(blob), id)) throw new ConsiliumError('blob-altered', { check: 'hash' });
    return blob;
  }

  async envelope(statement: StatementHash): Promise<Uint8Array> {
    return (await this.#call('envelope/get', { statement })).envelope;
  }

  async fetchCase(name: CaseName): Promise<GivenCase> {
    return this.#call('case/fetch', { case: name });
  }

  async history({ root, current, epochs }: HistoryRequest): Promise<readonly PatientEnvelope[]> {
    return inPortions(epochs, MOST_EPOCHS, async (portion) => {
      return (await this.#call('gate/history', { root, current, epochs: portion })).envelopes;
    });
  }

  async mine(statements: readonly StatementHash[]): Promise<readonly OwnRow[]> {
    return inPortions(statements, MOST_STATEMENTS, async (portion) => {
      return (await this.#call('gate/mine', { statements: portion })).rows;
    });
  }

  async patient(request: PatientRequest): Promise<readonly PatientEnvelope[]> {
    return inPortions(request.epochs, MOST_EPOCHS, async (epochs) => {
      const proof = patientProof(request);
      return this.#connector.prove(proof.sign, async (link, signature) => {
        const query = { root: request.root, epochs, key: proof.key, slip: proof.slip, signature };
        return (await link.call('gate/patient', query)).envelopes;
      });
    });
  }

  async former({ roots, current, epochs }: FormerRequest): Promise<readonly PatientEnvelope[]> {
    return inPortions(epochs, MOST_EPOCHS, async (portion) => {
      return (await this.#call('gate/former', { roots, current, epochs: portion })).envelopes;
    });
  }

  async formerOfPatient(
    own: PatientRequest,
    { roots, epochs }: Omit<FormerRequest, 'current'>,
  ): Promise<readonly PatientEnvelope[]> {
    return inPortions(epochs, MOST_EPOCHS, async (portion) => {
      const { sign, ...shown } = patientProof(own);
      // On the same connection: that is where the proof holds.
      return this.#connector.prove(sign, async (link, signature) => {
        await link.call('gate/patient', { root: own.root, epochs: own.epochs, ...shown, signature });
        return (await link.call('gate/former', { roots, current: null, epochs: portion })).envelopes;
      });
    });
  }

  async depositPeppers(deposits: readonly PepperDeposit[]): Promise<void> {
    await inPortions(deposits, MOST_DEPOSITS, async (portion) => {
      await this.#call('pepper/deposit', { deposits: portion });
      return [];
    });
  }

  async releasePepper(item: ItemId, home: InstitutionId, tag: PinTag): Promise<Pepper> {
    return (await this.#call('pepper/release', { item, home, tag })).pepper;
  }

  async certify(certificates: readonly Uint8Array[]): Promise<readonly Signature[]> {
    const signatures = await inPortions(certificates, MOST_CERTIFICATES, async (portion) => {
      return (await this.#call('card/certify', { certificates: portion })).signatures;
    });
    if (signatures.length !== certificates.length) {
      throw new ConsiliumError('answer-malformed', { method: 'card/certify' });
    }
    return signatures;
  }

  async certificate(key: ConsentKey, home: InstitutionId): Promise<CertifiedCertificate> {
    return this.#call('card/certificate', { key, home });
  }

  async report(): Promise<NodeReport> {
    return this.#call('node/report', {});
  }

  async audit(from: number): Promise<AuditPortion> {
    return this.#call('audit/list', { from });
  }

  async relay(): Promise<RelayCredentials | null> {
    return (await this.#call('relay/credentials', {})).relay;
  }

  close(): void {
    this.#connector.close();
  }

  /** At another institution's node a doctor reads alone. */
  async #token(): Promise<Token> {
    try {
      return await this.#call('token', {});
    } catch (error) {
      if (!isConsiliumError(error, 'login-institution')) throw error;
      return this.#call('token/guest', {});
    }
  }

  async #call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

interface PatientProof {
  readonly key: Uint8Array;
  readonly slip: PatientQuery['slip'];
  readonly sign: (challenge: NodeChallenge) => Signature;
}

function patientProof({ root, proof }: PatientRequest): PatientProof {
  if (proof.kind === 'root') return { key: root, slip: null, sign: proof.sign };
  const { key, sign, epoch, binderKey, certificate, issuerSignature } = proof;
  return { key, slip: { epoch, binderKey, certificate, issuerSignature }, sign };
}
