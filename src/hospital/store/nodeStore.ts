/** What a node holds beside the ledger, in an encrypted file: durable when a method's promise resolves. */
import {
  blobsOf,
  decodeEnvelope,
  envelopeCommitment,
  type BlobName,
  type Envelope,
} from '../../crypto/envelope.ts';
import { toBlobId, toSignature, toStatementHash } from '../../crypto/ids.ts';
import type { BlobId, ConsentKey, Signature, StatementHash } from '../../crypto/ids.ts';
import { joinPath } from '../../node/files.ts';
import { openDatabase, type Database } from '../../replica/database.ts';
import { migrate } from '../../replica/migrations.ts';
import { bytes, integer } from '../../replica/rows.ts';
import { BlobStore } from '../blobs/blobStore.ts';
import type { KeptEnvelope } from '../kept.ts';
import type { CertifiedCertificate } from '../nodeClient.ts';
import { AuditTable } from './auditTable.ts';
import { CaseKeyTable } from './caseKeyTable.ts';
import { BlobTable } from './blobTable.ts';
import { EraseRequestTable } from './eraseRequestTable.ts';
import { demandNotErasedHere, ErasureTable } from './erasureTable.ts';
import { ExchangeTable } from './exchangeTable.ts';
import { GrantTable } from './grantTable.ts';
import { GroupCommit } from './groupCommit.ts';
import { InvitationTable } from './invitationTable.ts';
import { MailTable } from './mailTable.ts';
import { nodeSchema } from './migrations/index.ts';
import { OrphanTable } from './orphanTable.ts';
import { PepperTable } from './pepperTable.ts';
import { ProfileTable } from './profileTable.ts';
import { RecordingReaderTable } from './recordingReaderTable.ts';
import { SharedCaseTable } from './sharedCaseTable.ts';

const SIGNED_HEIGHT = 'signed-height';
/** Set by whoever puts a backup back. */
export const RESTORED = 'restored';
/** Beside the file. */
export const BLOB_FOLDER = 'blobs';

/** Large blobs lie in the folder `blobs` beside the file. @throws ConsiliumError as openDatabase and migrate */
export function openNodeStore(options: { readonly path: string; readonly key: Uint8Array }): NodeStore {
  const database = openDatabase(options);
  try {
    migrate(database, nodeSchema);
    return new NodeStore(database, joinPath(options.path, '..', BLOB_FOLDER));
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A certificate as it was signed, under the CPK_i that it names. */
export interface SignedCertificate extends CertifiedCertificate {
  readonly consentKey: ConsentKey;
}

export class NodeStore {
  readonly peppers: PepperTable;
  readonly mail: MailTable;
  readonly audit: AuditTable;
  readonly invitations: InvitationTable;
  readonly grants: GrantTable;
  readonly exchanges: ExchangeTable;
  readonly caseKeys: CaseKeyTable;
  readonly erasures: ErasureTable;
  readonly eraseRequests: EraseRequestTable;
  readonly orphans: OrphanTable;
  readonly profiles: ProfileTable;
  readonly recordingReaders: RecordingReaderTable;
  readonly sharedCases: SharedCaseTable;
  readonly blobs: BlobStore;
  readonly #database: Database;
  readonly #commit: GroupCommit;

  /** Use {@link openNodeStore}. */
  constructor(database: Database, blobFolder: string) {
    this.#database = database;
    this.#commit = new GroupCommit(database);
    this.blobs = new BlobStore(new BlobTable(database, this.#commit), blobFolder);
    this.peppers = new PepperTable(database, this.#commit);
    this.mail = new MailTable(database, this.#commit);
    this.audit = new AuditTable(database, this.#commit);
    this.invitations = new InvitationTable(database, this.#commit);
    this.grants = new GrantTable(database, this.#commit);
    this.exchanges = new ExchangeTable(database, this.#commit);
    this.caseKeys = new CaseKeyTable(database, this.#commit);
    this.erasures = new ErasureTable(database, this.#commit);
    this.orphans = new OrphanTable(database, this.#commit);
    this.sharedCases = new SharedCaseTable(database, this.#commit);
    this.profiles = new ProfileTable(database, this.#commit);
    this.recordingReaders = new RecordingReaderTable(database, this.#commit);
    this.eraseRequests = new EraseRequestTable(database, this.#commit);
  }

  /** The first envelope of a commitment stays: nobody takes a row out of it by storing another. Errors: `erased`. */
  async putEnvelope(envelope: Envelope, encoded: Uint8Array): Promise<void> {
    const commitment = envelopeCommitment(envelope);
    await this.keepEnvelope({ name: envelope.statement, commitment, blobs: blobsOf(envelope) }, encoded);
  }

  /** As {@link putEnvelope}, of a record or of a recording. Errors: `erased`. */
  async keepEnvelope({ blobs, commitment, name }: KeptEnvelope, encoded: Uint8Array): Promise<void> {
    await this.#commit.write(() => {
      demandNotErasedHere(this.#database, name);
      const { changes, rowid } = this.#database
        .prepare(
          'INSERT INTO envelopes (statement, commitment, envelope) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        )
        .run(name, commitment, encoded);
      if (changes > 0) this.#nameBlobs(blobs, rowid);
    });
  }

  envelope(statement: Uint8Array, commitment: Uint8Array): Envelope | null {
    const encoded = this.envelopeBytes(statement, commitment);
    return encoded === null ? null : decodeEnvelope(encoded);
  }

  envelopeBytes(statement: Uint8Array, commitment: Uint8Array): Uint8Array | null {
    const row = this.#database
      .prepare('SELECT envelope FROM envelopes WHERE statement = ? AND commitment = ?')
      .get(statement, commitment);
    return row === undefined ? null : bytes(row, 'envelope');
  }

  /** Statements whose envelopes name a blob. */
  statementsOfBlob(id: BlobId): readonly StatementHash[] {
    const rows = this.#database
      .prepare('SELECT e.statement FROM blob_names n JOIN envelopes e ON e.id = n.envelope WHERE n.blob = ?')
      .all(id);
    return rows.map((row) => toStatementHash(bytes(row, 'statement')));
  }

  async putCertificates(certificates: readonly SignedCertificate[]): Promise<void> {
    const upsert = this.#database.prepare(`
      INSERT INTO certificates (consent_key, certificate, signature) VALUES (?, ?, ?)
      ON CONFLICT (consent_key) DO UPDATE SET certificate = excluded.certificate, signature = excluded.signature`);
    await this.#commit.write(() => {
      for (const { consentKey, certificate, issuerSignature } of certificates) {
        upsert.run(consentKey, certificate, issuerSignature);
      }
    });
  }

  certificate(
    key: ConsentKey,
  ): { readonly certificate: Uint8Array; readonly issuerSignature: Signature } | null {
    const row = this.#database
      .prepare('SELECT certificate, signature FROM certificates WHERE consent_key = ?')
      .get(key);
    if (row === undefined) return null;
    return {
      certificate: bytes(row, 'certificate'),
      issuerSignature: toSignature(bytes(row, 'signature')),
    };
  }

  /** The last height that this node's validator signed, as far as it was noted; 0 before the first. */
  signedHeight(): number {
    const row = this.#database.prepare('SELECT value FROM host WHERE name = ?').get(SIGNED_HEIGHT);
    return row === undefined ? 0 : integer(row, 'value');
  }

  setSignedHeight(height: number): void {
    this.#database
      .prepare(
        'INSERT INTO host (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(SIGNED_HEIGHT, height);
  }

  /** Whether this file was put back from a backup and has not learnt yet what was erased since. */
  isRestored(): boolean {
    return this.#database.prepare('SELECT 1 FROM host WHERE name = ?').get(RESTORED) !== undefined;
  }

  /** Everything that was erased meanwhile is erased here. */
  setReplayed(): void {
    this.#database.prepare('DELETE FROM host WHERE name = ?').run(RESTORED);
  }

  /** What lies here, in numbers. */
  count(): { readonly blobs: number; readonly envelopes: number } {
    const row = this.#database
      .prepare(
        `SELECT (SELECT count(*) FROM blobs) + (SELECT count(*) FROM blob_files) AS blobs,
           (SELECT count(*) FROM envelopes) AS envelopes`,
      )
      .get();
    if (row === undefined) return { blobs: 0, envelopes: 0 };
    return { blobs: integer(row, 'blobs'), envelopes: integer(row, 'envelopes') };
  }

  /** Bytes of all blobs, and what waits in all mailboxes. */
  stored(): { readonly blobBytes: number; readonly mail: number; readonly mailBytes: number } {
    const row = this.#database
      .prepare(
        `SELECT (SELECT coalesce(sum(size), 0) FROM blobs)
             + (SELECT coalesce(sum(size), 0) FROM blob_files) AS blob_bytes,
           (SELECT coalesce(sum(messages), 0) FROM mail_load) AS mail,
           (SELECT coalesce(sum(bytes), 0) FROM mail_load) AS mail_bytes`,
      )
      .get();
    if (row === undefined) return { blobBytes: 0, mail: 0, mailBytes: 0 };
    return {
      blobBytes: integer(row, 'blob_bytes'),
      mail: integer(row, 'mail'),
      mailBytes: integer(row, 'mail_bytes'),
    };
  }

  close(): void {
    this.#database.close();
  }

  #nameBlobs(blobs: readonly BlobName[], envelopeRow: number): void {
    const insert = this.#database.prepare('INSERT INTO blob_names (blob, envelope) VALUES (?, ?)');
    for (const { id } of blobs) insert.run(toBlobId(id), envelopeRow);
  }
}
