import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { toInstitutionId } from '../../src/crypto/ids.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { ownedBy } from '../../src/hospital/blobs/owner.ts';
import { GroupCommit } from '../../src/hospital/store/groupCommit.ts';
import { openNodeStore } from '../../src/hospital/store/nodeStore.ts';
import { openDatabase } from '../../src/replica/database.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { temporaryFolder, testKey } from '../replica/support/temporary.ts';
import { bytes32 } from '../support/world.ts';

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
