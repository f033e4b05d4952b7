/** What doctors give each other, at the nodes: who is given which rows, from when until when. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesEqual, toHex } from '../../src/crypto/bytes.ts';
import { toSignature, toStatementHash } from '../../src/crypto/ids.ts';
import { makeRow, openRow } from '../../src/crypto/row.ts';
import { exchangeRecordsHash } from '../../src/contracts/sharing/records.ts';
import { encodeEraseRequest, signEraseRequest } from '../../src/contracts/visit/eraseRequest.ts';
import { decodeTransaction, encodeTransaction } from '../../src/contracts/transaction.ts';
import { encodeExchangeParcel, type ExchangeParcel } from '../../src/hospital/exchange/parcels.ts';
import { openNode } from '../../src/hospital/node.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import {
  atHeight,
  clientFor,
  nodeFolder,
  startNodeA,
  submitAll,
  testPorts,
  writeWorldFolder,
} from '../support/nodeWorld.ts';
import { signDraft } from '../support/transactions.ts';
import { bytes32, DAY, makeWorld, type Person } from '../support/world.ts';
import { openVisitAt, recordAt, suspension } from './support/visits.ts';

interface Proposal {
  readonly exchange: Uint8Array;
  readonly parcel: ExchangeParcel;
  readonly transaction: Uint8Array;
}

/** Dr Li of A has visit 1 open with a record; Dr Wang works at B. Both nodes run. */
async function proposing() {
  const [folderA, folderB] = [nodeFolder('node-A'), nodeFolder('node-B')];
  const known = makeWorld();
  writeWorldFolder(folderA, known, { name: 'A', peers: { [toHex(known.b.id)]: socketAddress(folderB) } });
  writeWorldFolder(folderB, known, { name: 'B', peers: { [toHex(known.a.id)]: socketAddress(folderA) } });
  const { a, clock, world } = await startNodeA({ folder: folderA });
  const b = await openNode(folderB, testPorts(clock));
  onTestFinished(() => b.close());
  await b.listen();
  const { patient, li, wang } = world;
  const ofLi = await clientFor(a, li);
  const time = clock.now();
  const visit = { world, client: ofLi, doctor: li, patient, epoch: 1, time };
  await openVisitAt(visit);
  const record = await recordAt(visit, { text: 'cough' });
  await atHeight(b, a.store.height());
  const ofWang = await clientFor(b, wang);
  const sign = (action: Parameters<typeof signDraft>[1]['action'], ...by: readonly Person[]) =>
    signDraft(world.network, { action, parties: by.map((one) => one.sign()), time: clock.now() });

  const propose = (reader: Person = wang): Proposal => {
    const list = { salt: systemRandom(32), note: '请看', statements: [record.hash] };
    const action = {
      kind: 'sharing/propose',
      receiver: reader.id,
      purpose: 'second-opinion',
      until: time + 30 * DAY,
      direction: 'give',
      give: { visit: patient.view(1).signer.entity, records: exchangeRecordsHash(list) },
    } as const;
    const parties = [li.sign(), patient.consent(1)];
    const transaction = signDraft(world.network, { action, parties, time: clock.now() });
    const { bodyBytes, id, signatures } = decodeTransaction(transaction);
    const rows = [record.identity, record.clinical].map(({ part, key }) => {
      const place = { statement: record.hash, leaf: 0, part };
      const row = makeRow(reader.keys(1).seal.publicKey, { ...place, key }, systemRandom);
      return { index: 0, leaf: 0, part, row };
    });
    const signed = { body: bodyBytes, signatures: signatures.map((item) => toSignature(item)) };
    return { exchange: id, parcel: { ...signed, ...list, version: 1, rows }, transaction };
  };
  const level = async (): Promise<void> => atHeight(b, a.store.height());
  const bring = async ({ parcel, transaction }: Proposal): Promise<void> => {
    await ofLi.exchanges.deliver(encodeExchangeParcel(parcel));
    await ofLi.submit(transaction);
    await level();
  };
  const accept = async ({ exchange }: Proposal, by: NodeClient = ofWang): Promise<void> => {
    await by.submit(sign({ kind: 'sharing/accept', exchange, back: null }, wang));
    await level();
  };
  const revoke = async ({ exchange }: Proposal, by: Person = li): Promise<void> => {
    await ofLi.submit(sign({ kind: 'sharing/revoke', exchange }, by));
    await level();
  };
  return { a, clock, world, record, ofLi, ofWang, propose, bring, accept, revoke, level };
}

describe('an exchange at the nodes', () => {
  it('gives the reader, at their own hospital, the rows of the named records once both have signed', async () => {
    const at = await proposing();
    const { record, world, ofWang } = at;
    const proposal = at.propose();
    await at.bring(proposal);
    expect(await ofWang.exchanges.given()).toEqual([]);
    await at.accept(proposal);
    const [given, ...others] = await ofWang.exchanges.given();
    expect(others).toEqual([]);
    expect(given).toMatchObject({ back: false, note: '请看', version: 1 });
    expect(given && bytesEqual(given.exchange, proposal.exchange)).toBe(true);
    expect(given?.records).toEqual([{ statement: record.hash, leaves: record.envelope.leaves }]);
    const row = given?.rows.find(({ part }) => part === 'clinical');
    const place = { statement: record.hash, leaf: 0, part: 'clinical' } as const;
    expect(row && openRow(row.row, world.wang.keys(1).seal, place)).toEqual(record.clinical.key);
    expect(await ofWang.blob(record.clinical.id)).toEqual(record.clinical.blob);
  });

  it('gives nobody else anything: not the proposer, another doctor, or somebody without a login', async () => {
    const at = await proposing();
    const proposal = at.propose();
    await at.bring(proposal);
    await at.accept(proposal);
    const chen = await clientFor(at.a, at.world.chen);
    for (const other of [at.ofLi, chen]) expect(await other.exchanges.given()).toEqual([]);
    chen.logout();
    expect(await codeOfAsync(chen.exchanges.given())).toBe('login-required');
    const stranger = at.a.client();
    const deliver = stranger.exchanges.deliver(encodeExchangeParcel(proposal.parcel));
    expect(await codeOfAsync(deliver)).toBe('login-required');
    stranger.close();
  });

  it.each(['proposer', 'receiver'] as const)('gives nothing any more once the %s ended it', async (who) => {
    const at = await proposing();
    const proposal = at.propose();
    await at.bring(proposal);
    await at.accept(proposal);
    expect(await at.ofWang.exchanges.given()).toHaveLength(1);
    await at.revoke(proposal, who === 'proposer' ? at.world.li : at.world.wang);
    expect(await at.ofWang.exchanges.given()).toEqual([]);
  });

  it('gives nothing after the term, by the clock of the node, and nothing that was declined', async () => {
    const at = await proposing();
    const [kept, declined] = [at.propose(), at.propose()];
    await at.bring(kept);
    await at.bring(declined);
    await at.revoke(declined, at.world.wang);
    await at.accept(kept);
    expect(await at.ofWang.exchanges.given()).toHaveLength(1);
    at.clock.advance(30 * DAY + 1);
    expect(await at.ofWang.exchanges.given()).toEqual([]);
  });

  it('gives nothing to a reader who is suspended', async () => {
    const at = await proposing();
    const { b, wang, network } = at.world;
    const proposal = at.propose();
    await at.bring(proposal);
    await at.accept(proposal);
    await at.ofLi.submit(signDraft(network, suspension(wang, b.board(), at.clock.now())));
    await at.level();
    expect(await codeOfAsync(at.ofWang.exchanges.given())).toBe('login-required');
  });

  it('keeps rows only under the list that was signed, with a transaction that the ledger would take', async () => {
    const at = await proposing();
    const { parcel } = at.propose();
    const bring = async (change: Partial<ExchangeParcel>) =>
      detailOf(at.ofLi.exchanges.deliver(encodeExchangeParcel({ ...parcel, ...change })));
    const records = ['receipt-refused', { check: 'records' }];
    const another = toStatementHash(bytes32('another record'));
    expect(await bring({ statements: [at.record.hash, another] })).toEqual(records);
    expect(await bring({ salt: bytes32('salt') })).toEqual(records);
    expect(await bring({ note: '别的' })).toEqual(records);
    const rows = parcel.rows.map((row) => ({ ...row, index: 1 }));
    expect(await bring({ rows })).toEqual(['receipt-refused', { check: 'rows' }]);
    const [doctor] = parcel.signatures;
    const forged = [doctor ?? toSignature(new Uint8Array(64)), toSignature(new Uint8Array(64))];
    expect(await bring({ signatures: forged })).toEqual(['signature-invalid', {}]);
    const garbled = at.ofLi.exchanges.deliver(new Uint8Array(3));
    expect(await detailOf(garbled)).toEqual(['receipt-refused', { check: 'body' }]);
    // As with a grant's rows: who brought what was refused stands in the audit log.
    const [first] = at.world.a.officers;
    const officer = first && (await clientFor(at.a, first));
    const { entries = [] } = (await officer?.audit(1)) ?? {};
    const noted = entries.filter(({ method }) => method === 'exchange/deliver');
    expect(noted.map(({ code, actor }) => [code, actor?.role])).toContainEqual(['receipt-refused', 'doctor']);
  });

  it('gives no row of a record that was erased meanwhile', async () => {
    const at = await proposing();
    const { network, patient, a } = at.world;
    const proposal = at.propose();
    await at.bring(proposal);
    await at.accept(proposal);
    expect((await at.ofWang.exchanges.given())[0]?.rows).toHaveLength(2);
    const time = at.clock.now();
    const asked = { network, statement: at.record.hash, reason: 'consent-withdrawn', time } as const;
    const request = encodeEraseRequest(asked);
    const consentSignature = signEraseRequest(request, patient.consent(1).secretKey);
    const action = { kind: 'visit/erase', request, consentSignature } as const;
    await submitAll(at.a, at.world, [{ action, parties: a.board().slice(0, 1), time }]);
    await at.level();
    expect((await at.ofWang.exchanges.given()).flatMap(({ rows }) => rows)).toEqual([]);
  });

  it('is kept again when it is brought again, after the ledger has it', async () => {
    const at = await proposing();
    const proposal = at.propose();
    await at.bring(proposal);
    await at.ofLi.exchanges.deliver(encodeExchangeParcel(proposal.parcel));
    const { body, signatures } = proposal.parcel;
    expect(await codeOfAsync(at.ofLi.submit(encodeTransaction(body, signatures)))).toBe('tx-duplicate');
    await at.accept(proposal);
    expect(await at.ofWang.exchanges.given()).toHaveLength(1);
  });
});
