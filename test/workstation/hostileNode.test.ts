/**
 * Dr Wang's own hospital node is hostile. Whatever it does, the workstation shows nothing that is not on the verified
 * ledger, says what is wrong by name, and loses nothing.
 */
import { describe, expect, it } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { bytesEqual, toHex } from '../../src/crypto/bytes.ts';
import { toTxId } from '../../src/crypto/ids.ts';
import { item, NOTE, PIN, writeRecord } from './support/story.ts';
import { afterOneVisit, openSecond, type TwoVisits } from './support/twoVisits.ts';

/** The chart of Dr Wang's visit: what of the statement on the ledger could not be had, and why. */
async function unavailable(visits: TwoVisits): Promise<readonly string[]> {
  const visit = await openSecond(visits);
  const chart = await visits.wang['visit/chart']({ visit });
  return chart.unavailable.map(
    ({ statement, code }) => `${statement === visits.statement ? 'it' : 'other'}: ${code}`,
  );
}

describe('a hostile node that', () => {
  it('withholds blocks is seen to be behind: the validator’s own word names a newer head', async () => {
    const { story, wang } = await afterOneVisit();
    const { height } = await wang['ledger/status']({});
    wang.node.lie('blocks', () => ({ blocks: [] }));
    await story.hospitals.goOn();
    expect(await wang['ledger/status']({})).toMatchObject({
      height,
      halted: null,
      nodeStatusVerified: false,
    });
  });

  it('shows an old head cannot prove it: its answer is not to the question that was asked', async () => {
    const { story, wang } = await afterOneVisit();
    const old = await wang.node.status(new Uint8Array(32));
    await story.hospitals.goOn();
    wang.node.lie('status', () => old);
    expect(await wang['ledger/status']({})).toMatchObject({ nodeStatusVerified: false });
  });

  it('reorders blocks halts the copy at its last good height, which can still be read', async () => {
    const visits = await afterOneVisit();
    const { story, wang } = visits;
    const visit = await openSecond(visits);
    const before = await wang['visit/chart']({ visit });
    const { height } = await wang['ledger/status']({});
    wang.node.lie('blocks', ({ blocks }) => ({ blocks: blocks.toReversed() }));
    await story.hospitals.goOn();
    await wang.sync();
    const { halted, height: kept } = await wang['ledger/status']({});
    expect(halted).toEqual({ code: 'block-height', height: height + 1 });
    expect(kept).toBe(height);
    expect(await wang['visit/chart']({ visit })).toEqual(before);
  });

  it('gives a wrong blob has the record named as altered, and no word of it shown', async () => {
    const visits = await afterOneVisit();
    const { story, wang, statement } = visits;
    const { id } = story.hospitals.envelopes().get(statement)?.leaves[0]?.clinical ?? {};
    wang.node.lie('blob/get', ({ blob }) => ({
      blob: id !== undefined && bytesEqual(blobId(blob), id) ? blob.toReversed() : blob,
    }));
    expect(await unavailable(visits)).toEqual(['it: blob-altered']);
  });

  it('hides one envelope cannot hide the record: the ledger counts it', async () => {
    const visits = await afterOneVisit();
    visits.wang.node.lie('gate/history', ({ envelopes }) => ({
      envelopes: envelopes.filter(({ statement }) => toHex(statement) !== visits.statement),
    }));
    expect(await unavailable(visits)).toEqual(['it: envelope-missing']);
  });

  it('gives the certificate of another patient’s slip is refused before the patient signs anything', async () => {
    const { story, patient, wang } = await afterOneVisit();
    const other = await story.registerPatient({ name: '李四', identifier: '120101195803120000', cards: 1 });
    const foreign = story.hospitals.certificates().at(-1) ?? new Uint8Array(0);
    expect(other.slips).toHaveLength(1);
    wang.node.lie('card/certificate', (given) => ({ ...given, certificate: foreign }));
    const view = wang['patient/view']({
      secret: { kind: 'slip', text: item(patient.slips, 2), pin: PIN },
      institution: toHex(story.world.b.id),
    });
    await expect(view).rejects.toMatchObject({ code: 'certificate-foreign' });
  });

  it('says that it stored and took a record, and did not, has the record wait and never shown as committed', async () => {
    const visits = await afterOneVisit();
    const { wang } = visits;
    const visit = await openSecond(visits);
    const { height } = wang.replica.store.head() ?? { height: 0 };
    wang.node.lie('submit', () => ({ id: toTxId(new Uint8Array(32)) }));
    wang.node.before = (request) => {
      if (request === 'submit') throw new Error('swallowed');
    };
    await writeRecord(wang, visit, null, NOTE).catch(() => '');
    const outbox = await wang['outbox/list']({});
    expect(outbox.filter(({ kind }) => kind === 'visit/record')).toMatchObject([{ state: 'signed-queued' }]);
    expect(wang.replica.store.height()).toBeGreaterThanOrEqual(height);
    expect((await wang['visit/chart']({ visit })).documents.map(({ statement }) => statement)).toHaveLength(
      2,
    );
  });
});
