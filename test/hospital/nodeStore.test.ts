import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { encodeEnvelope, envelopeCommitment, type Envelope } from '../../src/crypto/envelope.ts';
import { toInstitutionId, toStatementHash } from '../../src/crypto/ids.ts';
import { ROW_LENGTH, toSealedRow } from '../../src/crypto/row.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { ownedBy } from '../../src/hospital/blobs/owner.ts';
import { GroupCommit } from '../../src/hospital/store/groupCommit.ts';
import { openNodeStore } from '../../src/hospital/store/nodeStore.ts';
import { millis } from '../../src/ports.ts';
import { openDatabase } from '../../src/replica/database.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { temporaryFolder, testKey } from '../replica/support/temporary.ts';
import { bytes16, bytes32 } from '../support/world.ts';

describe('an erased record', () => {
  /** A record with an image of more than a row holds, sealed to its author and to the archive. */
  async function stored() {
    const store = openNodeStore({ path: join(temporaryFolder(), 'node.sqlite'), key: testKey() });
    onTestFinished(() => store.close());
    const owner = ownedBy(toInstitutionId(bytes16('house')));
    const contents = [bytes32('identity'), bytes32('clinical'), new Uint8Array(100_000).fill(9)];
    const [identity, clinical, image] = await Promise.all(
      contents.map(async (blob) => ({ id: await store.blobs.put(blob, owner), size: blob.length })),
    );
    if (identity === undefined || clinical === undefined || image === undefined) throw new Error('no blobs');
    const row = toSealedRow(new Uint8Array(ROW_LENGTH));
    const statement = toStatementHash(bytes32('statement'));
    const to = { kind: 'archive', entity: bytes16('house'), version: 1 } as const;
    const envelope: Envelope = {
      statement,
      leaves: [{ identity, clinical }],
      salt: bytes32('salt'),
      patientRows: [row, row],
      rows: [{ to, leaf: 0, part: 'clinical', row }],
      attachments: [image],
    };
    await store.putEnvelope(envelope, encodeEnvelope(envelope));
    const sizes = () => [identity, clinical, image].map(({ id }) => store.blobs.size(id));
    return { store, envelope, sizes, image, order: { statement, commitment: envelopeCommitment(envelope) } };
  }

  it('takes its attachments with it, the files of large ones too', async () => {
    const { store, order, sizes, image } = await stored();
    await store.erasures.erase({ ...order, archiveUntil: null });
    expect(sizes()).toEqual([null, null, null]);
    expect(store.erasures.filesToRemove()).toContainEqual(image.id);
    await store.blobs.erase(store.erasures.filesToRemove());
    await store.erasures.filesRemoved(store.erasures.filesToRemove());
    expect(store.erasures.filesToRemove()).toEqual([]);
    const again = store.blobs.put(
      new Uint8Array(100_000).fill(9),
      ownedBy(toInstitutionId(bytes16('house'))),
    );
    expect(await codeOfAsync(again)).toBe('erased');
  });

  it('keeps them with its archive row, served to nobody, until that ends', async () => {
    const { store, order, sizes, envelope } = await stored();
    await store.erasures.erase({ ...order, archiveUntil: millis(5) });
    expect(sizes()).toEqual([null, null, null]);
    expect(store.erasures.filesToRemove()).toEqual([]);
    expect([store.erasures.archivesOver(millis(5)), store.erasures.nextArchiveEnd()]).toEqual([[], 5]);
    expect(store.erasures.archivesOver(millis(6))).toEqual([order.statement]);
    await store.erasures.endArchive(order.statement);
    expect(store.erasures.filesToRemove()).toHaveLength(3);
    expect(await codeOfAsync(store.putEnvelope(envelope, encodeEnvelope(envelope)))).toBe('erased');
  });
});

describe('writes that arrive together', () => {
  function table() {
    const database = openDatabase({ path: join(temporaryFolder(), 'db'), key: testKey() });
    onTestFinished(() => database.close());
    database.execute('CREATE TABLE numbers (n INTEGER PRIMARY KEY) STRICT');
    const insert = database.prepare('INSERT INTO numbers (n) VALUES (?)');
    const count = () => database.prepare('SELECT count(*) AS n FROM numbers').get()?.['n'];
    return { database, insert, count };
  }

  it('are answered each by its own result, and not before they are written', async () => {
    const { database, insert, count } = table();
    const commit = new GroupCommit(database);
    const first = commit.write(() => insert.run(1).changes);
    const second = commit.write(() => 'second');
    expect(count()).toBe(0n);
    expect(await Promise.all([first, second])).toEqual([1, 'second']);
    expect(count()).toBe(1n);
  });

  it('are undone one by one: what one throws takes nothing from another', async () => {
    const { database, insert, count } = table();
    const commit = new GroupCommit(database);
    const works = [1, 2, 3].map(async (n) =>
      codeOfAsync(
        commit.write(() => {
          insert.run(n);
          if (n === 2) throw new ConsiliumError('no-two');
        }),
      ),
    );
    expect(await Promise.all(works)).toEqual(['taken', 'no-two', 'taken']);
    expect(count()).toBe(2n);
  });

  it('all fail when the file does', async () => {
    const { database, insert } = table();
    const commit = new GroupCommit(database);
    const works = [1, 2].map(async (n) => commit.write(() => insert.run(n)));
    database.close();
    const settled = await Promise.allSettled(works);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('the store of a node', () => {
  function opened() {
    const store = openNodeStore({ path: join(temporaryFolder(), 'node.sqlite'), key: testKey() });
    onTestFinished(() => store.close());
    return store;
  }

  it('stores a blob once, under its own hash', async () => {
    const store = opened();
    const blob = bytes32('blob');
    const owner = ownedBy(toInstitutionId(new Uint8Array(16)));
    expect(await store.blobs.put(blob, owner)).toEqual(blobId(blob));
    expect(await store.blobs.put(blob, owner)).toEqual(blobId(blob));
    expect(store.blobs.get(blobId(blob))).toEqual(blob);
    expect(store.blobs.size(blobId(blob))).toBe(32);
    expect(store.blobs.get(blobId(bytes32('other')))).toBeNull();
  });

  it('remembers the height that was signed last', () => {
    const store = opened();
    expect(store.signedHeight()).toBe(0);
    store.setSignedHeight(7);
    store.setSignedHeight(8);
    expect(store.signedHeight()).toBe(8);
  });
});
