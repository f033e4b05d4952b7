/** A node vouches for what it holds: no receipt without the envelope committed to and all of its blobs. */
import { describe, expect, it } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { encodeEnvelope, envelopeCommitment, type Envelope } from '../../src/crypto/envelope.ts';
import { toSigningKey } from '../../src/crypto/ids.ts';
import { verifyTransactionSignature } from '../../src/crypto/signature.ts';
import { decodeBody, encodeBody, signingMessage } from '../../src/contracts/transaction.ts';
import type { BodyOf, Signer } from '../../src/contracts/transactionKinds.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { openNode } from '../../src/hospital/node.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { clientFor, nodeLoginOf, startNodeA, testPorts } from '../support/nodeWorld.ts';
import { storeRecord, submitRecord, type ReadyRecord } from '../support/records.ts';
import { bytes16, bytes32 } from '../support/world.ts';
import { openVisitAt, recordOf, type RecordWords, type VisitAt } from './support/visits.ts';

type NodeA = Awaited<ReturnType<typeof startNodeA>>;

interface AtNode extends NodeA {
  readonly client: NodeClient;
  readonly visit: VisitAt;
  readonly record: ReadyRecord;
}

/** Dr Li in an open visit, with a record whose blobs the node has. */
async function withRecord(): Promise<AtNode> {
  const node = await startNodeA();
  const { world, clock } = node;
  const client = await clientFor(node.a, world.li);
  const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1, time: clock.now() };
  await openVisitAt(visit);
  const record = await recordOf(visit, { text: 'cough' });
  await client.storeBlob(record.identity.id, record.identity.blob);
  await client.storeBlob(record.clinical.id, record.clinical.blob);
  return { ...node, client, visit, record };
}

type BodyMaker = (at: AtNode) => Uint8Array | Promise<Uint8Array>;

/** The body of another record of the visit whose statement says something else. */
async function saying({ visit }: AtNode, change: RecordWords['change'] & object): Promise<Uint8Array> {
  return (await recordOf(visit, { text: 'other', change })).body;
}

function withSigners(
  { record, world }: AtNode,
  signers: (first: Signer, us: Signer) => readonly Signer[],
): Uint8Array {
  return bodyWith(record, () => ({ signers: signers(world.li.sign().signer, world.a.node().signer) }));
}

/** The record's body with other fields. */
function bodyWith(record: ReadyRecord, change: (body: BodyOf<'visit/record'>) => object): Uint8Array {
  const body = decodeBody(record.body);
  if (body.kind !== 'visit/record') throw new Error('no record');
  return encodeBody({ ...body, ...change(body) });
}

describe('a storage receipt', () => {
  it('is the node’s signature as the last signer, with which the ledger takes the record', async () => {
    const { client, record, world } = await withRecord();
    const signature = await client.receipt(record.body, record.envelopeBytes);
    const message = signingMessage(world.network, 1, record.body);
    const key = toSigningKey(world.a.nodeKey.publicKey);
    expect(verifyTransactionSignature(message, signature, key)).toBe(true);
    expect(await codeOfAsync(submitRecord(client, record))).toBe('taken');
  });

  it('is refused while a blob is missing, by the number of its document', async () => {
    const { client, visit } = await withRecord();
    const other = await recordOf(visit, { text: 'fever' });
    await client.storeBlob(other.identity.id, other.identity.blob);
    const asked = client.receipt(other.body, other.envelopeBytes);
    expect(await detailOf(asked)).toEqual(['blob-missing', { leaf: 0 }]);
  });

  it('is refused while an attachment is missing, and given when it is there', async () => {
    const { client, record } = await withRecord();
    const blob = bytes32('an attachment');
    const envelope: Envelope = { ...record.envelope, attachments: [{ id: blobId(blob), size: blob.length }] };
    const body = bodyWith(record, () => ({ commitment: envelopeCommitment(envelope) }));
    const ask = async () => await client.receipt(body, encodeEnvelope(envelope));
    expect(await detailOf(ask())).toEqual(['blob-missing', { attachment: 0 }]);
    await client.storeBlob(blobId(blob), blob);
    expect(await codeOfAsync(ask())).toBe('taken');
  });

  it('is refused for a blob whose size is not what the envelope says', async () => {
    const { client, record } = await withRecord();
    const changed = changedLeaf(record.envelope);
    const body = bodyWith(record, () => ({ commitment: envelopeCommitment(changed) }));
    expect(await codeOfAsync(client.receipt(body, encodeEnvelope(changed)))).toBe('blob-missing');
  });

  it.each<[string, BodyMaker]>([
    ['commitment', ({ record }) => bodyWith(record, () => ({ commitment: bytes32('other') }))],
    ['statement', async ({ visit }) => (await recordOf(visit, { text: 'other' })).body],
  ])('is refused for a body with another %s than the envelope’s', async (check, body) => {
    const at = await withRecord();
    const asked = at.client.receipt(await body(at), at.record.envelopeBytes);
    expect(await detailOf(asked)).toEqual(['envelope-mismatch', { check }]);
  });

  it.each<[string, (envelope: Envelope) => Partial<Envelope>]>([
    ['salt', () => ({ salt: bytes32('other') })],
    ['patient’s row', ({ patientRows }) => ({ patientRows: patientRows.toReversed() })],
    ['blob', (envelope) => changedLeaf(envelope)],
  ])('is refused for an envelope with another %s', async (_name, change) => {
    const { client, record } = await withRecord();
    const envelope = { ...record.envelope, ...change(record.envelope) };
    const asked = client.receipt(record.body, encodeEnvelope(envelope));
    expect(await detailOf(asked)).toEqual(['envelope-mismatch', { check: 'commitment' }]);
  });

  it('is refused for an envelope that is none, and for two documents in one record', async () => {
    const { client, record } = await withRecord();
    expect(await codeOfAsync(client.receipt(record.body, new Uint8Array(3)))).toBe('envelope-malformed');
    const { leaves, patientRows } = record.envelope;
    const two = {
      ...record.envelope,
      leaves: [...leaves, ...leaves],
      patientRows: [...patientRows, ...patientRows],
    };
    const body = bodyWith(record, () => ({ commitment: envelopeCommitment(two) }));
    const asked = client.receipt(body, encodeEnvelope(two));
    expect(await detailOf(asked)).toEqual(['envelope-mismatch', { check: 'leaves' }]);
  });

  it.each<[string, BodyMaker]>([
    ['body', () => new Uint8Array([1, 2, 3])],
    ['signers', (at) => withSigners(at, (first) => [first, at.world.b.node().signer])],
    ['signers', (at) => withSigners(at, (first, us) => [first, first, us])],
    ['author', ({ record }) => bodyWith(record, () => ({ doctorSignature: new Uint8Array(64) }))],
    ['author', ({ record }) => bodyWith(record, () => ({ keyVersion: 7 }))],
    ['author', async (at) => saying(at, { doctor: bytes16('nobody') })],
    ['institution', async (at) => saying(at, { institution: at.world.b.id })],
    ['network', async (at) => saying(at, { network: bytes32('other') })],
    ['statement', ({ record }) => bodyWith(record, () => ({ statement: utf8('no statement') }))],
  ])('is refused for a body that this node may not vouch for: %s', async (check, body) => {
    const at = await withRecord();
    const asked = at.client.receipt(await body(at), at.record.envelopeBytes);
    expect(await detailOf(asked)).toEqual(['receipt-refused', { check }]);
  });

  it('is refused for a transaction that is no record', async () => {
    const { client, record, world, clock } = await withRecord();
    const body = encodeBody({
      kind: 'visit/end',
      epoch: world.patient.view(1).signer.entity,
      time: clock.now(),
      expires: clock.now() + 1,
      signers: [world.li.sign().signer],
    });
    const asked = client.receipt(body, record.envelopeBytes);
    expect(await detailOf(asked)).toEqual(['receipt-refused', { check: 'body' }]);
  });

  it('stands for an envelope that another node is given after a restart, as it was', async () => {
    const { a, client, record, folderA, clock, world } = await withRecord();
    await submitRecord(client, record);
    await a.close();
    const again = await openNode(folderA, testPorts(clock));
    await again.listen();
    const peer = connectNode(socketAddress(folderA), testPorts(clock));
    await peer.login(nodeLoginOf(world.b));
    expect(await peer.envelope(record.hash)).toEqual(record.envelopeBytes);
    peer.close();
    await again.close();
  });

  it('does not let a second envelope of the same commitment replace the rows of the first', async () => {
    const { client, record } = await withRecord();
    await storeRecord(client, record);
    const without = { ...record.envelope, rows: [] };
    expect(await codeOfAsync(client.receipt(record.body, encodeEnvelope(without)))).toBe('taken');
    await submitRecord(client, record);
    expect(await client.mine([record.hash])).toHaveLength(2);
  });
});

function changedLeaf(envelope: Envelope): Envelope {
  const leaves = envelope.leaves.map((leaf) => ({
    ...leaf,
    clinical: { ...leaf.clinical, size: leaf.clinical.size + 1 },
  }));
  return { ...envelope, leaves };
}
